"""The parts of the document: what its edition of structure declares, filled with the plan's chapters."""

from core.rich_text import clean_html, html_to_text
from renja.models import Renja
from renja.structure import Declared, structure_of
from reports.report import Part

BLOCKS = {
    "T-C.32": ("reports/renja/_proposal_table.html",),
    "T-C.33": ("reports/renja/_plan_lead.html", "reports/renja/_plan_table.html"),
    "rekapitulasi": ("reports/renja/_recap.html",),
}


def read_parts(renja: Renja) -> tuple[Part, tuple[Part, ...]]:
    """The preface and the chapters with their text, cleaned once more on the way to paper."""
    texts = {chapter.key: chapter.html for chapter in renja.chapters.all()}
    structure = structure_of(renja.structure)
    return _filled(structure.preface, texts, 1), tuple(_filled(part, texts, 1) for part in structure.chapters)


def empty_parts(renja: Renja) -> list[Declared]:
    """The parts that wait for a text: those with nothing below them and nothing written."""
    written = {chapter.key for chapter in renja.chapters.all() if html_to_text(chapter.html).strip()}
    return [part for part in structure_of(renja.structure).writable() if part.key not in written]


def _filled(declared: Declared, texts: dict[str, str], level: int) -> Part:
    html = clean_html(texts.get(declared.key, ""))
    return Part(
        key=declared.key,
        number=declared.number,
        title=declared.title,
        level=level,
        html=html if html_to_text(html).strip() else "",
        blocks=tuple(block for table in declared.tables for block in BLOCKS[table]),
        parts=tuple(_filled(part, texts, level + 1) for part in declared.parts),
    )
