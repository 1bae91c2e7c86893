"""The tags of a typeset PDF, mended: what the typesetting library leaves out, and what the end of a page parts.

The library makes one table of each page, says not which headers are those of columns, hangs each piece of text on three
elements, and leaves heads and feet of pages tagged without a place. Afterwards a section, list or table that goes on over
pages is one; its repeated head and the furniture of the pages are artifacts; every header has its scope. A paragraph or row
that a page parts stays two. This is no PDF/UA, and no file claims it. Used in the child process; knows nothing of Django.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf

PLAIN = {"/NonStruct", "/Span"}  # say nothing that their text does not
GOING_ON = {"/Sect", "/Div", "/L", "/TBody"}
HEADINGS = {f"/H{level}" for level in range(1, 7)}
MARKED = re.compile(rb"/\w+\s+<<\s*/MCID (\d+)\s*>>\s+BDC")
ARTIFACT = b"/Artifact BMC"


@dataclass(slots=True, eq=False)
class Node:
    """An element of the tree: numbers among its `kids` are marked content of its page, dictionaries are links."""

    element: Dictionary
    tag: str
    page: int
    kids: list["Node | int | Dictionary"]

    def find(self, *tags: str) -> Iterator["Node"]:
        """Its own kids with these tags."""
        return (kid for kid in self.kids if isinstance(kid, Node) and kid.tag in tags)

    def walk(self) -> Iterator["Node"]:
        """Itself and everything below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.walk()


def mend_tags(path: Path) -> None:
    """In place. A file without tags stays as it is."""
    with Pdf.open(path, allow_overwriting_input=True) as pdf:
        if Name.StructTreeRoot not in pdf.Root:
            return
        document = read_tree(pdf)
        join_parted(document)
        for node in document.walk():
            write_node(node)
        give_scopes(document)
        release_furniture(pdf, number_content(pdf, document))
        with pdf.open_metadata() as metadata:
            metadata.load_from_docinfo(pdf.docinfo)
        pdf.save(path, object_stream_mode=ObjectStreamMode.generate)


def read_tree(pdf: Pdf) -> Node:
    """The document's element with everything below it; elements that say nothing are left out, their content moves up."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    (document,) = pdf.Root.StructTreeRoot.K
    return _read(document, pages)


def _read(element: Dictionary, pages: dict) -> Node:
    page = pages[element.Pg.objgen] if Name.Pg in element else 0
    node = Node(element, str(element.S), page, [])
    for kid in element.K:
        if isinstance(kid, int) or kid.get(Name.Type) == Name.OBJR:
            node.kids.append(kid)
        else:
            below = _read(kid, pages)
            node.kids.extend(below.kids if _is_idle(below, node) else [below])
    return node


def _is_idle(node: Node, above: Node) -> bool:
    return node.tag in PLAIN and node.page == above.page and Name.Alt not in node.element


def join_parted(node: Node) -> None:
    """Make one of neighbours that are one thing on two pages, and so on below them."""
    kids: list[Node | int | Dictionary] = []
    for kid in node.kids:
        if kids and isinstance(kid, Node) and isinstance(kids[-1], Node) and _goes_on(kids[-1], kid):
            _absorb(kids[-1], kid)
        else:
            kids.append(kid)
    node.kids = kids
    for kid in kids:
        if isinstance(kid, Node):
            join_parted(kid)


def _goes_on(first: Node, second: Node) -> bool:
    """Whether the second is what a new page left of the first: sections and boxes that begin anew begin with a heading."""
    if first.tag != second.tag or _last_page(first) + 1 != second.page:
        return False
    if first.tag == "/Table":
        head = _head_shape(first)
        return bool(head) and head == _head_shape(second)
    begins = second.kids[0] if second.kids else None
    return first.tag in GOING_ON and isinstance(begins, Node) and begins.tag not in HEADINGS


def _last_page(node: Node) -> int:
    below = [kid for kid in node.kids if isinstance(kid, Node)]
    return _last_page(below[-1]) if below else node.page


def _head_shape(table: Node) -> list[tuple[int, int]]:
    """How the cells of a table's head span: the head is the same on every page."""
    cells = (cell for head in table.find("/THead") for row in head.find("/TR") for cell in row.find("/TH"))
    spans = (cell.element.get(Name.A, Dictionary()) for cell in cells)
    return [(int(span.get(Name.ColSpan, 1)), int(span.get(Name.RowSpan, 1))) for span in spans]


def _absorb(first: Node, second: Node) -> None:
    """A table keeps its first head alone; its bodies become one."""
    if first.tag != "/Table":
        first.kids.extend(second.kids)
        return
    bodies = list(first.find("/TBody"))
    for body in second.find("/TBody"):
        if bodies:
            bodies[-1].kids.extend(body.kids)
        else:
            first.kids.append(body)


def write_node(node: Node) -> None:
    """Its kids and their parent into the file."""
    node.element.K = Array([kid.element if isinstance(kid, Node) else kid for kid in node.kids])
    for kid in node.kids:
        if isinstance(kid, Node):
            kid.element.P = node.element


def give_scopes(document: Node) -> None:
    """Headers in the head of a table are those of columns, others those of rows; cells need no list of them then."""
    for table in document.walk():
        if table.tag != "/Table":
            continue
        for part in table.find("/THead", "/TBody"):
            scope = Name.Column if part.tag == "/THead" else Name.Row
            for cell in part.walk():
                _give_scope(cell, scope)


def _give_scope(cell: Node, scope: Name) -> None:
    if cell.tag not in ("/TH", "/TD"):
        return
    attributes = cell.element.A
    if Name.Headers in attributes:
        del attributes.Headers
    if cell.tag == "/TH":
        attributes.Scope = scope
        if Name.ID in cell.element:
            del cell.element.ID


Held = dict[int, dict[int, Dictionary]]  # page → number of its marked content → element


def number_content(pdf: Pdf, document: Node) -> Held:
    """Write the way back from content and links to their elements, counted anew; what each page holds."""
    held: Held = defaultdict(dict)
    links: list[tuple[Dictionary, Dictionary]] = []
    for node in document.walk():
        for kid in node.kids:
            if isinstance(kid, int):
                held[node.page][kid] = node.element
            elif isinstance(kid, Dictionary):
                links.append((kid.Obj, node.element))
    numbers: list = []
    for place, page in enumerate(pdf.pages):
        page.obj.StructParents = place
        content = held[place]
        numbers += [place, Array([content.get(mcid) for mcid in range(max(content, default=-1) + 1)])]
    for place, (annotation, element) in enumerate(links, start=len(pdf.pages)):
        annotation.StructParent = place
        numbers += [place, element]
    root = pdf.Root.StructTreeRoot
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    root.ParentTreeNextKey = len(pdf.pages) + len(links)
    return held


def release_furniture(pdf: Pdf, held: Held) -> None:
    """Content that is marked on a page and has no place in the tree becomes an artifact."""
    for place, page in enumerate(pdf.pages):
        content = held[place]

        def kept(found: re.Match, content: dict[int, Dictionary] = content) -> bytes:
            return found[0] if int(found[1]) in content else ARTIFACT

        page.obj.Contents.write(MARKED.sub(kept, page.obj.Contents.read_bytes()))
