"""The parts of the document: what its edition of structure declares, filled with the plan's chapters."""

from collections.abc import Mapping

from core.rich_text import clean_html, html_to_text
from renja.models import Renja
from renja.structure import Declared, Structure, structure_of
from reports.report import Block, Part

Blocks = Mapping[str, Block]


def read_parts(renja: Renja, blocks: Blocks) -> tuple[Part, tuple[Part, ...]]:
    """The preface and the chapters with their text, cleaned once more on the way to paper, and their tables by label."""
    texts = {chapter.key: chapter.html for chapter in renja.chapters.all()}
    return fill_parts(structure_of(renja.structure), texts, blocks)


def fill_parts(
    structure: Structure, texts: Mapping[str, str], blocks: Blocks
) -> tuple[Part, tuple[Part, ...]]:
    """The same of these texts by key."""
    preface = _filled(structure.preface, texts, blocks, 1)
    return preface, tuple(_filled(part, texts, blocks, 1) for part in structure.chapters)


def _filled(declared: Declared, texts: Mapping[str, str], blocks: Blocks, level: int) -> Part:
    html = clean_html(texts.get(declared.key, ""))
    return Part(
        key=declared.key,
        number=declared.number,
        title=declared.title,
        level=level,
        html=html if html_to_text(html).strip() else "",
        blocks=tuple(blocks[label] for label in declared.tables),
        parts=tuple(_filled(part, texts, blocks, level + 1) for part in declared.parts),
    )
