"""From what was read to the HTML that is typeset: templates under templates/reports/minutes/."""

from collections.abc import Collection
from dataclasses import replace

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from meetings.models import Minutes
from reports.codes import address_of, qr_of
from reports.minutes.paper import Group, MinutesPaper
from reports.minutes.wording import RESOLUTIONS, annexes_of_paper

SPARE_ROWS = 4
TEMPLATES = {
    Minutes.Kind.BERITA_ACARA: "reports/minutes/berita_acara.html",
    Minutes.Kind.NOTULEN: "reports/minutes/notulen.html",
}


def minutes_html(paper: MinutesPaper, *, is_final: bool, is_public: bool = False) -> str:
    """The whole document as one HTML text."""
    address = address_of(paper.code)
    context = _context(paper, is_final=is_final, is_public=is_public) | {
        "texts": {part.slug: part.text for part in paper.parts},
        "resolutions": [part for part in paper.parts if part.slug in RESOLUTIONS and part.text.strip()],
        "annexes": annexes_of_paper(paper),
        "of": heading_of(paper),
        "sessions_title": _("Hasil sidang kelompok dan penilaian")
        if paper.has_scores
        else _("Hasil sidang kelompok"),
        "address": address,
        "qr": qr_of(paper.code) if is_final else "",
        "is_public": is_public,
    }
    return render_to_string(TEMPLATES[Minutes.Kind(paper.kind)], context)


def sheet_html(paper: MinutesPaper) -> str:
    """Lembar tanda tangan, which may be signed before the text is final."""
    begin = len(paper.representatives) + 1
    context = _context(paper, is_final=False, is_public=False) | {
        "spare": range(begin, begin + SPARE_ROWS),
        "mark": "",
    }
    return render_to_string("reports/minutes/sheet.html", context)


def heading_of(paper: MinutesPaper) -> str:
    """On one line: `Berita Acara Kesepakatan Forum Perangkat Daerah … Tahun 2028`."""
    return " ".join(paper.title)


def _context(paper: MinutesPaper, *, is_final: bool, is_public: bool) -> dict:
    if is_final:
        mark = _("VERSI PUBLIK") if is_public else ""
        printed = _("Kode %(code)s · isi dibekukan %(at)s") % {"code": paper.code, "at": paper.read_at}
    else:
        mark, printed = _("RANCANGAN"), _("Belum final · dicetak %(at)s") % {"at": paper.read_at}
    return {
        "paper": paper,
        "heading": heading_of(paper),
        "running": heading_of(paper),
        "mark": mark,
        "printed": printed,
    }


def without(paper: MinutesPaper, withheld: Collection[int]) -> MinutesPaper:
    """The same, with the rows of these proposals closed: they were withheld after the text was frozen."""
    if not withheld:
        return paper
    numbers = {
        row.number
        for name in LISTS
        for group in getattr(paper, name)
        for row in group.rows
        if row.key in withheld
    }
    told = str(_("Informasi dikecualikan"))
    lists = {name: tuple(_closed(group, withheld, told) for group in getattr(paper, name)) for name in LISTS}
    sessions = tuple(
        replace(
            session,
            items=tuple(
                replace(item, title=told, notes="", reason="") if item.number in numbers else item
                for item in session.items
            ),
            score_rows=tuple(
                (row[0], row[1], told, *row[3:]) if row[1] in numbers else row for row in session.score_rows
            ),
        )
        for session in paper.sessions
    )
    shown = tuple(key for key in paper.shown if key not in withheld)
    return replace(paper, sessions=sessions, shown=shown, accepted_total="", **lists)


LISTS = ("accepted", "declined", "reserves", "moved", "undiscussed")


def _closed(group: Group, withheld: Collection[int], told: str) -> Group:
    """Without sum where a row is closed: it would tell what it cost."""
    if not any(row.key in withheld for row in group.rows):
        return group
    rows = tuple(
        replace(row, title=told, withheld=_("kemudian dikecualikan"), proposer="–", place="–", volume="–",
                agreed="–", cost="–", note="–") if row.key in withheld else row
        for row in group.rows
    )  # fmt: skip
    return replace(group, rows=rows, total="")
