"""The parts of the work on one plan, from its contents to the document."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.sections import Section, sections_of

CONTENTS = (
    ("renja:edit", _("Program dan pendanaan")),
    ("renja:homeless", _("Usulan")),
    ("renja:chapters", _("Naskah")),
    ("renja:tables", _("Tabel resmi")),
)
CHECKS = (
    ("renja:completeness", _("Kelengkapan")),
    ("renja:plan_examinations", _("Pemeriksaan Bappeda")),
)
REVISIONS = (("renja:revisions", _("Revisi dan penetapan")),)
DOCUMENTS = (("reports:export", _("Dokumen resmi")),)
SETTINGS = (("renja:settings", _("Pengaturan")),)


def plan_sections(year: int, current: str, user, counts: dict[str, int]) -> list[Section]:
    """The groups that this person may open, and last what everybody reads; `current` is the URL name of the page."""
    groups = [
        (_("Isi Renja"), CONTENTS),
        (_("Pemeriksaan"), CHECKS),
        (_("Revisi"), REVISIONS),
    ]
    if user.has_perm("renja.export"):
        groups.append((_("Dokumen resmi"), DOCUMENTS))
    if user.has_perm("renja.edit"):
        groups.append((_("Pengaturan"), SETTINGS))
    public = Section(str(_("Halaman publik")), reverse("renja:detail", args=[year]), False)
    return [*sections_of(groups, current, year, counts=counts), public]
