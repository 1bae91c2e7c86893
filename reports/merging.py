"""Sections, lists of contents and the furniture of pages made one PDF: with bookmarks, links, page labels and one tree of tags.

Used in the child process; knows nothing of Django.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, OutlineItem, Page, Pdf, String

from reports.tags import join_parted, number_content, read_tree, write_node

PLACE = "tujuan:"  # how one section leads to a place in another one


@dataclass(frozen=True)
class Measured:
    """How many pages a section has, and on which of them (from 0) its places are."""

    pages: int
    places: dict[str, int]


def measure(path: Path) -> Measured:
    with Pdf.open(path) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        return Measured(
            len(pdf.pages), {name: numbers[page.objgen] for name, (page, *_rest) in _places_of(pdf)}
        )


def merge(plan: Path, target: Path) -> int:
    """What the plan names, written to `target`; how many pages that are.

    The plan is JSON: `front`, `chapters`, `furniture` and `foot` are paths, `sheets_of_front` is how many sheets of furniture
    come before page 1; `bookmarks` are rows of level, title and place; `information` is that of the file.
    """
    told = json.loads(plan.read_text(encoding="utf-8"))
    with Pdf.new() as pdf:
        document = _new_tree(pdf)
        places: dict[str, Array] = {}
        for path in told["front"]:
            _add_part(pdf, path, document, places)
        front = len(pdf.pages)
        for path in told["chapters"]:
            _add_part(pdf, path, document, places)
        _lay_under(pdf, told["furniture"], front, told["sheets_of_front"])
        _lay_foot(pdf, told["foot"])
        _link(pdf, places, {place: title for _level, title, place in told["bookmarks"]})
        _bookmark(pdf, told["bookmarks"], places)
        _label(pdf, front)
        _join_tags(pdf)
        _describe(pdf, told["information"])
        pdf.save(target, object_stream_mode=ObjectStreamMode.generate)
        return len(pdf.pages)


def _new_tree(pdf: Pdf) -> Dictionary:
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, K=Array()))
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([document])))
    document.P = pdf.Root.StructTreeRoot = root
    return document


def _add_part(pdf: Pdf, path: str, document: Dictionary, places: dict[str, Array]) -> None:
    """Its pages first: what the tags and places say of them follows to the copies."""
    with Pdf.open(path) as part:
        first = len(pdf.pages)
        pdf.add_pages_from(part, outlines="ignore")
        for element in part.Root.StructTreeRoot.K[0].K:
            del element.P
            document.K.append(pdf.copy_foreign(element))
        numbers = {page.obj.objgen: number for number, page in enumerate(part.pages, start=first)}
        for name, (page, *rest) in _places_of(part):
            places[name] = Array([pdf.pages[numbers[page.objgen]].obj, *rest])


def _places_of(pdf: Pdf) -> Iterator[tuple[str, list]]:
    """The named places of a section, as the typesetter writes them."""
    names = pdf.Root.get(Name.Names, Dictionary()).get(Name.Dests, Dictionary()).get(Name.Names, Array())
    for place in range(0, len(names), 2):
        yield str(names[place]), list(names[place + 1])


def _lay_under(pdf: Pdf, path: str, front: int, sheets_of_front: int) -> None:
    """Heads and numbers below what is printed, on every page behind the cover; they are artifacts already."""
    with Pdf.open(path) as furniture:
        sheets = [*furniture.pages[: front - 1], *furniture.pages[sheets_of_front:]]
        for page, sheet in zip(list(pdf.pages)[1:], sheets, strict=True):
            _draw_below(page, "Rangka", pdf.copy_foreign(sheet.as_form_xobject()))


def _lay_foot(pdf: Pdf, path: str) -> None:
    """Code and moment below every page, the same drawing for all of one kind; on the cover over its picture."""
    with Pdf.open(path) as foot:
        on_cover, upright, wide = (
            pdf.make_indirect(pdf.copy_foreign(sheet.as_form_xobject())) for sheet in foot.pages
        )
        cover, *pages = pdf.pages
        for page in pages:
            _, _, width, height = page.mediabox
            _draw_below(page, "Kaki", wide if width > height else upright)
        _let_draw(cover, "Kaki", on_cover)
        cover.contents_add(b"q", prepend=True)
        cover.contents_add(b"Q q /Kaki Do Q")


def _draw_below(page: Page, name: str, drawing: Object) -> None:
    _let_draw(page, name, drawing)
    page.contents_add(f"q /{name} Do Q".encode(), prepend=True)


def _let_draw(page: Page, name: str, drawing: Object) -> None:
    """The page knows the drawing; its resources may be those of other pages, too."""
    resources = Dictionary(page.obj.Resources)
    drawings = Dictionary(resources.get(Name.XObject, Dictionary()))
    drawings[f"/{name}"] = drawing
    resources.XObject = drawings
    page.obj.Resources = resources


def _link(pdf: Pdf, places: dict[str, Array], titles: dict[str, str]) -> None:
    """Links from section to section, each called by the title to which it leads."""
    pdf.Root.Names = Dictionary(
        Dests=Dictionary(
            Names=Array([each for name in sorted(places) for each in (String(name), places[name])])
        )
    )
    for page in pdf.pages:
        for note in page.obj.get(Name.Annots, Array()):
            address = str(note.A.get(Name.URI, "")) if Name.A in note else ""
            if address.startswith(PLACE):
                del note.A
                place = address.removeprefix(PLACE)
                note.Dest, note.Contents = String(place), String(titles.get(place, place))


def _bookmark(pdf: Pdf, rows: list, places: dict[str, Array]) -> None:
    with pdf.open_outline() as outline:
        above: list[tuple[int, list[OutlineItem]]] = [(0, outline.root)]
        for level, title, place in rows:
            while above[-1][0] >= level:
                above.pop()
            item = OutlineItem(title, places[place])
            above[-1][1].append(item)
            above.append((level, item.children))


def _label(pdf: Pdf, front: int) -> None:
    """The cover has no number, then i ii iii, then 1 2 3: readers show what is printed."""
    pdf.Root.PageLabels = Dictionary(
        Nums=Array([0, Dictionary(P=String("Sampul")), 1, Dictionary(S=Name.r), front, Dictionary(S=Name.D)])
    )


def _join_tags(pdf: Pdf) -> None:
    tree = read_tree(pdf)
    join_parted(tree)
    for node in tree.walk():
        write_node(node)
    number_content(pdf, tree)


def _describe(pdf: Pdf, information: dict[str, str]) -> None:
    pdf.Root.Lang = String("id")
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    for key, value in information.items():
        pdf.docinfo[f"/{key}"] = value
    with pdf.open_metadata() as metadata:
        metadata.load_from_docinfo(pdf.docinfo)
