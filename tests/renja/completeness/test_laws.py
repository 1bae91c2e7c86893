"""In which order regulations are named."""

import pytest

from renja.completeness.laws import misplaced, regulations_in


def order(*names: str) -> list[tuple[str, str]]:
    """(misplaced, what stands before it) of an ordered list."""
    html = "<ol>" + "".join(f"<li>{name}</li>" for name in names) + "</ol>"
    return [(one.regulation.name, one.earlier.name) for one in misplaced(regulations_in(html))]


@pytest.mark.parametrize(
    ("text", "rank", "year"),
    [
        ("Undang-Undang Dasar Negara Republik Indonesia Tahun 1945", 0, 1945),
        ("UU 23/2014 tentang Pemerintahan Daerah", 1, 2014),
        ("Peraturan Pemerintah Pengganti Undang-Undang Nomor 2 Tahun 2022", 1, 2022),
        ("Peraturan Pemerintah No. 12 Tahun 2019", 2, 2019),
        ("Perpres Nomor 95 Tahun 2018", 3, 2018),
        ("Permendagri Nomor 86 Tahun 2017", 4, 2017),
        ("Peraturan Menteri Dalam Negeri", 4, 0),
        ("Perda Kota Balikpapan Nomor 6 Tahun 2025", 5, 2025),
        ("Peraturan Wali Kota Balikpapan Nomor 3 Tahun 2020", 6, 2020),
    ],
    ids=["uud", "uu", "perppu", "pp", "perpres", "permen", "without-year", "perda", "perwali"],
)
def test_regulation_is_known_by_how_it_begins(text, rank, year):
    [one] = regulations_in(f"<p>{text}</p>")
    assert (one.rank, one.year) == (rank, year)


@pytest.mark.parametrize("mark", ["1. ", "(2) ", "a. ", "- "])
def test_marks_before_a_name_are_passed_over(mark):
    [one] = regulations_in(f"<p>{mark}Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan</p>")
    assert one.name == "Undang-Undang Nomor 14 Tahun 2008"


def test_what_is_named_within_a_sentence_is_no_item():
    assert regulations_in("<p>Kode mengikuti Peraturan Menteri Dalam Negeri Nomor 13 Tahun 2006.</p>") == []


def test_right_order_has_nothing_misplaced():
    assert (
        order("UU 14/2008", "UU 23/2014", "PP 12/2019", "Perpres 39/2019", "Perda 2/2017", "Perda 6/2025")
        == []
    )


def test_higher_one_after_a_lower_one_is_named_with_it():
    assert order("PP 12/2019", "Perda 2/2017", "UU 23/2014") == [("UU 23/2014", "Perda 2/2017")]


def test_older_one_after_a_younger_one_of_its_rank_is_named_with_it():
    assert order("UU 23/2014", "UU 14/2008", "Peraturan Pemerintah") == [("UU 14/2008", "UU 23/2014")]


def test_long_name_is_cut():
    [one] = regulations_in(f"<p>Peraturan Menteri {'Sangat Panjang ' * 12}Nomor 1 Tahun 2020</p>")
    assert len(one.name) == 90
