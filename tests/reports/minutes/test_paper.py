"""What a berita acara says comes from the data, until somebody writes something else; frozen, it says the same for good."""

import pytest

from meetings.minutes_writing import reset_text, write_text
from meetings.models import Minutes
from reports.minutes.data import read_minutes
from reports.minutes.lines import Line, lines_of
from reports.minutes.paper import MinutesPaper
from reports.minutes.printing import minutes_html, sheet_html, without
from tests.factories.forums import CriterionFactory
from tests.factories.meetings import MarkFactory
from tests.factories.minutes import MinutesFactory
from tests.reports.conftest import squeeze

pytestmark = pytest.mark.django_db


def numbers(groups) -> list[str]:
    return [row.number for group in groups for row in group.rows]


def test_lists_hold_each_result_once(held, draft):
    paper = read_minutes(draft)
    found = {key: proposal.number for key, proposal in held.proposals.items()}
    assert numbers(paper.accepted) == [found["accepted"], found["withheld"]]
    assert numbers(paper.declined) == [found["declined"]]
    assert numbers(paper.reserves) == [found["reserve"]]
    assert paper.accepted[0].total == "Rp25.000.000"


def test_text_names_day_place_speakers_and_counts(draft):
    texts = {part.slug: part.text for part in read_minutes(draft).parts}
    assert "Selasa tanggal dua puluh tiga bulan Februari tahun dua ribu dua puluh tujuh" in texts["pembuka"]
    assert "bertempat di Aula Diskominfo" in texts["pembuka"]
    assert "a. Kepala Dinas;" in texts["memperhatikan"]
    assert "a. Paparan rancangan Renja (Bidang APTIKA);" in texts["memperhatikan"]
    assert "LAMPIRAN\u00a0II berita acara ini, sebanyak 2 (dua) usulan." in texts["kesatu"]
    assert "kesepakatan dan dukungan mitra (LAMPIRAN\u00a0V)" in texts["ketiga"]


def test_hours_end_with_the_last_session(draft):
    assert read_minutes(draft).facts[1] == ("Jam", "08.30 s.d. 14.05 WITA")


def test_what_is_withheld_is_not_read(draft):
    html = minutes_html(read_minutes(draft), is_final=False)
    assert "JUDUL-RAHASIA" not in html
    assert "Alasan withheld" not in html
    assert "Persandian" in html


def test_written_part_stays_and_returns_to_the_data(draft, sekretariat):
    write_text(draft, "penutup", actor=sekretariat, text="Ditutup dengan doa.")
    assert read_minutes(draft).part("penutup").text == "Ditutup dengan doa."
    reset_text(draft, "penutup", actor=sekretariat)
    assert read_minutes(draft).part("penutup").text.startswith("Demikian berita acara ini")


def test_paper_is_the_same_after_json(draft):
    paper = read_minutes(draft)
    assert MinutesPaper.from_json(paper.as_json()) == paper


def test_public_version_holds_no_names_of_those_who_came(draft):
    paper = read_minutes(draft)
    own, public = (minutes_html(paper, is_final=True, is_public=is_public) for is_public in (False, True))
    for secret in ("Tamu Langsung", "RT 12", "Siti Statistik"):
        assert secret in own
        assert secret not in public
    assert "081234567890" not in own
    for told in ("BPS Kota", "Dr. Rahmat Hidayat, M.Si."):
        assert told in public
    assert "ttd-1" in own
    assert "ttd-1" not in public


def test_scores_stand_in_the_annex_with_their_weights(held, draft):
    criterion = CriterionFactory(forum=held.forum, name="Urgensi", weight=100)
    MarkFactory(proposal=held.proposals["accepted"], criterion=criterion, value=4)
    session = read_minutes(draft).sessions[0]
    assert session.score_head == ("Peringkat", "Nomor usulan", "Usulan", "K1", "Nilai")
    assert session.score_rows[0] == ("1", held.proposals["accepted"].number, "Titik internet", "4", "80")
    assert session.score_legend[0] == "K1 = Urgensi (bobot 100)"


def test_row_withheld_later_is_closed_on_paper(held, draft):
    proposal = held.proposals["accepted"]
    html = minutes_html(without(read_minutes(draft), [proposal.pk]), is_final=True, is_public=True)
    assert "Titik internet" not in html
    assert proposal.number in html
    assert "Rp25.000.000" not in html


def test_notes_tell_what_was_said(held):
    item = held.sitting.items.first()
    item.notes = "Warga menyanggupi lokasi."
    item.save()
    notes = MinutesFactory(forum=held.forum, kind=Minutes.Kind.NOTULEN)
    html = minutes_html(read_minutes(notes), is_final=False)
    for words in ("Warga menyanggupi lokasi.", "Dibuka tepat waktu.", "Kepala Dinas", "08.30–08.50"):
        assert words in html


def test_signature_sheet_has_empty_rows(draft):
    html = sheet_html(read_minutes(draft))
    assert html.count('<td class="sign">') == 1 + 4
    assert "Siti Statistik" in html


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ("Satu kalimat.", Line("Satu kalimat.")),
        ("1. Pertama", Line("Pertama", "1.", 1)),
        ("  b) kedua", Line("kedua", "b)", 2)),
        ("- butir", Line("butir", "–", 1)),
        ("1.5 juta rupiah", Line("1.5 juta rupiah")),
    ],
)
def test_marks_at_the_beginning_of_a_line_hang(row, line):
    assert lines_of(row) == (line,)


def test_docx_says_the_same(draft):
    import io

    from docx import Document

    from reports.minutes.docx import minutes_docx

    written = Document(io.BytesIO(minutes_docx(read_minutes(draft), is_final=False)))
    cells = [cell.text for table in written.tables for row in table.rows for cell in row.cells]
    text = squeeze(" ".join([*(one.text for one in written.paragraphs), *cells]))
    for words in (
        "MENYEPAKATI",
        "KESATU",
        "Siti Statistik",
        "Titik internet",
        "Alasan declined.",
        "Rp25.000.000",
    ):
        assert squeeze(words) in text
    assert "JUDUL-RAHASIA" not in text
