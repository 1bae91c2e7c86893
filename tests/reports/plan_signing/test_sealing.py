"""Signing a frozen plan: a signature added to the same bytes, or an accepted scan; one copy counts, and nothing changes it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from audit.models import Entry
from core.uploads import UploadRefused
from notifications.models import Message
from reports.errors import ReportRefused
from reports.models import SignedPlan
from reports.plan_signing.sealing import accept_scan, keep_scan, scan_signed_plans, sign_plan
from reports.signing.checking import signatures_of
from reports.signing.signer import Signed, SigningRefused
from tests.factories.plan_signing import SignedPlanFactory
from tests.factories.renja import RevisionFactory
from tests.reports.minutes.conftest import PASSPHRASE
from tests.reports.plan_signing.conftest import DAY, bytes_of, signer_of, spoil, upload

pytestmark = pytest.mark.django_db


def test_l03_signature_is_added_to_the_bytes_that_were_typeset(signing, pimpinan, perencana):
    copy = sign_plan(signing, actor=pimpinan, signer=signer_of())
    signing.refresh_from_db()
    content = bytes_of(copy)
    assert content.startswith(bytes_of(signing.document))
    (found,) = signatures_of(content)
    assert (found.owner, found.is_intact, found.is_last) == ("RAHMAT HIDAYAT", True, True)
    assert (signing.final, signing.final_by) == (copy, pimpinan)
    assert [letter.to_user for letter in Message.objects.filter(kind="plan.signed")] == [perencana]
    told = str(list(Entry.objects.values("action", "data", "reason")))
    assert "renja.sign" in told
    assert PASSPHRASE not in told


def test_what_is_signed_is_signed_once(signing, pimpinan, perencana):
    copy = sign_plan(signing, actor=pimpinan, signer=signer_of())
    signing.refresh_from_db()
    with pytest.raises(ReportRefused, match="sudah ditandatangani"):
        sign_plan(signing, actor=pimpinan, signer=signer_of())
    with pytest.raises(ReportRefused, match="sudah ditandatangani"):
        keep_scan(signing, upload(), actor=perencana, signed_on=DAY)
    assert list(signing.copies.all()) == [copy]


def test_l03_database_keeps_what_was_signed(signing, pimpinan):
    copy = sign_plan(signing, actor=pimpinan, signer=signer_of())
    signing.refresh_from_db()
    for change in (
        lambda: SignedPlan.objects.filter(pk=copy.pk).update(sha256="0" * 64),
        lambda: type(signing).objects.filter(pk=signing.pk).update(final=None, final_at=None),
        lambda: type(signing).objects.filter(pk=signing.pk).update(name="Orang Lain"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    assert SignedPlan.objects.filter(pk=copy.pk).update(kept_by=None) == 1  # as when an account is erased


@pytest.mark.parametrize("role", ["perencana", "sekretariat"])
def test_the_head_alone_signs(signing, request, role):
    with pytest.raises(ReportRefused, match="oleh pimpinan"):
        sign_plan(signing, actor=request.getfixturevalue(role), signer=signer_of())


def test_certificate_of_somebody_else_is_refused(signing, pimpinan):
    with pytest.raises(SigningRefused, match="atas nama BUDI SANTOSO"):
        sign_plan(signing, actor=pimpinan, signer=signer_of("BUDI SANTOSO"))
    assert not signing.copies.exists()


class Liar:
    """A service that gives back something without a signature."""

    def sign(self, request) -> Signed:
        return Signed(request.pdf + b"%tambahan\n", "tidak ada")


def test_what_a_signer_gives_back_is_checked(signing, pimpinan):
    with pytest.raises(SigningRefused, match="tidak lolos pemeriksaan"):
        sign_plan(signing, actor=pimpinan, signer=Liar())
    assert not signing.copies.exists()


def test_stored_document_that_changed_is_not_signed(signing, pimpinan):
    spoil(signing.document)
    with pytest.raises(SigningRefused, match="tidak lagi sama"):
        sign_plan(signing, actor=pimpinan, signer=signer_of())


def test_revision_that_was_overtaken_is_not_signed(signing, pimpinan):
    RevisionFactory(renja=signing.revision.renja, number=2)
    with pytest.raises(ReportRefused, match="digantikan"):
        sign_plan(signing, actor=pimpinan, signer=signer_of())


# --- On paper ----------------------------------------------------------------------------------------


def test_scan_counts_once_the_head_accepted_it(signing, perencana, pimpinan):
    copy = keep_scan(signing, upload(), actor=perencana, signed_on=DAY)
    signing.refresh_from_db()
    assert (copy.pages, copy.signed_at.date(), signing.is_final) == (2, DAY, False)
    with pytest.raises(ReportRefused, match="oleh pimpinan"):
        accept_scan(copy, actor=perencana)
    accept_scan(copy, actor=pimpinan)
    signing.refresh_from_db()
    assert signing.final == copy


def test_scan_waits_for_the_scanner_and_what_it_holds_never_counts(signing, perencana, pimpinan, settings):
    settings.UPLOAD_SCANNER = "clamd://127.0.0.1:9"
    copy = keep_scan(signing, upload(), actor=perencana, signed_on=DAY)
    assert not copy.is_clean
    assert scan_signed_plans() == 0  # it is away
    for state in ("waiting", "held"):
        SignedPlan.objects.filter(pk=copy.pk).update(scan=state)
        with pytest.raises(ReportRefused, match="belum selesai diperiksa"):
            accept_scan(copy, actor=pimpinan)


def test_scan_that_changed_in_the_storage_is_not_accepted(signing, pimpinan):
    copy = SignedPlanFactory(signing=signing)
    spoil(copy)
    with pytest.raises(ReportRefused, match="tidak lagi sama"):
        accept_scan(copy, actor=pimpinan)


def test_verifier_hands_in_nothing(signing, verifikator):
    with pytest.raises(ReportRefused, match="perencana atau pimpinan"):
        keep_scan(signing, upload(), actor=verifikator, signed_on=DAY)


def test_photo_is_no_copy_of_a_document(signing, perencana):
    photo = SimpleUploadedFile("halaman.jpg", b"\xff\xd8\xff", "image/jpeg")
    with pytest.raises(UploadRefused):
        keep_scan(signing, photo, actor=perencana, signed_on=DAY)
