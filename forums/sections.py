"""The parts of a forum's staff pages, as components/subnav.html shows them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from forums.models import Forum

SECTIONS = (
    ("forums:manage", _("Ringkasan")),
    ("forums:edit", _("Fakta")),
    ("forums:phases", _("Tahapan")),
    ("forums:ceilings", _("Pagu indikatif")),
    ("forums:documents", _("Dokumen")),
    ("forums:participants", _("Peserta")),
    ("meetings:agreements", _("Kesepakatan")),
)


@dataclass(frozen=True)
class Section:
    label: str
    url: str
    current: bool


def sections(forum: Forum, current: str) -> list[Section]:
    """All parts; `current` is the URL name of the one that is open."""
    return [
        Section(str(label), reverse(name, args=[forum.plan_year]), name == current)
        for name, label in SECTIONS
    ]
