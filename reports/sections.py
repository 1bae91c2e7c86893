"""The printed Renja as sections: stretches that are typeset by themselves, because each begins and ends with a page.

A section says all that it prints, so that its hash tells whether it must be typeset again. Wide tables stand apart; those of
many rows are parted where a programme begins. What stands where on which page is known once all are typeset.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from reports.report import Block, Part, PrintedRow, PrintedTable, RenjaReport
from reports.tables import PROPOSALS
from reports.wording import stage_mark

ROWS_OF_A_SECTION = 200  # of the plan: some forty pages
FOLDER = "reports/renja/"
SIGNED_HERE = "ttd-1"  # where the stamp of an electronic signature stands: at the end, not below the preface


@dataclass(frozen=True)
class Piece:
    """A template with everything that it prints."""

    template: str
    values: dict[str, Any]


@dataclass(frozen=True)
class Section:
    """`kind` names its pages: `cover`, `front`, `chapter`, `wide`."""

    kind: str
    pieces: tuple[Piece, ...]

    @property
    def is_wide(self) -> bool:
        return self.kind == "wide"

    @property
    def is_front(self) -> bool:
        return self.kind in ("cover", "front")


class Entry(NamedTuple):
    """A heading as lists of contents and bookmarks name it."""

    level: int
    number: str
    title: str
    anchor: str
    is_annex: bool = False


def sections_of(report: RenjaReport) -> tuple[Section, ...]:
    """In printed order, without the lists of contents."""
    cover = {"host": report.host, "year": report.year, "mark": stage_mark(report.stage)}
    found = [Section("cover", (Piece(FOLDER + "_cover.html", cover),)), Section("front", _preface(report))]
    for chapter in report.chapters:
        ends = (_signed(report, SIGNED_HERE),) if chapter is report.chapters[-1] else ()
        found += _parted((*_part(chapter, report), *ends))
    for annex in report.annexes:
        heading = _heading(1, annex.number, annex.title, annex.anchor)
        printed = Piece(annex.template, annex.values | {"office": report.office})
        found.append(Section("chapter annexed", (heading, printed)))
    return tuple(found)


def _preface(report: RenjaReport) -> tuple[Piece, ...]:
    preface, kop = report.preface, Piece(FOLDER + "_preface.html", {"host": report.host})
    heading = _heading(1, "", preface.title, preface.anchor)
    return (kop, heading, *_text(preface, report), _signed(report))


def _signed(report: RenjaReport, anchor: str = "") -> Piece:
    return Piece(FOLDER + "_signed.html", {"signature": report.signature, "anchor": anchor})


def _heading(level: int, number: str, title: str, anchor: str) -> Piece:
    values = {"level": level, "number": number, "title": title, "anchor": anchor}
    return Piece(FOLDER + "_heading.html", values)


def _text(part: Part, report: RenjaReport) -> Iterator[Piece]:
    if part.html or (part.is_missing and report.is_draft):
        yield Piece(FOLDER + "_text.html", {"html": part.html})


def _part(part: Part, report: RenjaReport) -> Iterator[Piece]:
    yield _heading(part.level, part.number, part.title, part.anchor)
    yield from _text(part, report)
    for block in part.blocks:
        yield from _block(block, report)
    for below in part.parts:
        yield from _part(below, report)


def _block(block: Block, report: RenjaReport) -> Iterator[Piece]:
    table = block.table
    values: dict[str, Any] = {"office": report.office}
    if block.template == PROPOSALS:
        yield _lead(f"{report.forum_facts} {report.proposals.sentence}".strip())
        values |= {"proposals": report.proposals, "plan_label": report.plan_table.label}
    elif table.lead:
        yield _lead(table.lead)
    stretches = _stretches(table.rows) if table.head.is_wide else [table.rows]
    for place, rows in enumerate(stretches):
        bounds = {"begins": place == 0, "ends": place == len(stretches) - 1}
        yield Piece(block.template, values | bounds | {"table": replace(table, rows=rows)})


def _lead(text: str) -> Piece:
    return Piece(FOLDER + "_lead.html", {"text": text})


def _stretches(rows: tuple[PrintedRow, ...]) -> list[tuple[PrintedRow, ...]]:
    """The rows in stretches that begin with a programme, each as long as a section may be."""
    starts = [place for place, row in enumerate(rows) if row.look == "row-program"]
    bounds = [0]
    for start, following in pairwise([*starts, len(rows)]):
        if start != starts[0] and following - bounds[-1] > ROWS_OF_A_SECTION:
            bounds.append(start)
    return [rows[start:end] for start, end in pairwise([*bounds, len(rows)])]


def _parted(pieces: tuple[Piece, ...]) -> Iterator[Section]:
    """A chapter as sections: a wide table is one of its own, what stands between two is another."""
    upright: list[Piece] = []
    for piece in pieces:
        table = piece.values.get("table")
        if not isinstance(table, PrintedTable) or not table.head.is_wide:
            upright.append(piece)
            continue
        if upright:
            yield Section("chapter", tuple(upright))
        upright = []
        yield Section("wide", (piece,))
    if upright:
        yield Section("chapter", tuple(upright))


def headings_of(report: RenjaReport) -> list[Entry]:
    """What the list of contents names behind itself."""
    found = []
    for part in (each for chapter in report.chapters for each in (chapter, *chapter.parts)):
        found.append(Entry(part.level, part.number, part.title, part.anchor))
    found += [Entry(1, one.number, one.title, one.anchor, is_annex=True) for one in report.annexes]
    return found


def tables_of(report: RenjaReport) -> list[Entry]:
    """What the list of tables names."""
    return [Entry(3, head.label, head.title, head.anchor) for head in report.tables]


def bookmarks_of(report: RenjaReport) -> list[Entry]:
    """All headings and tables in printed order."""
    lists = [Entry(1, "", _("Daftar Isi"), "daftar-isi"), Entry(1, "", _("Daftar Tabel"), "daftar-tabel")]
    found = [Entry(1, "", report.preface.title, report.preface.anchor), *lists]
    tables = {
        entry.anchor: entry._replace(number=f"{_('Tabel')} {entry.number}") for entry in tables_of(report)
    }
    headings = {entry.anchor: entry for entry in headings_of(report)}
    for part in (each for chapter in report.chapters for each in (chapter, *chapter.parts)):
        found.append(headings.pop(part.anchor))
        found += [tables[block.table.head.anchor] for block in part.blocks]
    return [*found, *headings.values()]
