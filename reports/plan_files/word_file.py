"""A Word document with headings, captions, contents and numbered sections; `reports.word` knows letters, this knows a book."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.translation import gettext as _
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from reports.plan_files.word_fields import add_bookmark, bookmark_of, field_begin, field_mark, whole_field
from reports.plan_files.word_grid import plain_table, table_element
from reports.plan_files.word_styles import add_styles
from reports.report import Cell, PrintedTable
from reports.word import A4, A4_LANDSCAPE, JUSTIFIED, RIGHT, WordFile
from reports.word_parts import add_field, element, printable, write

CONTENTS = 'TOC \\o "1-2" \\h \\z \\u'
TABLES = 'TOC \\h \\z \\c "Tabel"'
NOT_COUNTED = "…"  # in place of the number of a page, until the word processor counts them


@dataclass(frozen=True)
class Entry:
    """A line of the contents: its words, where it leads to, how deep it stands."""

    text: str
    anchor: str
    level: int = 1


class PlanWord(WordFile):
    """A book on A4: upright text, wide tables on their side; each method adds to its end."""

    def __init__(self, *, title: str, author: str) -> None:
        super().__init__(title=title, author=author, paper=A4, size=11)
        self.bookmarks = 0
        add_styles(self.document)

    # --- Text ----------------------------------------------------------------------------------------

    def titled(self, text: str, level: int, *, number: str = "", anchor: str = "") -> Paragraph:
        """A heading in Word's own style, to which the contents lead; the number of a chapter stands above its title."""
        added = self.document.add_paragraph(style=f"Heading {level}")
        if number:
            run = added.add_run(printable(number))
            run.add_break() if level == 1 else run.add_tab()
        write(added, text)
        self._mark(added, anchor)
        return added

    def text_paragraph(self, style: str = "", *, number: int = 0) -> Paragraph:
        """An empty paragraph of a text; `number` is the numbering that counts it."""
        added = self.document.add_paragraph(style=style or None)
        added.alignment, added.paragraph_format.space_after = JUSTIFIED, Pt(3 if style else 6)
        if number:
            numbered = added._p.get_or_add_pPr().get_or_add_numPr()
            numbered.get_or_add_ilvl().val, numbered.get_or_add_numId().val = 0, number
        return added

    def link(self, paragraph: Paragraph, text: str, address: str) -> None:
        """Words that lead to a page on the web."""
        safe = quote(address, safe=":/?#[]@!$&'()*+,;=%-._~")
        field = element("w:fldSimple", instr=f'HYPERLINK "{safe}"')
        write(paragraph, text, underline=True)
        field.append(paragraph.runs[-1]._r)
        paragraph._p.append(field)

    def new_numbering(self, level: int) -> int:
        """A list that counts from one again, where Word would go on with the last one."""
        style = "List Number" + (f" {level}" if level > 1 else "")
        numbering = self.document.part.numbering_part.element
        model = self.document.styles[style].element.pPr.numPr.numId.val
        abstract = next(num.abstractNumId.val for num in numbering.num_lst if num.numId == model)
        added = numbering.add_num(abstract)
        added.add_lvlOverride(ilvl=0).add_startOverride(1)
        return added.numId

    # --- Tables --------------------------------------------------------------------------------------

    def official_table(self, table: PrintedTable, office: str) -> None:
        """Caption, the line above, the table, its notes."""
        self.caption(table.head.label, table.head.title, anchor=table.head.anchor)
        told = _("Nama Perangkat Daerah : %(office)s") % {"office": office}
        line = self.paragraph(told, size=8.5, after=2, keep=True)
        if table.head.has_money:
            line.paragraph_format.tab_stops.add_tab_stop(Mm(self.paper.text_width), WD_TAB_ALIGNMENT.RIGHT)
            write(line, "\t" + _("Jumlah dalam rupiah"), size=8.5)
        self._put(table_element(table.head, table.rows, width=self.paper.text_width))
        for note in filter(None, (table.head.credit, *table.notes, table.head.note)):
            self.paragraph(note, size=8, after=3)

    def add_grid(self, rows: Sequence[Sequence[Cell]], *, heads: int) -> None:
        """A table out of a text."""
        self._put(plain_table(rows, heads=heads, width=self.paper.text_width))

    def _put(self, table) -> None:
        self.document.element.body.insert_element_before(table, "w:sectPr")
        self._gap(6)

    def caption(self, label: str, title: str, *, anchor: str) -> None:
        """`Tabel T-C.33` and its title; the label is the law's, and the hidden counter what the list of tables goes by."""
        added = self.document.add_paragraph(style="Caption")
        write(added, _("Tabel %(label)s") % {"label": label} + " ")
        for run in whole_field("SEQ Tabel", "", is_hidden=True):
            added._p.append(run)
        write(added, title)
        self._mark(added, anchor)

    # --- Contents ------------------------------------------------------------------------------------

    def contents(self, entries: Iterable[Entry]) -> None:
        self._list(entries, CONTENTS, "toc")

    def list_of_tables(self, entries: Iterable[Entry]) -> None:
        self._list(entries, TABLES, "table of figures")

    def _list(self, entries: Iterable[Entry], instruction: str, style: str) -> None:
        """A field with its lines there already; the word processor counts the pages when it opens the file."""
        lines = [self._entry(entry, style) for entry in entries]
        if lines:
            lines[0]._p.pPr.addnext(begin := field_mark("begin", is_dirty=True))
            for run in reversed(field_begin(instruction)[1:]):
                begin.addnext(run)
            lines[-1]._p.append(field_mark("end"))

    def _entry(self, entry: Entry, style: str) -> Paragraph:
        name = f"{style} {entry.level}" if style == "toc" else style
        added = self.document.add_paragraph(style=name)
        target = bookmark_of(entry.anchor)
        link = element("w:hyperlink", anchor=target, history="1")
        write(added, f"{entry.text}\t")
        link.append(added.runs[-1]._r)
        for run in whole_field(f"PAGEREF {target} \\h", NOT_COUNTED):
            link.append(run)
        added._p.append(link)
        return added

    def _mark(self, paragraph: Paragraph, anchor: str) -> None:
        if anchor:
            self.bookmarks += 1
            add_bookmark(paragraph, bookmark_of(anchor), self.bookmarks)

    # --- Sections ------------------------------------------------------------------------------------

    def section(self, *, wide: bool = False, numbers: str = "decimal", start: int | None = None) -> None:
        """What follows stands on new pages, counted in `numbers`, from `start` where that is said."""
        self.new_section(A4_LANDSCAPE if wide else A4)
        properties = self.document.sections[-1]._sectPr
        for old in properties.findall(qn("w:pgNumType")):
            properties.remove(old)
        told = {"fmt": numbers} | ({} if start is None else {"start": str(start)})
        properties.find(qn("w:pgMar")).addnext(element("w:pgNumType", **told))

    def running(self, head: str, foot: str) -> None:
        """What stands on each page from this section on, with its number."""
        section = self.document.sections[-1]
        section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
        write(section.header.paragraphs[0], head, size=8)
        write(section.footer.paragraphs[0], foot, size=8)
        number = section.footer.add_paragraph()
        number.alignment = RIGHT
        add_field(number, "PAGE", size=9)
