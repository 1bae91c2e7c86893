"""The pages of both sides: reading, writing, taking in, listing."""

import pytest
from django.urls import reverse

from renja.models import Examination, Remark
from tests.factories.remarks import SECRET, ExaminationFactory, RemarkFactory, RevisionFactory
from tests.factories.renja import LineFactory, make_node
from tests.proposals.lists import raw_of, upload, workbook
from tests.renja.pages import read

CODE = "2.16.02.2.01.0014"


# --- Handing over ------------------------------------------------------------------------------------


def test_plan_lists_its_revisions_and_hands_one_over(enter, revision, agency, perencana):
    visitor, address = enter(perencana), reverse("renja:hand_over", args=[2028, revision.number])
    answer = visitor.get(reverse("renja:plan_examinations", args=[2028]))
    assert "Belum diserahkan" in read(answer)
    assert address in answer.content.decode()
    done = visitor.post(
        address, {"organization": agency.pk, "note": "Mohon diperiksa", "due_on": ""}, follow=True
    )
    assert "diserahkan kepada Bappeda" in read(done)
    assert "Mohon diperiksa" in read(done)
    page = visitor.get(reverse("renja:plan_examinations", args=[2028]))
    assert "Diserahkan kepada Badan Perencanaan" in read(page)
    assert address not in page.content.decode()


def test_plan_without_revisions_says_how_to_begin(enter, renja, sekretariat):
    page = read(enter(sekretariat).get(reverse("renja:plan_examinations", args=[2028])))
    assert "Belum ada revisi" in page


def test_handing_over_needs_an_agency(enter, revision, perencana):
    page = read(enter(perencana).get(reverse("renja:hand_over", args=[2028, revision.number])))
    assert "Bappeda belum terdaftar" in page


def test_day_that_is_past_is_refused_and_nothing_is_lost(enter, revision, agency, perencana):
    address = reverse("renja:hand_over", args=[2028, revision.number])
    page = enter(perencana).post(
        address, {"organization": agency.pk, "note": "Surat", "due_on": "2020-01-01"}
    )
    assert "sudah lewat" in read(page)
    assert "Surat" in page.content.decode()
    assert not Examination.objects.exists()


def test_second_handing_over_is_refused_in_words(enter, examination, revision, agency, perencana):
    address = reverse("renja:hand_over", args=[2028, revision.number])
    data = {"organization": agency.pk, "note": "Lain"}
    assert "sudah diserahkan" in read(enter(perencana).post(address, data))


# --- Reading -----------------------------------------------------------------------------------------


def test_revision_is_read_without_what_is_withheld(enter, at, remark, pemeriksa):
    answer = enter(pemeriksa).get(at("examined"))
    page = read(answer)
    for words in (
        "Rp200.000.000",
        "partisipatif",
        "Jumlah titik: 12,5 → 14 Titik",
        "Rincian pengamanan",
        "Titik internet",
    ):
        assert words in page
    assert SECRET not in page
    assert "Nama 2.21.02.2.01.0002" not in page
    source = answer.content.decode()
    assert f'href="{at("remark_new")}?tentang=baris%3A{CODE}"' in source
    assert f'id="{remark.anchor}"' in source


def test_office_reads_the_revision_without_a_way_to_write(enter, at, perencana):
    assert at("remark_new") not in enter(perencana).get(at("examined")).content.decode()


def test_empty_lists_say_what_comes(enter, pemeriksa, perencana, at):
    assert "tulis catatan di bagian atau barisnya" in read(enter(pemeriksa).get(at("examination")))
    assert "Catatan muncul di sini setelah Bappeda" in read(enter(perencana).get(at("examination")))
    Examination.objects.all().delete()
    assert "Belum ada yang diserahkan" in read(enter(pemeriksa).get(reverse("renja:examinations")))


