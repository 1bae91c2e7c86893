"""Signing a final text: electronically, one after the other, or on paper, of which the scan is kept."""

import datetime
import hashlib

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.upload_quota import UPLOADED, check_quota
from audit.services import record
from core.uploads import CheckedFile, check_upload
from meetings.minutes_writing import SIGN, MinutesRefused, locked_minutes
from meetings.models import Minutes, MinutesFile, Signatory
from reports.codes import address_of
from reports.minutes.making import freeze, undiscussed_in
from reports.minutes.publishing import text_is_scan
from reports.signing.adding import Wanted, add_signature, stored_bytes
from reports.signing.paper import noon_of, pages_of
from reports.signing.signer import Signed, Signer

Kind, Means = MinutesFile.Kind, Signatory.Means


def next_electronic(minutes: Minutes) -> Signatory | None:
    """Whose turn it is: the first who signs electronically and has not yet."""
    waiting = minutes.signatories.filter(means=Means.ELECTRONIC, signed_at__isnull=True)
    return waiting.order_by("order", "pk").first()


def sign_electronically(signatory: Signatory, *, actor, signer: Signer) -> MinutesFile:
    """Add this person's signature to the newest file. Raises MinutesRefused or SigningRefused; nothing is kept then.

    The signature is made before anything is locked, because a service may take seconds; it is kept only while what it was
    added to is still the newest file.
    """
    minutes = signatory.minutes
    if not actor.has_perm(SIGN):
        raise MinutesRefused(_("Naskah ditandatangani melalui sekretariat atau pimpinan."))
    if text_is_scan(minutes):
        raise MinutesRefused(
            _(
                "Naskah ini disunting di luar portal; yang berlaku pindaiannya, sehingga ditandatangani di atas kertas."
            )
        )
    base = minutes.files.to_sign()
    if base is None:
        raise MinutesRefused(_("Naskah final belum selesai disusun. Tunggu sebentar, lalu coba lagi."))
    _ask_turn(minutes, signatory)
    pdf = stored_bytes(base.file, base.sha256)
    signed = add_signature(pdf, _wanted(minutes, signatory), signer=signer, before=_signatures(minutes))
    return _keep(signatory, base, signed, actor=actor)


def _ask_turn(minutes: Minutes, signatory: Signatory) -> None:
    turn = next_electronic(minutes)
    if turn != signatory:
        if turn is None or signatory.signed_at:
            raise MinutesRefused(
                _("Penanda tangan ini sudah menandatangani, atau menandatangani di atas kertas.")
            )
        raise MinutesRefused(
            _("Tanda tangan dibubuhkan berurutan; sekarang giliran penanda tangan urutan %(n)s.")
            % {"n": turn.order}
        )


def _signatures(minutes: Minutes) -> int:
    return minutes.files.filter(kind=Kind.SIGNED).count()


def _wanted(minutes: Minutes, signatory: Signatory) -> Wanted:
    keys = list(minutes.signatories.order_by("order", "pk").values_list("pk", flat=True))
    return Wanted(
        anchor=f"ttd-{keys.index(signatory.pk) + 1}", name=signatory.name,
        position=signatory.position or signatory.organization, location=minutes.place, address=address_of(minutes.code),
        reason=_("Menandatangani %(what)s") % {"what": minutes.get_kind_display().lower()},
    )  # fmt: skip


@transaction.atomic
def _keep(signatory: Signatory, base: MinutesFile, signed: Signed, *, actor) -> MinutesFile:
    minutes = locked_minutes(signatory.minutes, actor, SIGN)
    locked = Signatory.objects.select_for_update().get(pk=signatory.pk)
    if minutes.files.to_sign() != base or locked.signed_at or text_is_scan(minutes):
        raise MinutesRefused(_("Orang lain menandatangani pada saat yang sama. Coba lagi."))
    file = _file(minutes, Kind.SIGNED, signed.pdf, actor)
    file.pages, file.signatory = base.pages, locked
    file.save()
    locked.signed_at, locked.certificate = timezone.now(), signed.certificate
    locked.save(update_fields=["signed_at", "certificate"])
    record("minutes.sign", locked, actor=actor, data={"sha256": file.sha256, "means": Means.ELECTRONIC})
    return file


def _file(minutes: Minutes, kind: str, content: bytes, actor) -> MinutesFile:
    """Stored, not saved."""
    file = MinutesFile(
        minutes=minutes, kind=kind, sha256=hashlib.sha256(content).hexdigest(), size=len(content), made_by=actor, scan="clean"
    )  # fmt: skip
    file.file.save(f"{minutes.key}-{file.key}.pdf", ContentFile(content), save=False)
    return file


def keep_scan(
    minutes: Minutes,
    upload: UploadedFile,
    *,
    actor,
    signed_on: datetime.date,
    signers: list[int],
    is_text: bool = False,
) -> MinutesFile:
    """Keep the scan of what was signed on paper: by whom (keys of signatories), on which day.

    `is_text`: the text was edited outside; the scan is what counts then, a draft becomes final with it, and signatures
    under the portal's text no longer count. Raises MinutesRefused, or UploadRefused when it is not a file that we take.
    """
    checked = check_upload(upload)
    return _keep_scan(minutes, checked, actor=actor, signed_on=signed_on, signers=signers, is_text=is_text)


@transaction.atomic
def _keep_scan(minutes, checked: CheckedFile, *, actor, signed_on, signers, is_text) -> MinutesFile:
    locked = locked_minutes(minutes, actor, SIGN)
    check_quota(actor, checked.size)
    was_final = locked.is_final
    if not was_final:
        _freeze_with_scan(locked, actor, signed_on, is_text)
    file = MinutesFile(
        minutes=locked, kind=Kind.SCAN, sha256=checked.sha256, size=checked.size, is_text=is_text, made_by=actor,
        original_name=checked.original_name, pages=pages_of(checked),
    )  # fmt: skip
    file.file.save(checked.content.name, checked.content, save=False)
    file.save()
    if is_text:
        _take_back_electronic(locked)
    _note_signers(locked, signers, signed_on)
    data = {"sha256": checked.sha256, "signers": len(signers), "is_text": is_text, UPLOADED: checked.size}
    if not was_final:
        data["undiscussed"] = undiscussed_in(locked)
    record("minutes.keep_scan", locked, actor=actor, data=data)
    return file


def _freeze_with_scan(locked: Minutes, actor, signed_on: datetime.date, is_text: bool) -> None:
    if not is_text:
        raise MinutesRefused(
            _(
                "Naskah di portal belum final. Jadikan final lebih dahulu, atau nyatakan bahwa naskahnya disunting di luar portal."
            )
        )
    locked.dated = locked.dated or signed_on
    locked.is_unnumbered = locked.is_unnumbered or not locked.number
    locked.save(update_fields=["dated", "is_unnumbered"])
    freeze(locked, actor)


def _take_back_electronic(minutes: Minutes) -> None:
    """An electronic signature stands under the portal's text alone: under another text its owner has not signed yet."""
    rows = minutes.signatories.filter(means=Means.ELECTRONIC, signed_at__isnull=False)
    rows.update(means=Means.PAPER, signed_at=None)


def _note_signers(minutes: Minutes, signers: list[int], signed_on: datetime.date) -> None:
    """Those who signed on paper; somebody who signed electronically before stays so."""
    rows = minutes.signatories.filter(pk__in=signers, signed_at__isnull=True)
    rows.update(means=Means.PAPER, signed_at=noon_of(signed_on))
