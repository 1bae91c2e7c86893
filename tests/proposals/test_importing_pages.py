"""Impor usulan in the browser: file, columns, preview, outcome; for the secretariat alone."""

import pytest
from django.urls import reverse

from proposals.importing.services import INLINE_ROWS, order_entering
from proposals.models import ImportBatch, Proposal
from stakeholders.places import create_places
from tests.proposals.lists import FIRST, HEAD, SECOND, checked, table, upload, workbook

pytestmark = pytest.mark.django_db
IMPORTS = reverse("proposals:imports")
SENT = {"source": "musrenbang", "source_basis": "Surat Bappeda Nomor 12"}


@pytest.fixture(autouse=True)
def places(db) -> None:
    create_places()


def page(name: str, batch: ImportBatch) -> str:
    return reverse(f"proposals:{name}", args=[batch.key])


@pytest.mark.parametrize(
    ("role", "status"),
    [("sekretariat", 200), ("verifikator", 403), ("perencana", 403), ("pimpinan", 403), ("pengusul", 403)],
)
def test_importing_is_the_secretariats(logged_in, forum, request, sekretariat, role, status):
    batch = checked(forum, sekretariat, table(["M-1", *FIRST[1:4], "Zzz", *FIRST[5:]]))
    visitor = logged_in(request.getfixturevalue(role))
    for address in (
        IMPORTS,
        page("import_batch", batch),
        page("import_columns", batch),
        page("import_errors", batch),
    ):
        assert visitor.get(address).status_code == status
    for name in ("import_save", "import_drop"):
        assert (visitor.post(page(name, batch)).status_code == 403) is (status == 403)


def test_list_goes_from_file_to_proposals(logged_in, forum, sekretariat):
    visitor = logged_in(sekretariat)
    answer = visitor.post(IMPORTS, SENT | {"file": upload(table(FIRST, SECOND))}, follow=True)
    form = answer.context["form"]
    assert form["title"].value() == "Usulan"
    assert "Usulan (misalnya Titik Wi-Fi di dermaga)" in answer.content.decode()
    batch = ImportBatch.objects.get()
    answer = visitor.post(page("import_columns", batch), form.initial | batch.columns, follow=True)
    assert answer.redirect_chain == [(page("import_batch", batch), 302)]
    assert "Impor 2 usulan" in answer.content.decode()
    assert not Proposal.objects.exists()
    answer = visitor.post(page("import_save", batch), follow=True)
    text = answer.content.decode()
    for words in (
        "Daftar diimpor: 2 usulan baru, 0 diperbarui.",
        "ASP-2028-0001",
        batch.sha256,
        "Titik Wi-Fi di dermaga",
    ):
        assert words in text
    assert "Diimpor" in visitor.get(IMPORTS).content.decode()
    assert visitor.get(page("import_columns", batch)).status_code == 302
    assert visitor.get(page("import_errors", batch)).status_code == 404


def test_wrong_rows_are_shown_and_can_be_downloaded(logged_in, forum, sekretariat):
    batch = checked(forum, sekretariat, table(["M-1", *FIRST[1:4], "Karang Jatti", *FIRST[5:]], SECOND))
    visitor = logged_in(sekretariat)
    text = visitor.get(page("import_batch", batch)).content.decode()
    assert "maksud Anda “Karang Jati”?" in text
    assert "Impor 1 usulan" not in text
    only = visitor.get(page("import_batch", batch) + "?tampil=galat").context["page"]
    assert [row["origin"] for row in only] == ["M-1"]
    csv = b"".join(visitor.get(page("import_errors", batch)).streaming_content).decode()
    assert "Baris 2, kolom E" in csv
    visitor.post(page("import_save", batch))
    assert not Proposal.objects.exists()


