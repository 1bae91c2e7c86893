"""The document's parts and tables in printed order, for every form but the PDF: the same data, the same words."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports.report import Cell, Part, PrintedRow, PrintedTable, ProposalRow, RenjaReport
from reports.tables import PROPOSALS


def tables_of(report: RenjaReport) -> Iterator[PrintedTable]:
    """Every official table with its rows."""
    for part in all_parts(report):
        for block in part.blocks:
            yield table_of(report, block.template, block.table)


def all_parts(report: RenjaReport) -> Iterator[Part]:
    """Preface, chapters and what lies below them."""
    for part in (report.preface, *report.chapters):
        yield part
        yield from part.parts


def table_of(report: RenjaReport, template: str, table: PrintedTable) -> PrintedTable:
    """The table as it is printed; that of the proposals gets its rows, and the sentence above it."""
    if template != PROPOSALS:
        return table
    told = " ".join(filter(None, (report.forum_facts, report.proposals.sentence)))
    hidden = _(
        "Isi usulan yang dikecualikan dari informasi publik tidak dimuat; nomor dan alasannya tetap dicantumkan."
    )
    notes = (*table.notes, hidden) if report.proposals.has_withheld else table.notes
    return PrintedTable(table.head, proposal_rows(report), told, notes)


def notes_of(cell: Cell) -> tuple[str, ...]:
    """What is said below the text of a cell: why something is withheld, what the line answers."""
    hidden = _("Informasi dikecualikan: %(reason)s") % {"reason": cell.withheld} if cell.withheld else ""
    return tuple(filter(None, (hidden, *cell.below)))


def proposal_rows(report: RenjaReport) -> tuple[PrintedRow, ...]:
    """T-C.32; "Nihil" where nobody proposed anything."""
    rows = report.proposals.rows
    if not rows:
        return (PrintedRow((Cell("1", "middle"), Cell(_("Nihil"), "middle", colspan=5))),)
    return tuple(_proposal_row(row, report.plan_table.label) for row in rows)


def _proposal_row(row: ProposalRow, main_table: str) -> PrintedRow:
    number = Cell(str(row.no), "middle")
    if row.withheld:
        return PrintedRow((number, Cell(colspan=4, withheld=row.withheld), _about(row)))
    indicators = list(row.indicators)
    if row.more_indicators:
        more = _("dan %(count)s indikator lain (Tabel %(label)s)")
        indicators.append(more % {"count": row.more_indicators, "label": main_table})
    volume = [row.volume or "–"]
    if row.agreed:
        volume.append(_("Disepakati: %(volume)s") % {"volume": row.agreed})
    became = tuple(_("Dimuat pada %(line)s") % {"line": line} for line in row.became)
    cells = (
        number,
        Cell(row.title, below=became),
        Cell(row.place),
        Cell("\n".join(indicators) or "–"),
        Cell("\n".join(volume)),
        _about(row),
    )
    return PrintedRow(cells, "long" if row.is_long else "")


def _about(row: ProposalRow) -> Cell:
    """The last column: who asked, and what came out."""
    who = f"{row.proposer} ({row.source})" if row.source else row.proposer
    corrected = _("Berbeda dari kesepakatan forum") if row.is_corrected else ""
    return Cell("\n".join(filter(None, (row.number, who, row.outcome, corrected, row.reason))))
