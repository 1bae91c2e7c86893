"""In which forms everybody may take a plan along: declared in one place, in the order in which pages offer them.

Another form joins by one more function in DOWNLOADS; it gives what it offers, or None while there is nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from core.dates import plain_date
from renja.models import Renja, Revision
from reports.plan_signing.publishing import PublicCopy
from reports.revision_files.copies import copy_for_everybody, copy_of


@dataclass(frozen=True)
class Download:
    """`form` is what it is called for short (PDF); `note` says how large and how new it is."""

    label: str
    form: str
    url: str
    note: str = ""
    is_document: bool = False  # the whole document, which pages offer first


def _pdf(renja: Renja) -> Download | None:
    found = copy_for_everybody(renja)
    address = reverse("reports:public_pdf", args=[renja.year])
    return _of_copy(found, _("Unduh Renja (PDF)"), address) if found else None


def of_act(revision: Revision) -> Download | None:
    """What one act established; None as long as it was not made, or tells what was withheld since."""
    found = copy_of(revision, for_everybody=True)
    address = reverse("reports:act_pdf", args=[revision.renja.year, revision.number])
    return _of_copy(found, revision.name, address) if found else None


def _of_copy(found: PublicCopy, label: str, address: str) -> Download:
    words = (
        _("%(pages)s halaman, %(size)s, ditandatangani %(date)s")
        if found.is_signed
        else _("%(pages)s halaman, %(size)s, disusun %(date)s")
    )
    note = words % {"pages": found.pages, "size": filesizeformat(found.size), "date": plain_date(found.at)}
    return Download(label, "PDF", address, note, is_document=True)


def _lines(form: str, name: str) -> Callable[[Renja], Download | None]:
    """The lines as a table; staff may read a plan that is not public yet, but its tables are for everybody or nobody."""

    def offer(renja: Renja) -> Download | None:
        if not (renja.is_published and renja.forum.is_published):
            return None
        return Download(
            _("Baris program, kegiatan, dan sub kegiatan"), name,
            reverse("reports:plan_lines", args=[renja.year, form]),
        )  # fmt: skip

    return offer


DOWNLOADS: tuple[Callable[[Renja], Download | None], ...] = (
    _pdf,
    _lines("xlsx", "Excel"),
    _lines("csv", "CSV"),
)


def downloads_of(renja: Renja) -> list[Download]:
    """What there is of a plan for everybody, the whole document first."""
    return [found for find in DOWNLOADS if (found := find(renja))]
