"""In whose name a draft may be sent."""

from django.utils.translation import gettext_lazy as _

from core.languages import filled_later
from proposals.models import Proposal
from stakeholders.rules import standing_of


def speaking_refusal(proposal: Proposal, actor) -> str:
    """Why this draft cannot be sent in the name of its organisation: only members of today do that."""
    organization = proposal.organization
    if organization is None or organization.pk in standing_of(actor).organization_ids:
        return ""
    name = {"name": organization.name}
    if organization.membership_requests.filter(user=actor, state="waiting").exists():
        words = _(
            "Keanggotaan Anda pada %(name)s menunggu konfirmasi sekretariat. Draf ini tersimpan dan dapat dikirim "
            "setelah dikonfirmasi; atau kirim sebagai warga."
        )
        return filled_later(words, name)
    words = _("Anda tidak terdaftar sebagai anggota %(name)s. Kirim usulan ini sebagai warga.")
    return filled_later(words, name)
