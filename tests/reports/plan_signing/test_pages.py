"""The pages on which planners ask, the head signs, and both hand in and accept the paper."""

import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.adapter import CONFIRMED_AT
from jobs.models import Job
from reports.models import PlanSigning
from tests.factories.plan_signing import DocumentFactory, PlanSigningFactory, SignedPlanFactory
from tests.reports.minutes.conftest import PASSPHRASE, certificate
from tests.reports.plan_signing.conftest import upload

pytestmark = pytest.mark.django_db


def at(name: str, *args) -> str:
    return reverse(f"reports:{name}", args=[2028, 1, *args])


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def planner(client, settings, perencana):
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(perencana)
    return client


@pytest.fixture
def head(client, settings, pimpinan):
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(pimpinan)
    return client


def test_planner_asks_and_withdraws(planner, act):
    DocumentFactory(renja=act.renja)
    assert "Mintakan tanda tangan" in text_of(planner.get(at("plan_signing")))
    text = text_of(planner.post(at("plan_signing_ask"), follow=True))
    assert "Menunggu tanda tangan Dr. Rahmat Hidayat" in text
    assert at("plan_sign") not in text
    assert "dibatalkan" in text_of(planner.post(at("plan_signing_withdraw"), follow=True))
    assert not PlanSigning.objects.exists()


def test_document_under_way_and_failed_is_shown(planner, act):
    planner.post(at("plan_signing_ask"))
    assert 'http-equiv="refresh"' in planner.get(at("plan_signing")).content.decode()
    Job.objects.update(state="failed", error="Tidak dapat disusun.", finished_at=timezone.now())
    text = text_of(planner.get(at("plan_signing")))
    assert "Tidak dapat disusun." in text
    assert "Coba lagi" in text


def test_head_signs_with_a_certificate(head, signing):
    assert "Tanda tangani sebagai Dr. Rahmat Hidayat" in text_of(head.get(at("plan_sign")))

    def send(passphrase: str):
        file = SimpleUploadedFile("saya.p12", certificate("RAHMAT HIDAYAT"))
        return head.post(at("plan_sign"), {"certificate": file, "passphrase": passphrase}, follow=True)

    assert "Sertifikat tidak dapat dibuka" in text_of(send("salah"))
    text = text_of(send(PASSPHRASE))
    assert "Unduh naskah bertanda tangan" in text
    assert PASSPHRASE not in text
    for page in ("plan_sign", "plan_scan"):
        assert head.get(at(page)).url == at("plan_signing")
    copy = PlanSigning.objects.get().final
    assert head.get(at("plan_signed_file", copy.key)).status_code == 200


def test_scan_is_handed_in_and_accepted(head, signing):
    data = {"signed_on": "2026-07-20"}
    wrong = SimpleUploadedFile("pindaian.pdf", b"bukan pdf")
    assert "pindaian.pdf" in text_of(head.post(at("plan_scan"), {"file": wrong, **data}))
    text = text_of(head.post(at("plan_scan"), {"file": upload(), **data}, follow=True))
    assert "Terima sebagai naskah final" in text
    copy = signing.copies.get()
    session = head.session
    session[CONFIRMED_AT] = time.time()
    session.save()
    assert "Salinan final" in text_of(head.post(at("plan_scan_accept", copy.key), follow=True))


def test_a13_paper_is_sealed_after_a_fresh_proof_alone(head, signing):
    """What is signed electronically asks for the passphrase of the certificate instead."""
    copy = SignedPlanFactory(signing=signing)
    answer = head.post(at("plan_scan_accept", copy.key))
    assert answer.url.startswith("/akun/konfirmasi")
    assert PlanSigning.objects.get().final is None


def test_scan_that_is_held_is_handed_to_nobody(planner, signing):
    copy = SignedPlanFactory(signing=signing, scan="held")
    assert planner.get(at("plan_signed_file", copy.key)).status_code == 404
    assert "Ditahan karena terdeteksi berbahaya" in text_of(planner.get(at("plan_signing")))


def test_refusals_are_said_on_the_page(planner, signing):
    SignedPlanFactory(signing=signing)
    text = text_of(planner.post(at("plan_signing_withdraw"), follow=True))
    assert "Sudah ada naskah yang ditandatangani" in text


def test_it_waits_on_the_work_page_of_the_head(head, signing):
    text = text_of(head.get("/kerja/"))
    assert "Renja 2028 menunggu tanda tangan" in text
    assert at("plan_signing") in text


@pytest.mark.parametrize("copies", [1, 3])
def test_page_asks_the_same_number_of_queries(planner, act, copies, django_assert_max_num_queries):
    signing = PlanSigningFactory(revision=act)
    for _n in range(copies):
        SignedPlanFactory(signing=signing)
    with django_assert_max_num_queries(14):
        assert planner.get(at("plan_signing")).status_code == 200
