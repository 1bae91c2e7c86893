"""The pages of berita acara and notulen: who opens them, what they show, and that nothing typed is lost."""

import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from jobs.models import Job
from jobs.runner import run_due_job
from meetings.minutes_writing import write_text
from meetings.models import Minutes, MinutesRemark, Signatory
from reports.minutes.making import finalise_minutes
from tests.factories.meetings import AgendaItemFactory, AttendanceFactory, SittingFactory
from tests.factories.minutes import (
    MinutesFileFactory,
    MinutesRemarkFactory,
    SignatoryFactory,
)
from tests.factories.proposals import DecisionFactory
from tests.reports.minutes.conftest import PASSPHRASE, certificate
from tests.reports.minutes.opening import BA, at, text_of

pytestmark = pytest.mark.django_db


def test_page_assembles_itself_on_opening(held, staff):
    text = text_of(staff.get(reverse("reports:berita_acara", args=[2028])))
    assert "Selasa tanggal dua puluh tiga" in text
    assert "Nomor belum diisi" in text
    assert "Siti Statistik" in text  # suggested as signer
    assert not Minutes.objects.exists()


def test_notes_have_their_own_page(held, staff):
    text = text_of(staff.get(reverse("reports:notulen", args=[2028])))
    assert "Simpulan dan tindak lanjut" in text


def test_page_without_host_leads_to_the_forum(staff, db):
    from tests.factories.forums import ForumFactory

    ForumFactory()
    from stakeholders.models import Host

    Host.objects.all().delete()
    assert staff.get(reverse("reports:berita_acara", args=[2028])).status_code == 302


def test_number_and_date_are_kept(held, staff):
    data = {"number": "000.7/1", "dated": "2027-02-23", "place": "", "version": ""}
    assert staff.post(at("minutes_facts"), data).status_code == 302
    assert Minutes.objects.get().number == "000.7/1"


def test_number_and_no_number_at_once_are_refused(held, staff):
    answer = staff.post(at("minutes_facts"), {"number": "1", "is_unnumbered": "on", "version": ""})
    assert answer.status_code == 200
    assert "Nomor sudah diisi" in text_of(answer)


def test_part_is_written_and_put_back(draft, staff):
    page = at("minutes_part", *BA, "penutup")
    assert "Demikian berita acara ini" in text_of(staff.get(page))
    staff.post(page, {"text": "Ditutup dengan doa.", "version": ""})
    assert "Ditutup dengan doa." in text_of(staff.get(reverse("reports:berita_acara", args=[2028])))
    staff.post(at("minutes_part_reset", *BA, "penutup"))
    assert not draft.texts.exists()


def test_stale_save_shows_both_texts(draft, staff, sekretariat):
    write_text(draft, "penutup", actor=sekretariat, text="Tulisan pertama.")
    answer = staff.post(at("minutes_part", *BA, "penutup"), {"text": "Tulisan kedua.", "version": ""})
    assert answer.status_code == 409
    text = text_of(answer)
    assert "Tulisan pertama." in text
    assert "Tulisan kedua." in text


def test_unknown_part_and_final_part_are_not_found(draft, staff, sekretariat):
    assert staff.get(at("minutes_part", *BA, "lain")).status_code == 404
    finalise_minutes(draft, actor=sekretariat)
    assert staff.get(at("minutes_part", *BA, "penutup")).status_code == 404


