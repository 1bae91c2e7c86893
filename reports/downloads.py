"""In which forms everybody may take a plan along: declared in one place, in the order in which pages offer them.

Another form joins by one more function in DOWNLOADS; it gives what it offers, or None while there is nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from core.dates import plain_date
from renja.models import Renja
from reports.plan_signing.publishing import public_copy


@dataclass(frozen=True)
class Download:
    """`form` is what it is called for short (PDF); `note` says how large and how new it is."""

    label: str
    form: str
    url: str
    note: str = ""
    is_document: bool = False  # the whole document, which pages offer first


def _pdf(renja: Renja) -> Download | None:
    found = public_copy(renja)
    if found is None:
        return None
    words = (
        _("%(pages)s halaman, %(size)s, ditandatangani %(date)s")
        if found.is_signed
        else _("%(pages)s halaman, %(size)s, disusun %(date)s")
    )
    note = words % {"pages": found.pages, "size": filesizeformat(found.size), "date": plain_date(found.at)}
    return Download(
        _("Unduh Renja (PDF)"),
        "PDF",
        reverse("reports:public_pdf", args=[renja.year]),
        note,
        is_document=True,
    )


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
