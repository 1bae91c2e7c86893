"""Finding official codes: by the beginning of a code, by words in their stems or beginnings, edition by edition."""

import pytest
from django.urls import reverse

from tests.factories.urusan import EditionFactory, NomenclatureFactory, UrusanFactory
from urusan.codes import display_code, is_placeholder, is_regency_only
from urusan.models import Edition, Nomenclature

pytestmark = pytest.mark.django_db
ADDRESS = reverse("urusan:codes")


@pytest.fixture
def leaf() -> Nomenclature:
    return NomenclatureFactory(
        code="2.20.02.2.01.0018",
        name="Pengelolaan Data Statistik Sektoral",
        kinerja="Terkelolanya metadata",
        indikator="Jumlah dokumen metadata",
        satuan="Dokumen",
    )


def found(text: str) -> list[str]:
    return [node.code for node in Nomenclature.objects.search(text)]


@pytest.mark.parametrize(
    "text",
    [
        "statistik",
        "pengelolaan data",
        "mengelola",
        "kelol",
        "sekt",
        "metadata",
        "DATA  statistik!",
        "dokumen sektoral",
    ],
)
def test_words_find_by_stem_and_by_beginning(leaf, text):
    assert found(text) == [leaf.code]


@pytest.mark.parametrize("text", ["jaringan", "data jaringan", "!!!", "%"])
def test_words_that_are_not_there_find_nothing(leaf, text):
    assert found(text) == []


def test_code_finds_all_below_it_in_order(leaf):
    NomenclatureFactory(code="2.21.02.2.01.0001")
    assert found("2.20.02") == ["2.20.02", "2.20.02.2.01", "2.20.02.2.01.0018"]
    assert found(" 2.20.02.2.01.0018 ") == [leaf.code]
    assert found("2.99") == []


def test_nothing_asked_gives_all_in_order(leaf):
    assert found("  ") == ["2", "2.20", "2.20.02", "2.20.02.2.01", leaf.code]


def test_better_matches_come_first(leaf):
    other = NomenclatureFactory(code="2.20.02.2.01.0019", name="Pembinaan", indikator="Jumlah data statistik")
    assert found("statistik data") == [leaf.code, other.code]


def test_codes_for_a_kabupaten_are_left_out(leaf):
    for_regency = NomenclatureFactory(code="2.20.02.3.01.0001", name="Statistik kabupaten")
    assert for_regency.is_regency_only
    assert not leaf.is_regency_only
    assert for_regency.code not in found("2.20.02")
    assert found("kabupaten") == []


def test_leaves_are_the_lowest_level_of_their_edition(leaf):
    old = EditionFactory(slug="edisi-lama", leaf_level="kegiatan")
    activity = NomenclatureFactory(edition=old, code="2.10.01.2.01")
    assert set(Nomenclature.objects.leaves()) == {leaf, activity}


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("X.XX.01.2.01", "2.16.01.2.01"),
        ("X.XX", "2.16"),
        ("X", "2"),
        ("2.20.02", "2.20.02"),
        ("X.XXY", "X.XXY"),
    ],
)
def test_placeholder_becomes_the_plans_own_bidang(code, shown):
    assert display_code(code, "2.16") == shown


def test_kinds_of_codes():
    assert [is_placeholder(code) for code in ("X", "X.XX", "X.XX.01", "2.16")] == [True, True, False, False]
    assert [is_regency_only(code) for code in ("2.16.02.3.01", "2.16.02.2.03", "2.16")] == [
        True,
        False,
        False,
    ]


def test_things_name_themselves(leaf):
    assert str(leaf) == "2.20.02.2.01.0018 Pengelolaan Data Statistik Sektoral"
    assert str(leaf.edition) == "Edisi uji"
    assert str(UrusanFactory(name="Statistik")) == "Statistik"


# The page


@pytest.fixture
def staff(client, verifikator):
    client.force_login(verifikator)
    return client


def shown(client, **query) -> list[str]:
    return [node.code for node in client.get(ADDRESS, query).context["page"]]


def test_page_shows_the_newest_edition_as_a_tree(staff, leaf):
    EditionFactory(slug="tanpa-tahun", first_plan_year=None)
    old = NomenclatureFactory(edition=EditionFactory(slug="edisi-lama", first_plan_year=2007), code="2")
    assert shown(staff) == ["2", "2.20", "2.20.02", "2.20.02.2.01", leaf.code]
    assert shown(staff, edisi="edisi-lama") == [old.code]
    assert shown(staff, edisi="tanpa-tahun") == []
    assert list(Edition.objects.newest_first())[-1].slug == "tanpa-tahun"


def test_page_narrows_by_words_and_level(staff, leaf):
    assert shown(staff, q="statistik") == [leaf.code]
    assert shown(staff, tingkat="program") == ["2.20.02"]
    assert shown(staff, q="2.20", tingkat="kegiatan") == ["2.20.02.2.01"]
    text = staff.get(ADDRESS, {"q": "statistik"}).content.decode()
    for words in ("1 kode", "Jumlah dokumen metadata", "Dokumen", "Sub kegiatan", "Hapus penyaring"):
        assert words in text


def test_page_answers_whatever_stands_in_the_address(staff, leaf):
    text = staff.get(ADDRESS, {"edisi": "x", "tingkat": "y", "page": "z"}).content.decode()
    assert "5 kode" in text
    assert "Tidak ada kode yang cocok" in staff.get(ADDRESS, {"q": "jembatan"}).content.decode()


def test_page_without_codes_says_how_to_get_them(staff):
    assert "setup_reference" in staff.get(ADDRESS).content.decode()


def test_search_as_you_type_gets_the_rows_alone(staff, leaf):
    answer = staff.get(ADDRESS, {"q": "statistik"}, headers={"HX-Request": "true"})
    assert answer.content.decode().strip().startswith('<div id="hasil"')
    assert "HX-Request" in answer["Vary"]


def test_page_is_for_staff(client, pengusul):
    assert client.get(ADDRESS).status_code == 302
    client.force_login(pengusul)
    assert client.get(ADDRESS).status_code == 403


@pytest.mark.parametrize("query", [{}, {"q": "nama"}])
def test_page_asks_as_much_for_many_as_for_few(staff, django_assert_max_num_queries, query):
    def asked() -> int:
        with django_assert_max_num_queries(12) as queries:
            staff.get(ADDRESS, query)
        return len(queries)

    NomenclatureFactory(code="2")
    one = asked()
    NomenclatureFactory(code="2.20.02.2.01.0001")
    assert asked() == one
