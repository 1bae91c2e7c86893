"""The text of the plan for readers: the parts in which something is written, in printed order."""

from dataclasses import dataclass

from core.rich_text import clean_html, html_to_text
from renja.models import Renja
from renja.structure import Declared, structure_of


@dataclass(frozen=True)
class ReadPart:
    """A heading with its harmless HTML and the parts below it that are not empty."""

    declared: Declared
    html: str
    parts: tuple["ReadPart", ...]


def read_text(renja: Renja) -> tuple[ReadPart, ...]:
    """Everything that is written; one query."""
    texts = {chapter.key: chapter.html for chapter in renja.chapters.all()}
    structure = structure_of(renja.structure)
    return tuple(filter(None, (_part(part, texts) for part in (structure.preface, *structure.chapters))))


def _part(declared: Declared, texts: dict[str, str]) -> ReadPart | None:
    html = clean_html(texts.get(declared.key, ""))
    html = html if html_to_text(html) else ""
    parts = tuple(filter(None, (_part(part, texts) for part in declared.parts)))
    return ReadPart(declared, html, parts) if html or parts else None
