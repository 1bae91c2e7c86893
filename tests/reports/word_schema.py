"""Whether a DOCX is one that Word opens without a word: its parts are all there, and its elements stand in the order of the schema."""

import io
import zipfile
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# ECMA-376, part 1: the order of what we write inside each of these.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps strike color sz szCs highlight u shd vertAlign lang",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "tblPr": "tblStyle tblpPr tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols titlePg docGrid",
}


def problems_of(content: bytes) -> list[str]:
    """What is wrong with it, in words; nothing for a sound one."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = set(package.namelist())
        parts = {name: package.read(name) for name in names if name.endswith((".xml", ".rels"))}
    trees = {name: ElementTree.fromstring(text) for name, text in parts.items()}
    return [
        *(
            problem
            for name, tree in trees.items()
            if name.endswith(".rels")
            for problem in _missing(name, tree, names)
        ),
        *(
            problem
            for name, tree in trees.items()
            if name.startswith("word/")
            for problem in _disorder(name, tree)
        ),
    ]


def _missing(name: str, tree, names: set[str]):
    folder = name.removeprefix("_rels/").rpartition("_rels/")[0]
    for one in tree.iter(RELS):
        if one.get("TargetMode") == "External":
            yield f"{name}: fetches {one.get('Target')}"
            continue
        target = one.get("Target")
        path = target.lstrip("/") if target.startswith("/") else _joined(folder, target)
        if path not in names:
            yield f"{name}: {target} is not there"


def _joined(folder: str, target: str) -> str:
    while target.startswith("../"):
        folder, target = folder.rstrip("/").rpartition("/")[0] + "/", target[3:]
    return f"{folder}{target}".lstrip("/")


def _disorder(name: str, tree):
    for tag, order in ORDER.items():
        places = {child: place for place, child in enumerate(order.split())}
        for element in tree.iter(W + tag):
            found = [child.tag.removeprefix(W) for child in element]
            known = [places[child] for child in found if child in places]
            if known != sorted(known):
                yield f"{name}: <{tag}> holds {found}"