def test_colleague_remarks_and_secretariat_answers(draft, client, verifikator, sekretariat, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(verifikator)
    client.post(at("minutes_remarks"), {"slug": "kesatu", "text": "Jumlahnya keliru."})
    remark = MinutesRemark.objects.get()
    assert client.get(at("minutes_remark", *BA, remark.pk)).status_code == 403
    client.force_login(sekretariat)
    client.post(at("minutes_remarks_ask"), {"until": str(timezone.localdate())})
    client.post(at("minutes_remark", *BA, remark.pk), {"answer": "Sudah diperbaiki."})
    text = text_of(client.get(at("minutes_remarks")))
    assert "KESATU" in text
    assert "Sudah diperbaiki." in text
    assert Minutes.objects.get().state == "tanggapan"
    again = client.post(at("minutes_remark", *BA, remark.pk), {"answer": "Lagi."})
    assert "sudah dijawab" in text_of(again)


def test_suggested_signers_are_taken_over_and_changed(held, staff):
    assert "disusun dari pimpinan sidang" in text_of(staff.get(at("minutes_signers")))
    staff.post(at("minutes_signers_keep"))
    first = Signatory.objects.order_by("order").first()
    data = {"kind": "pimpinan", "name": "Nama Baru", "means": "basah", "order": "1", "version": "1"}
    assert staff.post(at("minutes_signer", *BA, first.pk), data).status_code == 302
    staff.post(
        at("minutes_signer_add"), {"kind": "peserta", "name": "Tambahan", "means": "basah", "version": ""}
    )
    staff.post(at("minutes_signer_delete", *BA, Signatory.objects.get(name="Siti Statistik").pk))
    assert list(Signatory.objects.values_list("name", flat=True)) == ["Nama Baru", "Tambahan"]


def test_final_page_names_what_stops_it(held, staff):
    answer = staff.get(at("minutes_final"))
    assert "Belum dapat dijadikan final" in text_of(answer)
    assert staff.post(at("minutes_final")).status_code == 302
    assert not Minutes.objects.filter(state="final").exists()


def test_final_is_made_signed_and_handed_out(draft, staff, client):
    draft.signatories.filter(means="basah").delete()
    assert staff.post(at("minutes_final")).status_code == 302
    assert staff.get(at("minutes_final")).status_code == 302  # nothing more to ask
    run_due_job()
    assert "Tanda tangani sebagai Dr. Rahmat Hidayat" in text_of(staff.get(at("minutes_signing")))
    signer = draft.signatories.get()
    file = SimpleUploadedFile("saya.p12", certificate("RAHMAT HIDAYAT"))
    page = at("minutes_sign", *BA, signer.pk)
    wrong = staff.post(page, {"certificate": SimpleUploadedFile("saya.p12", b"x"), "passphrase": PASSPHRASE})
    assert "tidak dapat dibuka" in text_of(wrong)
    assert PASSPHRASE not in text_of(wrong)
    assert staff.post(page, {"certificate": file, "passphrase": PASSPHRASE}).status_code == 302
    made = draft.files.get(kind="elektronik")
    assert staff.get(at("minutes_file", made.key)).status_code == 200
    client.logout()
    answer = client.get(reverse("reports:minutes_public", args=[2028]))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "Berita acara forum" in text_of(client.get("/forum/2028/"))


def test_certificate_that_is_much_too_large_is_refused(final, staff):
    file = SimpleUploadedFile("besar.p12", b"0" * 200_000)
    page = at("minutes_sign", *BA, final.signatories.first().pk)
    assert "terlalu besar" in text_of(staff.post(page, {"certificate": file, "passphrase": "x"}))


def test_service_is_offered_where_it_is_set(final, staff, settings):
    settings.BSRE_URL = "http://127.0.0.1:9"
    page = at("minutes_sign", *BA, final.signatories.first().pk)
    assert "Pakai layanan BSrE" in text_of(staff.get(page))
    answer = staff.post(page + "?cara=bsre", {"nik": "1234567890123456", "passphrase": "x"})
    assert "tidak dapat dihubungi" in text_of(answer)


def test_means_changes_until_one_has_signed(draft, staff, sekretariat):
    finalise_minutes(draft, actor=sekretariat)
    signer = draft.signatories.last()
    staff.post(at("minutes_signer_means", *BA, signer.pk), {"cara": "elektronik"})
    signer.refresh_from_db()
    assert signer.is_electronic
    assert staff.post(at("minutes_signer_means", *BA, signer.pk), {"cara": "lain"}).status_code == 404


def test_scan_is_uploaded(draft, staff, sekretariat):
    finalise_minutes(draft, actor=sekretariat)
    written = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(written)
    data = {"signed_on": timezone.localdate().isoformat(), "signers": [draft.signatories.last().pk]}
    wrong = SimpleUploadedFile("pindaian.pdf", b"bukan pdf")
    assert "bukan PDF" in text_of(staff.post(at("minutes_scan"), {"file": wrong, **data}))
    file = SimpleUploadedFile("pindaian.pdf", written.getvalue())
    assert staff.post(at("minutes_scan"), {"file": file, **data}).status_code == 302


def test_drafts_are_printed_by_the_worker(draft, staff):
    answer = staff.post(at("minutes_print", *BA, "lembar"))
    job = Job.objects.get(kind="minutes_pdf")
    assert answer.headers["Location"] == at("minutes_job", *BA, job.pk)
    run_due_job()
    assert "siap diunduh" in text_of(staff.get(answer.headers["Location"]))
    assert staff.post(at("minutes_print", *BA, "lain")).status_code == 404
    assert staff.post(at("minutes_print", *BA, "publik")).status_code == 302


def test_docx_is_handed_out(draft, staff):
    answer = staff.get(at("minutes_word"))
    assert answer.content.startswith(b"PK")
    assert "berita-acara-forum-renja-2028.docx" in answer.headers["Content-Disposition"]


def test_replacement_is_begun_with_a_reason(draft, staff, sekretariat):
    assert staff.get(at("minutes_replace")).status_code == 404
    finalise_minutes(draft, actor=sekretariat)
    assert "Tulis mengapa" in text_of(staff.post(at("minutes_replace"), {"reason": ""}))
    assert staff.post(at("minutes_replace"), {"reason": "Salah tempat"}).status_code == 302
    assert Minutes.objects.count() == 2


@pytest.mark.parametrize("role", ["verifikator", "perencana", "admin_user"])
def test_others_read_and_change_nothing(request, draft, client, settings, role):
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(request.getfixturevalue(role))
    text = text_of(client.get(reverse("reports:berita_acara", args=[2028])))
    assert "Jadikan final" not in text
    assert client.post(at("minutes_final")).status_code == 403
    assert client.get(at("minutes_signing")).status_code == 403


def test_page_asks_as_much_for_many_as_for_few(held, draft, staff, django_assert_max_num_queries):
    def grow() -> None:
        item = AgendaItemFactory(sitting=SittingFactory(forum=held.forum))
        DecisionFactory(proposal=item.proposal)
        AttendanceFactory(forum=held.forum)
        SignatoryFactory(minutes=draft)
        MinutesRemarkFactory(minutes=draft)
        MinutesFileFactory(minutes=draft, kind="draf")

    def asked() -> int:
        with django_assert_max_num_queries(13) as queries:
            staff.get(reverse("reports:berita_acara", args=[2028]))
        return len(queries)

    grow()
    one = asked()
    grow()
    grow()
    assert asked() == one
