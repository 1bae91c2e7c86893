"""The texts of chapters as paragraphs, lists and tables of Word; what may stand in them says `core.rich_text`."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from docx.text.paragraph import Paragraph
from lxml.etree import tostring
from lxml.html import HtmlElement, fragment_fromstring

from core.rich_text import clean_html, html_to_text
from reports.plan_files.word_file import PlanWord
from reports.report import Cell
from reports.word_parts import write

DEEPEST_LIST = 3  # as many styles has Word
MARKS = {"strong": "bold", "em": "italic", "u": "underline"}
HEADINGS = {"h3": 3, "h4": 4}
LISTS = {"ul": "List Bullet", "ol": "List Number"}


@dataclass(frozen=True)
class Place:
    """Where a paragraph stands: in how deep a list of which kind, counted by which numbering; in a quotation."""

    depth: int = 0
    kind: str = ""
    number: int = 0
    is_first: bool = False
    is_quoted: bool = False

    @property
    def style(self) -> str:
        """The style of Word for it."""
        if not self.depth:
            return "Quote" if self.is_quoted else ""
        level = f" {min(self.depth, DEEPEST_LIST)}" if self.depth > 1 else ""
        return (LISTS[self.kind] if self.is_first else "List Continue") + level


def add_text(word: PlanWord, html: str) -> None:
    """To the end of the document, cleaned once more."""
    if html.strip():
        _Text(word).blocks(fragment_fromstring(clean_html(html), create_parent="div"), Place())


class _Text:
    """Puts block after block into a document; words between blocks become a paragraph of their own."""

    def __init__(self, word: PlanWord) -> None:
        self.word = word
        self.open: Paragraph | None = None
        self.needs_space = False  # before what comes next

    def blocks(self, parent: HtmlElement, place: Place) -> None:
        self.open = None
        self._say(parent.text, place)
        for child in parent:
            place = self._child(child, place)
            self._say(child.tail, place)
        self.open = None

    def _child(self, child: HtmlElement, place: Place) -> Place:
        """Adds an element; where what comes after it stands."""
        tag = str(child.tag)
        if tag in HEADINGS:
            self.open = None
            self.word.titled(child.text_content(), HEADINGS[tag])
        elif tag in LISTS:
            self._list(child, place, tag)
        elif tag == "table":
            self._table(child)
        elif tag in ("p", "blockquote"):
            self.blocks(child, replace(place, is_quoted=place.is_quoted or tag == "blockquote"))
        else:
            self._inline(child, place, {})
            return place
        self.open = None
        return replace(place, is_first=False)

    def _list(self, found: HtmlElement, place: Place, tag: str) -> None:
        depth = place.depth + 1
        number = self.word.new_numbering(min(depth, DEEPEST_LIST)) if tag == "ol" else 0
        for item in found.iterchildren("li"):
            self.blocks(item, Place(depth, tag, number, True, place.is_quoted))

    def _table(self, found: HtmlElement) -> None:
        rows = [[_cell(cell) for cell in row.iterchildren("td", "th")] for row in found.iter("tr")]
        rows = [row for row in rows if row]
        if rows:
            self.open = None
            self.word.add_grid(rows, heads=_head_rows(found))

    def _inline(self, element: HtmlElement, place: Place, marks: dict[str, bool]) -> None:
        tag = str(element.tag)
        if tag == "br":
            self._paragraph(place).add_run().add_break()
            self.needs_space = False
            return
        inside = marks | ({MARKS[tag]: True} if tag in MARKS else {})
        if tag == "a":
            self._link(element, place)
            return
        self._say(element.text, place, inside)
        for child in element:
            self._inline(child, place, inside)
            self._say(child.tail, place, inside)

    def _link(self, element: HtmlElement, place: Place) -> None:
        self.word.link(self._paragraph(place), element.text_content(), element.get("href", ""))
        self.needs_space = True

    def _say(self, text: str | None, place: Place, marks: dict[str, bool] | None = None) -> None:
        """Words with single spaces between them, none at the beginning of a paragraph."""
        text = text or ""
        words = " ".join(text.split())
        if not words:
            if text and self.open is not None and self.needs_space:
                write(self.open, " ")
                self.needs_space = False
            return
        paragraph = self._paragraph(place)
        before = " " if text[0].isspace() and self.needs_space else ""
        after = " " if text[-1].isspace() else ""
        write(paragraph, before + words + after, **(marks or {}))
        self.needs_space = not after

    def _paragraph(self, place: Place) -> Paragraph:
        if self.open is None:
            number = place.number if place.is_first else 0
            self.open, self.needs_space = self.word.text_paragraph(place.style, number=number), False
        return self.open


def _cell(element: HtmlElement) -> Cell:
    words = html_to_text(tostring(element, encoding="unicode", with_tail=False))
    return Cell(words.strip(), colspan=int(element.get("colspan", 1)), rowspan=int(element.get("rowspan", 1)))


def _head_rows(table: HtmlElement) -> int:
    """The rows of its head, or those at its beginning that hold nothing but heads."""
    rows: Iterable[HtmlElement] = [row for row in table.iter("tr") if len(row)]
    count = 0
    for row in rows:
        if any(cell.tag != "th" for cell in row):
            break
        count += 1
    return count
