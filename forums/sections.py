"""The parts of a forum's staff pages in groups, from the first preparation to the record."""

from django.utils.translation import gettext_lazy as _

from core.sections import Section, sections_of
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


def sections(forum: Forum, current: str) -> list[Section]:
    """The groups with their parts; `current` is the URL name of the part that is open."""
    return sections_of(GROUPS, current, forum.plan_year)
