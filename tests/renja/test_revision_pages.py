"""The pages of revisions: list, freezing, the act, comparison; who opens which."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from renja.models import Renja, RenjaLine, Revision
from renja.open_points import _finders, finds_open_points
from tests.corpus.pdfs import make_pdf
from tests.factories.renja import (
    ChapterFactory,
    FulfilmentFactory,
    LineFactory,
    RevisionFactory,
    RevisionPaperFactory,
    TableRowFactory,
)
from tests.renja.pages import read

REASON = "Bahan forum sudah ditunggu"
STAFF = ["sekretariat", "verifikator", "perencana", "pimpinan", "admin_user"]
HOLDERS = {
    "revisions": STAFF, "revision": STAFF, "compare": STAFF, "freeze": ["perencana"], "establish": ["pimpinan"],
}  # fmt: skip


def at(name: str, *args) -> str:
    return reverse(f"renja:{name}", args=[2028, *args])


@pytest.fixture
def revision(renja, line, proposal) -> Revision:
    FulfilmentFactory(line=line, proposal=proposal, share=60)
    return RevisionFactory(renja=renja, note="Bahan forum")


@pytest.mark.parametrize("name", HOLDERS)
@pytest.mark.parametrize("role", [*STAFF, "pengusul", "pemeriksa"])
def test_pages_open_for_their_holders(enter, revision, request, name, role):
    address = at(name, *([1] if name == "revision" else []))
    expected = 200 if role in HOLDERS[name] else 403
    assert enter(request.getfixturevalue(role)).get(address).status_code == expected


def test_planner_freezes_and_reads_the_revision(enter, renja, line, perencana):
    page = enter(perencana).get(at("revisions"))
    assert "Belum ada revisi" in read(page)
    assert at("freeze") in page.content.decode()
    data = {
        "seen": 0,
        "stage": "rancangan_awal",
        "number": "050/12",
        "dated": "2027-02-01",
        "note": "Bahan forum",
        "reason": REASON,
    }
    answer = enter(perencana).post(at("freeze"), data)
    assert (answer.status_code, answer.url) == (302, at("revision", 1))
    page = read(enter(perencana).get(at("revision", 1)))
    for words in (
        "Rancangan awal",
        "050/12",
        "1 Februari 2027",
        "Rp100.000.000",
        "Pengelolaan Konten",
        "Bahan forum",
    ):
        assert words in page


def test_refused_freeze_keeps_what_was_typed(enter, revision, perencana):
    data = {"seen": 1, "stage": "rancangan_awal", "note": "Sekali lagi", "reason": REASON}
    answer = enter(perencana).post(at("freeze"), data)
    assert answer.status_code == 200
    assert "masih sama dengan Revisi 1" in read(answer)
    assert "Sekali lagi" in answer.content.decode()
    assert Revision.objects.count() == 1


def test_open_points_are_listed_and_need_a_reason(enter, renja, line, perencana):
    points = finds_open_points(lambda plan: ["Bab V masih kosong"])
    try:
        page = read(enter(perencana).get(at("freeze")))
        assert "Masih ada yang belum selesai Bagian naskah yang belum diisi (15)" in page
        assert "Bab V masih kosong" in page
        assert "Buka Kelengkapan" in page
        data = {"seen": 0, "stage": "rancangan", "reason": " "}
        assert "Tulis mengapa tetap dibekukan." in read(enter(perencana).post(at("freeze"), data))
        assert enter(perencana).post(at("freeze"), data | {"reason": REASON}).status_code == 302
    finally:
        _finders.remove(points)
    assert REASON in read(enter(perencana).get(at("revision", 1)))


def test_head_records_the_act_and_adds_a_better_scan(enter, renja, line, pimpinan, perencana):
    RevisionFactory(renja=renja, stage="rancangan_akhir")
    page = enter(pimpinan).get(at("revisions")).content.decode()
    assert at("establish") in page
    assert "Penetapan dicatat oleh pimpinan" in read(enter(perencana).get(at("revisions")))
    data = {
        "seen": 1,
        "instrument": "perkada",
        "number": "12 Tahun 2027",
        "dated": "2027-07-20",
        "reason": REASON,
    }
    answer = enter(pimpinan).post(at("establish"), data)
    assert "Pilih pindaian dokumen penetapannya." in read(answer)
    answer = enter(pimpinan).post(
        at("establish"), data | {"file": SimpleUploadedFile("perwali.txt", b"teks")}
    )
    assert "Unggah berkas berjenis PDF, JPG, atau PNG" in read(answer)
    answer = enter(pimpinan).post(
        at("establish"), data | {"file": SimpleUploadedFile("perwali.pdf", make_pdf())}
    )
    assert (answer.status_code, answer.url) == (302, at("revision", 2))
    enter(pimpinan).post(at("revision", 2), {"file": SimpleUploadedFile("ulang.pdf", make_pdf())})
    page = read(enter(perencana).get(at("revision", 2)))
    for words in ("Peraturan Kepala Daerah", "12 Tahun 2027", "perwali.pdf", "ulang.pdf"):
        assert words in page
    assert "Tambahkan pindaian" not in page


def test_refused_scan_is_told_beside_its_field(enter, renja, pimpinan, perencana):
    RevisionPaperFactory(revision=RevisionFactory(renja=renja, settled=True))
    bad = {"file": SimpleUploadedFile("x.txt", b"teks")}
    assert "Unggah berkas berjenis" in read(enter(pimpinan).post(at("revision", 1), bad))
    good = {"file": SimpleUploadedFile("x.pdf", make_pdf())}
    assert "disimpan oleh pimpinan" in read(enter(perencana).post(at("revision", 1), good))


def test_document_is_handed_out_once_it_is_clean(enter, renja, sekretariat):
    paper = RevisionPaperFactory(revision=RevisionFactory(renja=renja, settled=True))
    answer = enter(sekretariat).get(at("revision_paper", 1, paper.key))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    held = RevisionPaperFactory(revision=paper.revision, scan="held")
    assert enter(sekretariat).get(at("revision_paper", 1, held.key)).status_code == 404


def test_act_waits_for_a_final_draft(enter, revision, pimpinan):
    assert "Rancangan akhir, atau rancangan perubahan, dibekukan" in read(
        enter(pimpinan).get(at("establish"))
    )


def test_head_is_warned_where_the_plan_is_no_longer_the_final_draft(enter, renja, line, pimpinan):
    RevisionFactory(renja=renja, stage="rancangan_akhir")
    warning = "Naskah kerja tidak lagi sama dengan Revisi 1, rancangan akhir."
    assert warning not in read(enter(pimpinan).get(at("establish")))
    RenjaLine.objects.filter(pk=line.pk).update(note="Disisipkan")
    assert warning in read(enter(pimpinan).get(at("establish")))


def test_change_is_opened_from_the_list(enter, renja, line, perencana, pimpinan):
    RevisionFactory(renja=renja, settled=True)
    Renja.objects.update(stage="ditetapkan")
    assert at("amend") not in enter(pimpinan).get(at("revisions")).content.decode()
    assert "sudah ditetapkan" in read(enter(perencana).get(at("freeze")))
    answer = enter(perencana).post(at("amend"), follow=True)
    assert "Perubahan Renja 2028 dibuka" in read(answer)
    assert Renja.objects.get().stage == "perubahan"
    assert at("freeze") in answer.content.decode()


def test_change_of_a_draft_is_refused_in_words(enter, revision, perencana):
    assert "dibuka setelah Renja ditetapkan" in read(enter(perencana).post(at("amend"), follow=True))


def test_comparison_shows_old_new_and_why(enter, revision, renja, line, perencana):
    RenjaLine.objects.filter(pk=line.pk).update(location="Balikpapan Barat", pagu=120_000_000)
    LineFactory(renja=renja, withheld_reason="Persandian", note="Rahasia")
    ChapterFactory(renja=renja, html="<p>Bab <script>x</script>baru.</p>")
    TableRowFactory(renja=renja)
    Renja.objects.update(bidang_code="2.20")
    answer = enter(perencana).get(at("compare"), {"dari": 1, "ke": "kini"})
    page = read(answer)
    for words in (
        "Dari Revisi 1, rancangan awal menjadi naskah kerja sekarang.", "Balikpapan Utara, Karang Joang", "Balikpapan Barat",
        "Pagu Rp100.000.000 menjadi Rp120.000.000", "+Rp20.000.000", "Menjawab usulan", "dipenuhi 60%", "Ditambahkan",
        "1.1 Latar Belakang", "Bidang urusan utama", "+Rp120.000.000",
    ):  # fmt: skip
        assert words in page
    assert "<script>x" not in answer.content.decode()


def test_comparison_of_the_same_says_so(enter, revision, perencana):
    assert "Tidak ada yang berbeda." in read(enter(perencana).get(at("compare"), {"dari": 1, "ke": "kini"}))


@pytest.mark.parametrize("query", [{"dari": 9, "ke": "kini"}, {"dari": 1}, {"dari": "x", "ke": "\x00"}])
def test_unknown_sides_are_chosen_anew(enter, revision, perencana, query):
    answer = enter(perencana).get(at("compare"), query)
    assert answer.status_code == 200
    assert answer.context["found"] is None
    assert enter(perencana).get(at("compare_excel"), query).status_code == 404


def test_workbook_holds_the_matrix_and_nothing_that_is_withheld(enter, revision, renja, line, perencana):
    RenjaLine.objects.filter(pk=line.pk).update(pagu=120_000_000, location="=1+1")
    LineFactory(renja=renja, withheld_reason="Persandian", location="Ruang sandi")
    ChapterFactory(renja=renja)
    RevisionFactory(renja=renja, number=2, stage="rancangan")
    answer = enter(perencana).get(at("compare_excel"), {"dari": 1, "ke": 2})
    assert 'filename="perubahan-renja-2028-1-2.xlsx"' in answer["Content-Disposition"]
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][:4] == ["No", "Kode", "Program/kegiatan/sub kegiatan", "Perubahan"]
    assert rows[1][1:7] == [
        "2.16.02.2.01.0014",
        "Pengelolaan Konten",
        "Diubah",
        100_000_000,
        120_000_000,
        20_000_000,
    ]
    assert "Lokasi: Balikpapan Utara, Karang Joang → =1+1" in rows[1][7]
    assert rows[1][8].startswith("Usulan ASP-")
    assert rows[2][2:4] == ["Informasi dikecualikan: Persandian", "Ditambahkan"]
    assert rows[3][2:7] == ["Jumlah seluruh Renja", None, 100_000_000, 220_000_000, 120_000_000]
    assert rows[4][2:8] == ["1.1 Latar Belakang", "Ditambahkan", None, None, None, "1 paragraf"]
    assert "Ruang sandi" not in str(rows)


def test_long_comparison_names_how_much_is_left_out(enter, renja, perencana, monkeypatch):
    monkeypatch.setattr("renja.views.comparing.MOST_SHOWN", 1)
    RevisionFactory(renja=renja)
    LineFactory.create_batch(3, renja=renja)
    page = read(enter(perencana).get(at("compare"), {"dari": 1, "ke": "kini"}))
    assert "2 perubahan lain tidak ditampilkan di sini." in page


@pytest.mark.parametrize("name", ["revisions", "compare"])
def test_page_asks_as_much_for_three_as_for_one(
    enter, revision, renja, perencana, django_assert_max_num_queries, name
):
    client, query = enter(perencana), {"dari": 1, "ke": 2} if name == "compare" else {}

    def look() -> int:
        with django_assert_max_num_queries(14) as queries:
            assert client.get(at(name), query).status_code == 200
        return len(queries)

    RevisionFactory(renja=renja, number=2, stage="rancangan")
    look()
    counts = [look()]
    for number in (3, 4):
        FulfilmentFactory(line=LineFactory(renja=renja))
        RevisionFactory(renja=renja, number=number, stage="rancangan")
    query = {"dari": 1, "ke": 4} if name == "compare" else {}
    counts.append(look())
    assert counts[1] <= counts[0] + 1


def test_settings_of_a_frozen_plan_leave_the_stage_to_its_revisions(enter, revision, perencana):
    answer = enter(perencana).get(at("settings"))
    assert 'name="stage"' not in answer.content.decode()
    assert "Tahapnya mengikuti revisi" in read(answer)
