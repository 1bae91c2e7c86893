"""What the verification page says of a berita acara or notulen."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.quarantine import ScanState
from meetings.models import Minutes, MinutesFile, Signatory
from reports.minutes.publishing import public_file, text_is_scan
from reports.proof import Proof, SignedBy
from stakeholders.models import Organization


def find_minutes(code: str) -> Proof | None:
    """The final one with this code."""
    found = Minutes.objects.with_code(code)
    return proof_of(found) if found else None


def find_minutes_file(sha256: str) -> Proof | None:
    """The final one of which this is a file."""
    found = MinutesFile.objects.with_hash(sha256)
    return proof_of(found.minutes, file=found) if found else None


def proof_of(minutes: Minutes, file: MinutesFile | None = None) -> Proof:
    """Drafts and what the scanner holds are not told of."""
    with override(settings.LANGUAGE_CODE):  # names of official papers are not translated
        return _proof(minutes, file)


def _proof(minutes: Minutes, file: MinutesFile | None) -> Proof:
    host = Organization.objects.host()
    files = list(minutes.files.kept().exclude(scan=ScanState.HELD).order_by("made_at", "pk"))
    newest = Minutes.objects.newest_of(minutes.forum, minutes.kind)
    other_text = text_is_scan(minutes)
    is_replaced = newest.edition > minutes.edition and newest.is_final
    return Proof(
        code=minutes.code,
        title=str(minutes),
        kind=minutes.get_kind_display(),
        number=minutes.number,
        dated=minutes.dated,
        office=host.name if host else "",
        signers=tuple(_signer(row) for row in minutes.signatories.order_by("order", "pk")),
        hashes=tuple((row.get_kind_display(), row.sha256) for row in files),
        file=file.get_kind_display() if file else "",
        text_is_scan=other_text,
        is_other_text=bool(file) and other_text and file.kind != MinutesFile.Kind.SCAN,
        replaced_by=newest.code if is_replaced else "",
        reading_url=_reading_url(minutes),
    )


def _signer(row: Signatory) -> SignedBy:
    """Who presides signs in office and is named; who signs for the participants is told by the organisation alone.

    Their names came from answers to an invitation, which are for the list of attendance.
    """
    if row.kind == Signatory.Kind.PARTICIPANT:
        who = {"name": row.organization or _("Peserta forum"), "position": row.get_kind_display()}
    else:
        who = {
            "name": row.name,
            "position": row.position,
            "organization": row.organization,
            "certificate": row.certificate,
        }
    return SignedBy(
        **who,
        means=row.get_means_display() if row.signed_at else "",
        at=row.signed_at,
        is_electronic=row.is_electronic,
    )


def _reading_url(minutes: Minutes) -> str:
    is_open = minutes.kind == Minutes.Kind.BERITA_ACARA and minutes.forum.is_published
    if not (is_open and public_file(minutes)):
        return ""
    return reverse("reports:minutes_public", args=[minutes.forum.plan_year])
