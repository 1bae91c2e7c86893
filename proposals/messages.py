"""What proposers are told, and when: outbox rows in the same transaction as the step that causes them."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from notifications.services import notify

from core.dates import long_date


def public_address(proposal) -> str:
    """The full address of the proposal's public page."""
    return settings.PUBLIC_URL + reverse("proposals:detail", args=[proposal.number])


def _tell(proposal, kind: str, subject: str, body: str) -> None:
    """One message to the proposer's account, or to the e-mail address that was given for them; else none."""
    to = proposal.proposer or proposal.contact_email
    if not to:
        return
    notify(
        to=to, kind=f"proposal.{kind}", subject=f"{proposal.number}: {subject}", body=body,
        key=f"proposal:{proposal.pk}:{kind}:{proposal.version}", url=public_address(proposal),
    )  # fmt: skip


def tell_received(proposal) -> None:
    """The receipt: number, and until when the check will be done."""
    body = _(
        "Usulan “%(title)s” sudah kami terima dengan nomor %(number)s.\n\n"
        "Selanjutnya: usulan diperiksa paling lambat %(due)s. Setiap perkembangan kami kabarkan dan dapat dibaca di:"
    ) % {"title": proposal.title, "number": proposal.number, "due": long_date(proposal.verify_due_on)}
    _tell(proposal, "received", _("usulan diterima untuk diperiksa"), body)


def tell_returned(proposal, reason: str) -> None:
    body = _(
        "Usulan “%(title)s” perlu dilengkapi sebelum dapat diverifikasi.\n\nYang perlu dilengkapi:\n%(reason)s\n\n"
        "Masuk ke portal, lengkapi, lalu kirim kembali:"
    ) % {"title": proposal.title, "reason": reason}
    _tell(proposal, "returned", _("usulan perlu dilengkapi"), body)


def tell_verified(proposal) -> None:
    body = _(
        "Usulan “%(title)s” sudah terverifikasi untuk urusan %(urusan)s dan akan dibahas dalam forum perangkat daerah."
    ) % {"title": proposal.title, "urusan": proposal.urusan}
    _tell(proposal, "verified", _("usulan terverifikasi"), body)


def tell_forwarded(proposal, reason: str) -> None:
    body = _("Usulan “%(title)s” diteruskan kepada %(office)s.\n\nAlasan:\n%(reason)s") % {
        "title": proposal.title, "office": proposal.forwarded_to, "reason": reason,
    }  # fmt: skip
    _tell(proposal, "forwarded", _("usulan diteruskan"), body)


def tell_merged(proposal, reason: str) -> None:
    body = _(
        "Usulan “%(title)s” digabungkan dengan usulan %(parent)s dan akan mendapat hasil yang sama.\n\nAlasan:\n%(reason)s"
    ) % {"title": proposal.title, "parent": proposal.parent.number, "reason": reason}
    _tell(proposal, "merged", _("usulan digabungkan"), body)


def tell_result(proposal, answer) -> None:
    """The published result, to the proposer of the proposal and of each one merged into it."""
    body = _(
        "Hasil forum untuk usulan “%(title)s” sudah disahkan: %(state)s.\n\nTanggapan resmi:\n%(answer)s\n\n"
        "Renja adalah rencana. Pelaksanaan menunggu penetapan APBD."
    ) % {"title": proposal.title, "state": proposal.root.get_status_display(), "answer": answer.text}
    _tell(proposal, f"result:{answer.pk}", _("hasil forum diumumkan"), body)
