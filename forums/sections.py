"""The parts of a forum's staff pages in groups, from the first preparation to the record."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from forums.models import Forum

PREPARING = (
    ("forums:manage", _("Ringkasan")),
    ("forums:edit", _("Fakta")),
    ("forums:phases", _("Tahapan")),
    ("forums:ceilings", _("Pagu indikatif")),
    ("forums:programme", _("Susunan acara")),
    ("forums:criteria", _("Kriteria penilaian")),
    ("forums:documents", _("Dokumen")),
)
INVITING = (
    ("forums:participants", _("Peserta")),
    ("reports:invitation", _("Surat undangan")),
    ("forums:invitations", _("Pengiriman dan jawaban")),
)
DAY = (
    ("meetings:sittings", _("Sidang")),
    ("meetings:door", _("Pintu masuk")),
    ("meetings:presence", _("Daftar hadir")),
    ("meetings:poster", _("Poster presensi")),
)
RESULTS = (
    ("meetings:agreements", _("Kesepakatan")),
    ("reports:berita_acara", _("Berita acara")),
    ("reports:notulen", _("Notulen")),
    ("reports:evidence", _("Berkas bukti")),
)
GROUPS = (
    (_("Persiapan"), PREPARING),
    (_("Undangan"), INVITING),
    (_("Hari forum"), DAY),
    (_("Hasil"), RESULTS),
)


@dataclass(frozen=True)
class Section:
    """A link; of a group it leads to the first of its `parts`."""

    label: str
    url: str
    current: bool
    parts: tuple["Section", ...] = field(default=())


def sections(forum: Forum, current: str) -> list[Section]:
    """The groups with their parts; `current` is the URL name of the part that is open."""
    return [_group(str(label), parts, forum, current) for label, parts in GROUPS]


def _group(label: str, places, forum: Forum, current: str) -> Section:
    parts = tuple(
        Section(str(text), reverse(name, args=[forum.plan_year]), name == current) for name, text in places
    )
    return Section(label, parts[0].url, any(part.current for part in parts), parts)
