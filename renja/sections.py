"""The parts of the work on one plan, from its contents to the document."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.sections import Section, sections_of

CONTENTS = (
    ("renja:edit", _("Program dan pendanaan")),
    ("renja:homeless", _("Usulan")),
    ("renja:aims", _("Keselarasan")),
    ("renja:chapters", _("Naskah")),
    ("renja:tables", _("Tabel resmi")),
)
CHECKS = (
    ("renja:completeness", _("Kelengkapan")),
    ("renja:coverage", _("Cakupan usulan")),
    ("renja:plan_examinations", _("Pemeriksaan Bappeda")),
)
REALISATION = (("renja:realisation", _("Realisasi")),)
REVISIONS = (("renja:revisions", _("Revisi dan penetapan")),)
FILES = (
    ("renja:exchange", _("Excel")),
    ("renja:sipd", _("SIPD")),
)
DOCUMENTS = (("reports:export", _("Dokumen resmi")),)
SETTINGS = (("renja:settings", _("Pengaturan")),)


def plan_sections(year: int, current: str, user, counts: dict[str, int]) -> list[Section]:
    """The groups that this person may open, and last what everybody reads; `current` is the URL name of the page."""
    groups = [
        (_("Isi Renja"), CONTENTS),
        (_("Pemeriksaan"), CHECKS),
        (_("Revisi"), REVISIONS),
        (_("Realisasi"), REALISATION),
    ]
    is_planner = user.has_perm("renja.edit")
    groups.append((_("Excel dan SIPD"), FILES if is_planner else FILES[1:]))
    if user.has_perm("renja.export"):
        groups.append((_("Dokumen resmi"), DOCUMENTS))
    if is_planner:
        groups.append((_("Pengaturan"), SETTINGS))
    public = Section(str(_("Halaman publik")), reverse("renja:detail", args=[year]), False)
    return [*sections_of(groups, current, year, counts=counts), public]