# --- Writing -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("button", "name"), [("", "examination"), ("baca", "examined")])
def test_remark_is_written_on_the_line_that_was_chosen(enter, at, pemeriksa, button, name):
    address = f"{at('remark_new')}?tentang=baris:{CODE}"
    visitor = enter(pemeriksa)
    assert f'value="baris:{CODE}" selected' in visitor.get(address).content.decode()
    answer = visitor.post(address, {"place": f"baris:{CODE}", "text": "Target?", button: "1"})
    assert answer.url == at(name)
    assert Remark.objects.get().ref == CODE


@pytest.mark.parametrize(
    ("data", "words"),
    [({"place": "umum:", "text": ""}, "Tulis catatannya"), ({"place": "naskah:9.9", "text": "x"}, "pilihan")],
    ids=["empty", "no-place"],
)
def test_wrong_remark_is_refused(enter, at, pemeriksa, data, words):
    assert words in read(enter(pemeriksa).post(at("remark_new"), data))
    assert not Remark.objects.exists()


def test_draft_is_changed_on_its_page(enter, at, draft, pemeriksa):
    visitor = enter(pemeriksa)
    data = {"place": "naskah:1.2", "text": "Urutkan.", "version": 1}
    assert visitor.post(at("remark_edit", draft.pk), data).url == at("examination")
    again = visitor.post(at("remark_edit", draft.pk), data | {"text": "Lain."})
    assert again.status_code == 409
    assert "Tersimpan sekarang" in read(again)
    assert "Lain." in again.content.decode()
    draft.refresh_from_db()
    assert (draft.text, draft.ref) == ("Urutkan.", "1.2")


def test_sent_remark_is_not_changed(enter, at, remark, pemeriksa):
    data = {"place": "umum:", "text": "Lain.", "version": 1}
    assert "sudah dikirim" in read(enter(pemeriksa).post(at("remark_edit", remark.pk), data))
    assert "sudah dikirim" in read(enter(pemeriksa).post(at("remark_drop", remark.pk), follow=True))


def test_draft_is_dropped(enter, at, draft, pemeriksa):
    assert "Catatan dihapus" in read(enter(pemeriksa).post(at("remark_drop", draft.pk), follow=True))
    assert not Remark.objects.exists()


# --- Taking in ---------------------------------------------------------------------------------------

PASTED = "Bab\tCatatan\n1.2\tUrutkan peraturan.\nHal. 9\tPerbaiki tabel.\n\tLengkapi lampiran."


def test_paste_shows_what_matched_what_and_then_keeps_all(enter, at, pemeriksa):
    visitor = enter(pemeriksa)
    preview = visitor.post(at("remarks_paste"), {"rows": PASTED})
    page = read(preview)
    for words in (
        "1.2 Landasan Hukum",
        "Tempat 1 catatan tidak dikenali",
        "Simpan 3 catatan",
        "Umum, tempat tidak dikenali",
    ):
        assert words in page
    assert not Remark.objects.exists()
    carried = preview.context["carried"]
    assert visitor.post(at("remarks_paste"), {"rows": carried, "simpan": "1"}).url == at("examination")
    assert list(Remark.objects.order_by("pk").values_list("ref", "text")) == [
        ("1.2", "Urutkan peraturan."), ("", "(Hal. 9) Perbaiki tabel."), ("", "Lengkapi lampiran."),
    ]  # fmt: skip


def test_workbook_is_previewed_and_carried_along(enter, at, pemeriksa):
    file = upload(
        raw_of(workbook(("Catatan", [["Kode", "Catatan"], [CODE, "Target belum diisi."]]))), "catatan.xlsx"
    )
    preview = enter(pemeriksa).post(at("remarks_paste"), {"file": file})
    assert f"{CODE} Nama {CODE}" in read(preview)
    assert CODE in preview.context["carried"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"rows": ""}, "Belum ada catatan"),
        ({"rows": "Bab\tCatatan\n"}, "Tidak ada catatan di bawah"),
        ({"rows": "x", "file": upload(b"bukan tabel", "catatan.txt")}, "tidak dapat diterima"),
    ],
    ids=["nothing", "head-alone", "no-table"],
)
def test_what_cannot_be_read_is_refused_and_nothing_typed_is_lost(enter, at, pemeriksa, data, words):
    page = enter(pemeriksa).post(at("remarks_paste"), data)
    assert words in read(page)
    assert data["rows"].strip() in page.content.decode()


