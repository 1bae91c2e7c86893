"""The pages of the text, and what is still missing."""

import pytest
from django.urls import reverse

from renja.models import Chapter
from tests.factories.renja import (
    ChapterFactory,
    TableRowFactory,
)
from tests.renja.pages import read


def test_chapters_show_what_is_written(enter, renja, perencana):
    ChapterFactory(renja=renja, key="1.1", html="<p>Tiga kata saja</p>")
    ChapterFactory(renja=renja, key="1.2", html="<p> </p>")
    ChapterFactory(renja=renja, key="1.3", html="<p>Sudah</p>", is_ready=True)
    page = read(enter(perencana).get(reverse("renja:chapters", args=[2028])))
    assert "2 dari 15" in page
    assert "1 siap 1 draf 13 kosong" in page
    assert "3 kata · disimpan" in page
    assert "urut dari peraturan tertinggi ke terendah" in page


def test_undeclared_chapter_is_not_found(enter, renja, perencana):
    for key in ("1", "9.9", "x%00"):
        assert enter(perencana).get(f"/kerja/renja/2028/naskah/{key}/").status_code == 404


@pytest.mark.parametrize(
    ("button", "name", "args"),
    [("", "chapters", []), ("tetap", "chapter", ["1.1"]), ("lanjut", "chapter", ["1.2"])],
)
def test_chapter_is_saved_clean(enter, address, perencana, button, name, args):
    data = {"version": "0", "text": "Isi <script>alert(1)</script><b onclick='x()'>tebal</b>", button: "1"}
    answer = enter(perencana).post(address("chapter"), data)
    assert answer.url == reverse(f"renja:{name}", args=[2028, *args])
    assert Chapter.objects.get().html == "<p>Isi <strong>tebal</strong></p>"


def test_last_chapter_has_nothing_after_it(enter, renja, perencana):
    target = reverse("renja:chapter", args=[2028, "5"])
    answer = enter(perencana).post(target, {"version": "0", "text": "Akhir", "lanjut": "1"})
    assert answer.url == reverse("renja:chapters", args=[2028])
    first = enter(perencana).get(reverse("renja:chapter", args=[2028, "kata-pengantar"]))
    assert first.context["previous"] is None


def test_stale_chapter_shows_both_texts_and_overwrites_nothing(enter, address, perencana, renja):
    ChapterFactory(renja=renja, html="<p>Teks rekan</p>", version=2)
    data = {"version": "1", "text": "<p>Teks saya<script>alert(1)</script></p>"}
    visitor = enter(perencana)
    answer = visitor.post(address("chapter"), data)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Teks rekan" in page
    assert page.count("Teks saya") == 2
    assert "<script>alert" not in page
    assert Chapter.objects.get().html == "<p>Teks rekan</p>"
    assert visitor.post(address("chapter"), data | {"version": "2"}).status_code == 302
    assert Chapter.objects.get().html == "<p>Teks saya</p>"


def test_chapter_saved_too_late_keeps_what_was_typed(enter, address, perencana, lock_plan):
    lock_plan()
    answer = enter(perencana).post(address("chapter"), {"version": "0", "text": "Jangan hilang"})
    assert "dikunci sejak" in read(answer)
    assert "Jangan hilang" in answer.content.decode()


def test_editor_page_keeps_the_strict_policy(enter, address, perencana):
    policy = enter(perencana).get(address("chapter"))["Content-Security-Policy"]
    parts = {part.strip() for part in policy.split(";")}
    assert {"script-src 'self'", "style-src 'self'"} <= parts


def test_export_page_names_what_is_missing(enter, address, perencana, line):
    answer = enter(perencana).get(reverse("reports:export", args=[2028]))
    page = answer.content.decode()
    assert "Unduh Renja (PDF)" in page
    assert "Bagian naskah yang belum diisi" in page
    findings = reverse("renja:completeness", args=[2028])
    assert f"{findings}?aturan=bagian-kosong" in page


def test_part_is_marked_ready_and_goes_back_to_draft_when_it_changes(enter, address, perencana, renja):
    visitor = enter(perencana)
    answer = visitor.post(address("chapter"), {"version": "0", "text": "Isi", "siap": "1"}, follow=True)
    assert "disimpan dan siap." in answer.content.decode()
    page = visitor.get(address("chapter")).content.decode()
    assert "Bagian ini sudah ditandai siap." in page
    assert "Kembalikan ke draf" in page
    answer = visitor.post(address("chapter"), {"version": "1", "text": "Isi lain"}, follow=True)
    assert "kembali menjadi draf." in answer.content.decode()
    assert not Chapter.objects.get().is_ready


def test_ready_part_goes_back_to_draft_by_button(enter, address, perencana, renja):
    ChapterFactory(renja=renja, html="<p>Isi</p>", is_ready=True)
    answer = enter(perencana).post(
        address("chapter"), {"version": "1", "text": "<p>Isi</p>", "siap": "0"}, follow=True
    )
    assert "kembali menjadi draf." in answer.content.decode()


def test_texts_without_a_place_are_kept_and_shown(enter, perencana, renja):
    ChapterFactory(renja=renja, key="pokok-pikiran", html="<p>Teks pokir<script>x</script></p>")
    page = enter(perencana).get(reverse("renja:chapters", args=[2028])).content.decode()
    assert "Tidak dipakai susunan ini" in page
    assert "Bagian “pokok-pikiran”" in page
    assert "<p>Teks pokir" in page
    assert "<script>x" not in page


def test_export_page_names_drafts_and_empty_tables(enter, perencana, line, renja):
    ChapterFactory(renja=renja, key="1.1")
    ChapterFactory(renja=renja, key="1.2", is_ready=True)
    TableRowFactory(renja=renja)
    page = read(enter(perencana).get(reverse("reports:export", args=[2028])))
    assert "Bagian naskah yang masih draf : 1 (1.1 Latar Belakang)" in page
    assert (
        "Tabel resmi yang belum diisi (dicetak “Nihil”) : 3 (Tabel T-C.29; Tabel T-C.30; Tabel T-C.31)"
        in page
    )