def test_changes_are_shown_from_old_to_new(logged_in, forum, sekretariat):
    order_entering(checked(forum, sekretariat, table(FIRST)), actor=sekretariat)
    batch = checked(forum, sekretariat, table(["M-1", "CCTV", *FIRST[2:]]))
    text = logged_in(sekretariat).get(page("import_batch", batch)).content.decode()
    assert "Judul usulan: <del>Titik Wi-Fi di dermaga</del> → <ins>CCTV</ins>" in text
    logged_in(sekretariat).post(page("import_save", batch))
    assert "ASP-2028-0001" in logged_in(sekretariat).get(page("import_batch", batch)).content.decode()


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"source": ""}, "source"),
        ({"source": "surat"}, "source"),
        ({"source_basis": ""}, "source_basis"),
        ({"file": ""}, "file"),
        ({"file": upload(b"x", "a.pdf")}, "file"),
    ],
    ids=["no source", "another source", "no basis", "no file", "another kind"],
)
def test_file_form_says_what_is_wrong_and_keeps_what_was_typed(logged_in, forum, sekretariat, sent, field):
    answer = logged_in(sekretariat).post(IMPORTS, SENT | {"file": upload(table(FIRST))} | sent)
    assert list(answer.context["form"].errors) == [field]
    assert sent.get("source_basis", "Surat Bappeda Nomor 12") in answer.content.decode()
    assert not ImportBatch.objects.exists()


def test_column_means_one_thing_and_what_is_needed_is_chosen(logged_in, forum, sekretariat):
    batch = checked(
        forum, sekretariat, workbook(("A", [HEAD, FIRST]), ("B", [HEAD, SECOND]), ("Catatan", [["x"]]))
    )
    visitor = logged_in(sekretariat)
    assert (
        "Lembar tanpa judul kolom tidak dibaca: Catatan."
        in visitor.get(page("import_columns", batch)).content.decode()
    )
    answer = visitor.post(page("import_columns", batch), {"title": "Usulan", "problem": "Usulan"})
    assert set(answer.context["form"].errors) == {"external_number", "problem", "sheets"}


def test_import_is_dropped(logged_in, forum, sekretariat):
    batch = checked(forum, sekretariat, table(FIRST))
    answer = logged_in(sekretariat).post(page("import_drop", batch), follow=True)
    assert "Impor dibatalkan" in answer.content.decode()
    assert not ImportBatch.objects.exists()


def test_refusal_of_an_entered_list_is_told(logged_in, forum, sekretariat):
    batch = order_entering(checked(forum, sekretariat, table(FIRST)), actor=sekretariat)
    answer = logged_in(sekretariat).post(page("import_drop", batch), follow=True)
    assert "Daftar ini sudah diimpor." in answer.content.decode()


def test_nothing_new_offers_no_button(logged_in, forum, sekretariat):
    order_entering(checked(forum, sekretariat, table(FIRST)), actor=sekretariat)
    batch = checked(forum, sekretariat, table(FIRST))
    text = logged_in(sekretariat).get(page("import_batch", batch)).content.decode()
    assert "Tidak ada yang perlu diimpor." in text
    assert page("import_save", batch) not in text


def test_long_list_shows_how_far_the_worker_is(logged_in, forum, sekretariat):
    batch = checked(forum, sekretariat, table(*([f"M-{n}", *FIRST[1:]] for n in range(INLINE_ROWS + 1))))
    visitor = logged_in(sekretariat)
    text = visitor.get(page("import_batch", batch)).content.decode()
    assert "Daftar ini panjang" in text
    assert 'http-equiv="refresh"' in text
    batch.job.state, batch.job.error = "failed", "Terhenti."
    batch.job.save()
    text = visitor.get(page("import_batch", batch)).content.decode()
    assert "Periksa sekali lagi" in text


def test_without_a_forum_nothing_is_taken(logged_in, sekretariat):
    answer = logged_in(sekretariat).post(IMPORTS, SENT | {"file": upload(table(FIRST))})
    assert "Saat ini usulan belum dapat dicatat." in answer.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_and_their_proposals_ask_as_much_for_three_as_for_one(
    logged_in, forum, sekretariat, django_assert_max_num_queries, rows
):
    for n in range(rows):
        batch = order_entering(
            checked(forum, sekretariat, table(*([f"{n}-{m}", *FIRST[1:]] for m in range(rows)))),
            actor=sekretariat,
        )
    visitor = logged_in(sekretariat)
    for address in (IMPORTS, page("import_batch", batch)):
        with django_assert_max_num_queries(14):
            visitor.get(address)