def test_long_remark_is_shown_and_not_kept(enter, at, pemeriksa):
    visitor, rows = enter(pemeriksa), "1.2\t" + "x" * 2001
    page = read(visitor.post(at("remarks_paste"), {"rows": rows}))
    assert "1 catatan terlalu panjang" in page
    assert "Simpan 1 catatan" not in page
    assert "terlalu panjang" in read(visitor.post(at("remarks_paste"), {"rows": rows, "simpan": "1"}))
    assert not Remark.objects.exists()


# --- The list ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"Satu.", "Dua.", "Tiga."}),
        ("?tampil=terbuka", {"Satu.", "Tiga."}),
        ("?tampil=selesai", {"Dua."}),
        ("?tampil=draf", set()),
        ("?tentang=umum", {"Tiga."}),
        ("?q=latar", {"Satu.", "Dua."}),
        ("?q=Dua", {"Dua."}),
        ("?tentang=apa", {"Satu.", "Dua.", "Tiga."}),
    ],
)
def test_remarks_are_narrowed(enter, at, examination, perencana, query, shown):
    RemarkFactory(examination=examination, sent=True, number=1, text="Satu.")
    RemarkFactory(examination=examination, sent=True, number=2, text="Dua.", state="selesai")
    RemarkFactory(examination=examination, sent=True, number=3, text="Tiga.", place="umum", ref="", label="")
    page = read(enter(perencana).get(at("examination") + query))
    assert {words for words in ("Satu.", "Dua.", "Tiga.") if words in page} == shown


def test_office_finds_the_place_in_its_present_draft(enter, at, examination, perencana, renja):
    line = LineFactory(renja=renja, node=make_node(CODE))
    refs = [("baris", CODE), ("naskah", "1.1"), ("naskah", "2"), ("baris", "2.16.02.2.01.9999"), ("umum", "")]
    for number, (place, ref) in enumerate(refs, start=1):
        RemarkFactory(examination=examination, sent=True, number=number, place=place, ref=ref)
    page = enter(perencana).get(at("examination")).content.decode()
    for name, args, end in (
        ("line", [line.pk], '"'), ("chapter", ["1.1"], '"'), ("chapters", [], '#bagian-2"'), ("edit", [], '"'),
    ):  # fmt: skip
        assert f'href="{reverse(f"renja:{name}", args=[2028, *args])}{end}' in page


def test_examiner_gets_no_links_into_the_draft(enter, at, remark, pemeriksa):
    for name, args in (("examination", ()), ("remark", (remark.pk,))):
        assert "/kerja/renja/" not in enter(pemeriksa).get(at(name, *args)).content.decode()


@pytest.mark.parametrize("role", ["perencana", "pemeriksa"])
@pytest.mark.parametrize("name", ["examination", "examined", "list"])
def test_pages_ask_as_much_for_three_rows_as_for_one(
    enter, at, examination, request, django_assert_max_num_queries, role, name
):
    address = reverse("renja:examinations") if name == "list" else at(name)

    def add(n):
        remark = RemarkFactory(
            examination=examination, sent=True, number=n, place="baris", ref=f"2.16.02.2.01.{n:04d}"
        )
        remark.steps.create(side="pd", state="ditindaklanjuti", text="Diperbaiki.")
        RemarkFactory(examination=examination)
        ExaminationFactory(revision=RevisionFactory(), organization=examination.organization)

    def asked() -> int:
        with django_assert_max_num_queries(15) as queries:
            assert visitor.get(address).status_code == 200
        return len(queries)

    visitor = enter(request.getfixturevalue(role))
    add(1)
    asked()
    one = asked()
    add(2)
    add(3)
    assert asked() == one
