"""Surat penerusan: one for each office, of what everybody may read, the same whenever it is typeset."""

import datetime
import hashlib
from pathlib import Path

import pytest
from django.urls import reverse
from pypdf import PdfReader

from audit.models import Entry
from jobs.runner import run_due_job
from proposals.models import Proposal
from reports.errors import ReportRefused
from reports.letters import offices_without_letter, remake_letter, write_letter
from reports.models import ForwardingLetter
from stakeholders.models import Official, Organization
from tests.factories.proposals import ProposalFactory
from tests.factories.stakeholders import HostFactory, OfficialFactory, OrganizationFactory
from tests.reports.conftest import squeeze

pytestmark = pytest.mark.django_db
DAY = datetime.date(2027, 2, 18)


@pytest.fixture
def office(db) -> Organization:
    HostFactory()
    OfficialFactory(name="Contoh Kepala, S.Kom.")
    return OrganizationFactory(name="Dinas Pekerjaan Umum", kind="perangkat_daerah")


def forwarded(office, count=1, **more) -> list[Proposal]:
    return [ProposalFactory(forwarded=True, forwarded_to=office, **more) for _n in range(count)]


def written(office, actor, **more) -> ForwardingLetter:
    return write_letter(office, actor=actor, subject="Penerusan usulan masyarakat", dated=DAY, **more)


def text_of(letter) -> str:
    return squeeze("".join(page.extract_text() for page in PdfReader(letter.file.path).pages))


@pytest.fixture
def visitor(client, sekretariat):
    client.force_login(sekretariat)
    return client


def test_letter_names_what_was_forwarded_and_nothing_personal(office, sekretariat):
    open_one = forwarded(office, organization=OrganizationFactory(name="LPM Karang Jati"))[0]
    hidden = forwarded(office, withheld=True, title="RAHASIA-JUDUL")[0]
    letter = written(office, sekretariat, number="050/12/Diskominfo")
    run_due_job()
    letter.refresh_from_db()
    text = text_of(letter)
    for words in (
        "PEMERINTAHKOTABALIKPAPAN", "Nomor:050/12/Diskominfo", "Balikpapan,18Februari2027", "Yth.KepalaDinasPekerjaanUmum",
        open_one.number, squeeze(open_one.title), "LPMKarangJati", hidden.number, "Informasidikecualikan", "2(dua)usulan",
        "ContohKepala,S.Kom.", "NIP",
    ):  # fmt: skip
        assert words in text
    for words in ("RAHASIA", "NamaKontakRahasia", "081200004417"):
        assert words not in text
    content = Path(letter.file.path).read_bytes()
    assert (letter.sha256, letter.size) == (hashlib.sha256(content).hexdigest(), len(content))


def test_long_list_is_the_annex(office, sekretariat):
    forwarded(office, 7)
    letter = written(office, sekretariat)
    run_due_job()
    letter.refresh_from_db()
    text = text_of(letter)
    assert letter.pages == 2
    assert "DAFTARUSULANYANGDITERUSKAN" in text
    assert "1(satu)berkas" in text
    assert "Nomor:……" in text


def test_letter_says_the_same_when_it_is_typeset_again(office, sekretariat):
    proposal = forwarded(office)[0]
    letter = written(office, sekretariat)
    run_due_job()
    letter.refresh_from_db()
    first = text_of(letter)
    Proposal.objects.filter(pk=proposal.pk).update(title="Judul lain")
    Path(letter.file.path).unlink()
    remake_letter(letter, actor=sekretariat)
    run_due_job()
    letter.refresh_from_db()
    assert text_of(letter) == first
    assert [e.action for e in Entry.objects.filter(action__startswith="letter.").order_by("id")] == [
        "letter.write", "letter.make_pdf", "letter.remake", "letter.make_pdf",
    ]  # fmt: skip


def test_one_letter_for_each_office_and_proposal(office, sekretariat):
    other = OrganizationFactory(name="PT Contoh", kind="badan_usaha")
    forwarded(office, 2)
    forwarded(other)
    assert [(one.name, one.count) for one in offices_without_letter()] == [
        ("Dinas Pekerjaan Umum", 2),
        ("PT Contoh", 1),
    ]
    first, second = written(office, sekretariat), written(other, sekretariat)
    assert (first.proposals.count(), second.content["to"]) == (2, "Pimpinan PT Contoh")
    with pytest.raises(ReportRefused, match="sudah bersurat"):
        written(office, sekretariat)
    forwarded(office)
    assert [(one.name, one.count) for one in offices_without_letter()] == [("Dinas Pekerjaan Umum", 1)]


