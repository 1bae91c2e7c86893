"""The parts of looking after the portal, as components/subnav.html shows them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

SECTIONS = (
    ("upkeep:record", _("Catatan audit"), "stakeholders.read_record"),
    ("data_processing", _("Data pribadi"), "stakeholders.read_record"),
    ("upkeep:health", _("Kesehatan sistem"), "stakeholders.operate"),
    ("upkeep:jobs", _("Pekerjaan latar"), "stakeholders.operate"),
    ("upkeep:letters", _("Surat keluar"), "stakeholders.operate"),
)


@dataclass(frozen=True)
class Section:
    label: str
    url: str
    current: bool


def sections(user, current: str) -> list[Section]:
    """Those that this person may open; `current` is the URL name of the one that is."""
    return [
        Section(str(label), reverse(name), name == current)
        for name, label, permission in SECTIONS
        if user.has_perm(permission)
    ]
