"""What a revision keeps of a plan: the whole document as plain data, read once and written so that the same plan always
gives the same text.

Codes, names, heads and titles are kept beside what was typed, so that a revision can be read after an edition was changed.
Amounts and numbers are plain decimals ("12.5"), days are ISO, what nobody set is null. Beside the withheld parts of the
plan there is nothing in it that the public may not read: of proposals it holds what T-C.32 prints.
"""

import hashlib
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch

from proposals.models import Decision, Proposal
from renja.declared_tables import filled, plain
from renja.models import Chapter, Renja, RenjaLine
from renja.outline import OutlineRow, read_outline
from renja.structure import structure_of
from renja.typed_tables import head_of, printed_code, read_tables

FORMAT = 1


def read_content(renja: Renja) -> dict[str, Any]:
    """The plan as it is now. Some twelve queries, whatever its size."""
    outline = read_outline(renja, renja.lines.for_freezing())
    return {
        "format": FORMAT,
        "settings": _settings(renja),
        "ceilings": list(_ceilings(renja)),
        "pagu": plain(outline.pagu),
        "forward_pagu": plain(outline.forward),
        "rows": [_row(row) for row in outline.rows],
        "chapters": list(_chapters(renja)),
        "tables": list(_tables(renja)),
        "proposals": [_proposal(one) for one in _proposals(renja)],
    }


def canonical(content: dict[str, Any]) -> str:
    """The one way to write it down."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(content: dict[str, Any]) -> str:
    """SHA-256 of the canonical text, in hex."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def _number(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _settings(renja: Renja) -> dict[str, Any]:
    return {
        "year": renja.year,
        "structure": renja.structure,
        "structure_name": structure_of(renja.structure).name,
        "edition": renja.edition.slug,
        "edition_name": renja.edition.name,
        "bidang_code": renja.bidang_code,
        "dated": renja.dated.isoformat() if renja.dated else None,
    }


def _ceilings(renja: Renja) -> Iterator[dict[str, Any]]:
    for one in renja.forum.ceilings.order_by("dated", "source_of_funds", "pk"):
        yield {
            "amount": _number(one.amount),
            "source": one.source_of_funds,
            "dated": one.dated.isoformat(),
            "basis": one.basis,
        }


# --- Lines -------------------------------------------------------------------------------------------


def _row(row: OutlineRow) -> dict[str, Any]:
    """A code of the plan with the sums below it; `node` is its official code, `code` the one that is printed."""
    return {
        "node": row.node.code,
        "code": row.code,
        "level": row.level,
        "name": row.node.name,
        "is_leaf": row.is_leaf,
        "pagu": _number(row.pagu),
        "forward_pagu": _number(row.forward),
        "line": _line(row.line) if row.line else None,
    }


def _line(line: RenjaLine) -> dict[str, Any]:
    return {
        "id": line.pk,
        "location": line.location,
        "target_group": line.target_group,
        "origin": line.origin,
        "urgency": sorted(line.urgency),
        "serves": [str(one) for one in line.aims],
        "unit": line.unit.name if line.unit else "",
        "note": line.note,
        "withheld_reason": line.withheld_reason,
        "indicators": [
            {
                "text": one.text,
                "target": _number(one.target),
                "target_label": one.target_label,
                "satuan": one.satuan,
                "forward_target": _number(one.forward_target),
            }
            for one in line.indicators.all()
        ],
        "fundings": [
            {"source": one.source, "amount": _number(one.amount), "forward": _number(one.forward)}
            for one in line.fundings.all()
        ],
        "answers": [
            {
                "proposal": one.proposal.number,
                "share": _number(one.share),
                "amount": _number(one.amount),
            }
            for one in sorted(line.answers, key=lambda one: one.proposal.number or "")
        ],
        "agreements": [
            {"id": one.pk, "urusan": one.urusan.name, "text": one.text}
            for one in sorted(line.agreements.all(), key=lambda one: one.pk)
        ],
    }


# --- Texts and tables --------------------------------------------------------------------------------


def _chapters(renja: Renja) -> Iterator[dict[str, Any]]:
    """What is written, in printed order; texts that this structure does not know are not of the document."""
    written: dict[str, Chapter] = {one.key: one for one in renja.chapters.exclude(html="")}
    for part in structure_of(renja.structure).writable():
        if part.key in written:
            yield {"key": part.key, "label": part.label, "html": written[part.key].html}


def _tables(renja: Renja) -> Iterator[dict[str, Any]]:
    """The typed tables that hold anything, with what is computed in them."""
    typed = structure_of(renja.structure).typed
    rows = read_tables(renja, typed)
    for table in typed:
        if rows[table.label]:
            yield {
                "label": table.label,
                "title": filled(table.title, renja.year, {}),
                "heads": [head_of(column, renja.year) for column in table.columns],
                "counted": [column.counts_rows for column in table.columns],
                "rows": [
                    {"id": one.row.pk, "code": printed_code(one.row, renja), "texts": list(one.texts)}
                    for one in rows[table.label]
                ],
            }


def _proposals(renja: Renja):
    """All that was submitted to the plan's forum, with published results alone; they cannot be read again as they were."""
    published = Decision.objects.published().only("proposal", "reason")
    told = (
        "number",
        "status",
        "title",
        "withheld_reason",
        "is_citywide",
        "volume",
        "agreed_volume",
        "volume_unit",
    )
    place = ("kelurahan__name", "kelurahan__kecamatan__name")
    return (
        Proposal.objects.submitted()
        .filter(forum=renja.forum_id)
        .select_related("kelurahan__kecamatan")
        .only(*told, *place)
        .prefetch_related(Prefetch("decisions", published, to_attr="published"))
        .order_by("number")
    )


def _proposal(one: Proposal) -> dict[str, Any]:
    """Of a withheld one its number, its state and the reason."""
    told: dict[str, Any] = {
        "number": one.number,
        "status": one.status,
        "withheld_reason": one.withheld_reason,
    }
    if one.is_withheld:
        return told
    return told | {
        "title": one.title,
        "place": one.place_label,
        "volume": _number(one.volume),
        "agreed_volume": _number(one.agreed_volume),
        "volume_unit": one.volume_unit,
        "reason": one.published[0].reason if one.published else "",
    }
