"""The structure tree of the printed Renja, read back: complete, joined over pages, with scopes, and no reference in the air."""

import re
from collections import Counter

import pikepdf
import pytest

from core.money import number
from reports.pdf import write_pdf
from reports.tags import MARKED, Node, read_tree
from tests.reports.conftest import squeeze

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover]

ROWS = "".join(f"<tr><td>Baris {n}</td><td>{n}</td></tr>" for n in range(120))
LONG_TABLE = (
    "<!doctype html><html lang='id'><title>Contoh</title><section><h1>Judul</h1><h3>Tabel 1</h3><table>"
    "<thead style='display:table-header-group'><tr><th scope='col' colspan='2'>Kepala</th></tr></thead>"
    f"<tbody>{ROWS}</tbody></table><h3>Tabel 2</h3><table><tbody><tr><th>Kota</th><td>Balikpapan</td></tr></tbody></table>"
    "</section></html>"
)


@pytest.fixture(params=[2028, 2020])
def opened(plans, request):
    document, _facts = plans[request.param]
    with pikepdf.open(document.path) as pdf:
        yield document, pdf, read_tree(pdf)


def tables_of(tree: Node) -> list[Node]:
    return [node for node in tree.walk() if node.tag == "/Table"]


def heads_of(table: Node) -> list[Node]:
    return list(table.find("/THead"))


def content_of(page: pikepdf.Page) -> bytes:
    """What is drawn on a page, without the furniture that is laid under it."""
    contents = page.obj.Contents
    parts = contents if isinstance(contents, pikepdf.Array) else [contents]
    return b"\n".join(part.read_bytes() for part in parts)


def test_every_table_is_one_with_one_head(opened):
    document, _pdf, tree = opened
    printed = [table for table in tables_of(tree) if heads_of(table)]
    assert len(printed) >= len(document.content.tables)
    assert {len(heads_of(table)) for table in printed} == {1}
    longest = max(printed, key=lambda table: sum(1 for _node in table.walk()))
    rows = [node for node in longest.walk() if node.tag == "/TR"]
    assert len({row.page for row in rows}) > 1
    assert len(rows) >= len(document.content.plan.rows)


def test_every_header_has_its_scope_and_no_cell_a_list_of_headers(opened):
    _document, _pdf, tree = opened
    for table in tables_of(tree):
        for node in table.walk():
            if node.tag == "/TH":
                assert node.element.A.Scope in ("/Column", "/Row")
            elif node.tag == "/TD":
                assert "/Headers" not in node.element.A


def test_all_content_is_in_the_tree_or_an_artifact(opened):
    _document, pdf, tree = opened
    held = Counter()
    for node in tree.walk():
        held.update((node.page, kid) for kid in node.kids if isinstance(kid, int))
    marked = Counter()
    for place, page in enumerate(pdf.pages):
        found = MARKED.findall(content_of(page))
        marked.update((place, int(mcid)) for mcid in found)
    assert held == marked
    assert set(held.values()) == {1}


def test_parent_tree_leads_from_content_and_links_to_their_elements(opened):
    _document, pdf, tree = opened
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    parents = {int(numbers[n]): numbers[n + 1] for n in range(0, len(numbers), 2)}
    assert sorted(parents) == list(range(len(parents)))
    for node in tree.walk():
        for kid in node.kids:
            if isinstance(kid, int):
                held = parents[int(pdf.pages[node.page].obj.StructParents)][kid]
            elif isinstance(kid, pikepdf.Dictionary):
                held = parents[int(kid.Obj.StructParent)]
            else:
                assert kid.element.P.objgen == node.element.objgen
                continue
            assert held.objgen == node.element.objgen


def test_no_reference_leads_nowhere(opened):
    """Links, bookmarks and named places lead to pages of this file."""
    _document, pdf, _tree = opened
    pages = {page.obj.objgen for page in pdf.pages}
    names = pdf.Root.Names.Dests.Names
    places = {str(names[n]): names[n + 1] for n in range(0, len(names), 2)}
    assert {place[0].objgen for place in places.values()} <= pages
    links = [note for page in pdf.pages for note in page.obj.get("/Annots", [])]
    inside = [str(note.Dest) for note in links if "/Dest" in note]
    assert len(inside) > 20
    assert set(inside) <= set(places)
    called = {str(note.Dest): str(note.Contents) for note in links if "/Dest" in note}
    assert called["bagian-5"] == "BAB V Penutup"
    with pdf.open_outline() as outline:
        items = list(_flat(outline.root))
        assert {item.destination[0].objgen for item in items} <= pages


def _flat(items):
    for item in items:
        yield item
        yield from _flat(item.children)


def test_reading_order_is_the_printed_one(opened):
    document, _pdf, tree = opened
    headings = [node for node in tree.walk() if re.fullmatch("/H[1-4]", node.tag)]
    assert [node.page for node in headings] == sorted(node.page for node in headings)
    titles = [chapter.title for chapter in document.content.chapters]
    assert len([node for node in headings if node.tag == "/H1"]) >= len(titles) + 3


def test_each_line_of_the_plan_stands_in_the_text_with_all_that_it_says(plans):
    """In its order: between a code and the next one stand name, indicators, targets, place and amounts."""
    document, _facts = plans[2028]
    text = document.squeezed[document.squeezed.rindex("TabelT-C.33Rumusan") :]
    rows = [row for row in document.content.plan.rows if row.is_leaf and not row.withheld]
    starts = [text.index(squeeze(row.code + row.name[:30])) for row in rows]
    assert starts == sorted(starts)
    for row, start, end in zip(rows, starts, [*starts[1:], len(text)], strict=True):
        told = [row.name, row.location, number(row.pagu), number(row.forward_pagu), row.source]
        told += [part for one in row.targets for part in (one.text, one.target, one.forward)]
        assert [part for part in told if squeeze(part) not in text[start:end]] == []


def test_tables_of_other_shape_stay_apart_and_repeated_heads_are_artifacts(tmp_path):
    path = tmp_path / "tabel.pdf"
    write_pdf(LONG_TABLE, path)
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) > 2
        first, second = tables_of(read_tree(pdf))
        assert len([node for node in first.walk() if node.tag == "/TR"]) == 121
        assert [cell.element.A.Scope for cell in second.walk() if cell.tag == "/TH"] == ["/Row"]
        later = pdf.pages[1].obj.Contents.read_bytes()
        assert b"/Artifact BMC" in later
        assert len([node for node in read_tree(pdf).walk() if node.tag == "/Sect"]) == 1
