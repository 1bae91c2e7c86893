"""The text of the plan for readers: the parts in which something is written, in printed order."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.rich_text import clean_html, html_to_text
from renja.models import Renja
from renja.structure import Declared, Structure, structure_of


@dataclass(frozen=True)
class ReadPart:
    """A heading with its harmless HTML and the parts below it that are not empty."""

    declared: Declared
    html: str
    parts: tuple["ReadPart", ...]


def readable_html(html: str) -> str:
    """The text for a page: cleaned once more, each table in a box of its own that can be scrolled; "" without words."""
    if not html_to_text(html):
        return ""
    label = _("Tabel")
    box = f'<div class="scroll" role="group" aria-label="{label}" tabindex="0"><table>'
    return clean_html(html).replace("<table>", box).replace("</table>", "</table></div>")


def read_text(renja: Renja) -> tuple[ReadPart, ...]:
    """Everything that is written; one query."""
    texts = {chapter.key: chapter.html for chapter in renja.chapters.all()}
    return text_of(structure_of(renja.structure), texts)


def text_of(structure: Structure, texts: dict[str, str]) -> tuple[ReadPart, ...]:
    """The same of these texts by key."""
    return tuple(filter(None, (_part(part, texts) for part in (structure.preface, *structure.chapters))))


def _part(declared: Declared, texts: dict[str, str]) -> ReadPart | None:
    html = readable_html(texts.get(declared.key, ""))
    parts = tuple(filter(None, (_part(part, texts) for part in declared.parts)))
    return ReadPart(declared, html, parts) if html or parts else None
