"""Lampiran of the printed Renja: what the forum agreed on, and how many came. Only what everybody may read.

A plan that is established prints what there is; a draft also says what is still missing.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from forums.models import Forum
from forums.presence_counts import presence_of
from meetings.models import Minutes
from renja.models import Renja, Stage
from reports.codes import address_of
from reports.minutes.data import paper_of
from reports.minutes.printing import heading_of
from reports.minutes.publishing import newest_published, public_file, text_is_scan
from reports.minutes.wording import RESOLUTIONS
from reports.report import Annex

ROMANS = ("I", "II")
Found = tuple[str, str, str, dict[str, Any]]  # key, title, template, what it prints


def read_annexes(renja: Renja) -> tuple[Annex, ...]:
    """In printed order, numbered."""
    found = list(_found(renja.forum, is_draft=renja.stage != Stage.DITETAPKAN))
    return tuple(
        Annex(f"{_('LAMPIRAN')}\u00a0{roman}", title, f"lampiran-{key}", template, values)
        for roman, (key, title, template, values) in zip(ROMANS, found, strict=False)
    )


def _found(forum: Forum, *, is_draft: bool) -> Iterator[Found]:
    minutes, presence = newest_published(forum), presence_of(forum)
    if minutes or is_draft:
        title = _("Berita Acara Kesepakatan Forum Perangkat Daerah")
        yield "berita-acara", title, "reports/renja/_annex_minutes.html", _agreed(minutes)
    if presence or is_draft:
        values = {"presence": presence}
        yield "daftar-hadir", _("Rekapitulasi Daftar Hadir"), "reports/renja/_annex_presence.html", values


def _agreed(minutes: Minutes | None) -> dict[str, Any]:
    """The frozen text without its lists, which T-C.32 holds; where another text counts, or not all of it is public yet,
    only how it is found."""
    if minutes is None:
        return {}
    told = {
        "number": minutes.number,
        "code": minutes.code,
        "address": address_of(minutes.code),
        "text_is_scan": text_is_scan(minutes),
    }
    if public_file(minutes) is None:
        return told
    paper = paper_of(minutes)
    return told | {
        "paper": paper,
        "heading": heading_of(paper),
        "texts": {part.slug: part.text for part in paper.parts},
        "resolutions": [part for part in paper.parts if part.slug in RESOLUTIONS and part.text.strip()],
    }
