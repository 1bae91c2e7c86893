"""The parts of the settings, as components/subnav.html shows them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

SECTIONS = (
    ("stakeholders:host", _("Instansi")),
    ("stakeholders:units", _("Bidang")),
    ("stakeholders:officials", _("Pejabat")),
    ("stakeholders:people", _("Pengguna dan peran")),
    ("stakeholders:organizations", _("Instansi peserta")),
    ("urusan:codes", _("Kode nomenklatur")),
    ("proposals:holidays", _("Hari libur")),
    ("admin:index", _("Data induk")),
)


@dataclass(frozen=True)
class Section:
    label: str
    url: str
    current: bool


def sections(current: str) -> list[Section]:
    """All parts; `current` is the URL name of the one that is open."""
    return [Section(str(label), reverse(name), name == current) for name, label in SECTIONS]