def test_letter_keeps_its_signer_whatever_becomes_of_the_official(office, sekretariat):
    forwarded(office)
    Official.objects.update(position="Sekretaris", on_behalf="Kepala Dinas")
    letter = written(office, sekretariat)
    Official.objects.update(
        name="Orang Lain", position="Lain", on_behalf="", valid_until=datetime.date(2021, 1, 1)
    )
    run_due_job()
    remake_letter(letter, actor=sekretariat)
    run_due_job()
    letter.refresh_from_db()
    text = text_of(letter)
    assert "a.n.KepalaDinasSekretaris,ContohKepala,S.Kom." in text
    assert "OrangLain" not in text


def test_letter_needs_no_signer_yet(office, sekretariat):
    forwarded(office)
    assert (
        write_letter(office, actor=sekretariat, subject="x", dated=datetime.date(2001, 1, 1)).content[
            "signer"
        ]["name"]
        == ""
    )


@pytest.mark.parametrize(
    ("role", "status"),
    [("sekretariat", 200), ("verifikator", 200), ("perencana", 403), ("pimpinan", 403), ("pengusul", 403)],
)
def test_letters_are_of_who_works_on_proposals(client, office, sekretariat, request, role, status):
    forwarded(office)
    letter = written(office, sekretariat)
    forwarded(office)
    run_due_job()
    somebody = request.getfixturevalue(role)
    client.force_login(somebody)
    pages = [reverse("reports:letters"), reverse("reports:letter_new", args=[office.pk])]
    pages += [reverse(f"reports:{name}", args=[letter.key]) for name in ("letter", "letter_file")]
    assert {client.get(address).status_code for address in pages} == {status}
    if status == 403:
        for verb in (lambda: written(office, somebody), lambda: remake_letter(letter, actor=somebody)):
            with pytest.raises(ReportRefused, match="sekretariat atau verifikator"):
                verb()


def test_letter_is_made_in_the_browser(visitor, office):
    proposal = forwarded(office)[0]
    new = reverse("reports:letter_new", args=[office.pk])
    assert "Buat surat untuk 1 usulan" in visitor.get(new).content.decode()
    answer = visitor.post(
        new, {"number": "", "dated": "2027-02-18", "subject": "Penerusan usulan"}, follow=True
    )
    letter = ForwardingLetter.objects.get()
    assert answer.redirect_chain == [(reverse("reports:letter", args=[letter.key]), 302)]
    assert 'http-equiv="refresh"' in answer.content.decode()
    assert visitor.get(reverse("reports:letter_file", args=[letter.key])).status_code == 404
    run_due_job()
    text = visitor.get(reverse("reports:letter", args=[letter.key])).content.decode()
    assert "Unduh PDF" in text
    assert proposal.number in text
    file = visitor.get(reverse("reports:letter_file", args=[letter.key]))
    assert b"".join(file.streaming_content).startswith(b"%PDF-")
    again = visitor.post(reverse("reports:letter_remake", args=[letter.key]), follow=True)
    assert "Menyusun surat" in again.content.decode()


def test_form_says_what_is_missing(visitor, office):
    forwarded(office)
    new = reverse("reports:letter_new", args=[office.pk])
    answer = visitor.post(new, {"number": "7", "dated": "", "subject": ""})
    assert set(answer.context["form"].errors) == {"dated", "subject"}
    assert 'value="7"' in answer.content.decode()


def test_letter_waits_for_the_host_to_be_named(visitor, db):
    office = OrganizationFactory()
    forwarded(office)
    new = reverse("reports:letter_new", args=[office.pk])
    answer = visitor.post(new, {"number": "", "dated": "2027-02-18", "subject": "Hal"})
    assert "Instansi penyelenggara belum diatur" in answer.content.decode()
    assert not ForwardingLetter.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_as_much_for_three_rows_as_for_one(
    visitor, office, sekretariat, django_assert_max_num_queries, rows
):
    for _n in range(rows):
        forwarded(office)
        written(office, sekretariat)
        forwarded(OrganizationFactory())
    with django_assert_max_num_queries(12):
        visitor.get(reverse("reports:letters"))
