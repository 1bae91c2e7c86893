"""Numbers of persons in what everybody will read: noticed before a proposal is sent."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from core.personal import MAIL, NIK, TELEPHONE, kinds_in
from proposals.models import Proposal

PUBLIC_TEXT = {
    "title": "masalah",
    "problem": "masalah",
    "request": "usulan",
    "contribution": "usulan",
    "beneficiaries": "lokasi",
}
SEEN = {
    NIK: _("NIK terlihat pada isian “%(where)s”."),
    TELEPHONE: _("Nomor telepon terlihat pada isian “%(where)s”."),
    MAIL: _("Alamat surel terlihat pada isian “%(where)s”."),
}


@dataclass(frozen=True)
class PersonalNumber:
    """What was noticed in which answer (never the number itself), and on which page of the draft it can be changed."""

    kind: str
    where: str
    page: str

    @property
    def words(self) -> str:
        return str(SEEN[self.kind] % {"where": self.where})

    @property
    def must_go(self) -> bool:
        return self.kind == NIK


def personal_numbers(proposal: Proposal) -> list[PersonalNumber]:
    """In the order of the pages."""
    return [
        PersonalNumber(kind, str(Proposal._meta.get_field(name).verbose_name), page)
        for name, page in PUBLIC_TEXT.items()
        for kind in kinds_in(getattr(proposal, name))
    ]


def sending_refusal(proposal: Proposal, *, keeps_contacts: bool) -> str:
    """Why it cannot be sent as it is; empty when it can. Telephone and mail may stay where their author wants that."""
    found = personal_numbers(proposal)
    if any(one.must_go for one in found):
        return str(_("NIK tidak boleh terbaca publik. Hapus NIK dari isian yang disebut di bawah ini."))
    if found and not keeps_contacts:
        return str(
            _("Ada nomor telepon atau surel yang akan terbaca publik. Ubah, atau centang “Tetap kirim”.")
        )
    return ""
