"""Fields and bookmarks of WordprocessingML: what the word processor counts, looks up and fills by itself."""

from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from reports.word_parts import element, printable

LONGEST_NAME = 40  # characters of a bookmark


def bookmark_of(anchor: str) -> str:
    """A name that a bookmark may have: letters, digits, low lines."""
    return "".join(letter if letter.isalnum() else "_" for letter in anchor)[:LONGEST_NAME]


def add_bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Around all that the paragraph says; `number` is its own in the document."""
    begin = element("w:bookmarkStart", id=str(number), name=name)
    properties = paragraph._p.pPr
    if properties is None:
        paragraph._p.insert(0, begin)
    else:
        properties.addnext(begin)
    paragraph._p.append(element("w:bookmarkEnd", id=str(number)))


def field_mark(kind: str, *, is_dirty: bool = False):
    """The run at which a field begins, shows its result, or ends; a dirty one is counted when the file is opened."""
    run = element("w:r")
    run.append(element("w:fldChar", fldCharType=kind, **({"dirty": "true"} if is_dirty else {})))
    return run


def field_begin(instruction: str, *, is_dirty: bool = False) -> list:
    """The runs up to what a field shows."""
    told = element("w:r")
    text = element("w:instrText")
    text.text = f" {instruction} "
    text.set(qn("xml:space"), "preserve")
    told.append(text)
    return [field_mark("begin", is_dirty=is_dirty), told, field_mark("separate")]


def whole_field(instruction: str, shown: str, *, is_hidden: bool = False) -> list:
    """The runs of a field with what it shows until it is counted; a hidden one is counted and not seen."""
    runs = [*field_begin(instruction), text_run(shown), field_mark("end")]
    for run in runs if is_hidden else ():
        look = element("w:rPr")
        look.append(element("w:vanish"))
        run.insert(0, look)
    return runs


def text_run(text: str):
    run = element("w:r")
    words = element("w:t")
    words.text = printable(text)
    words.set(qn("xml:space"), "preserve")
    run.append(words)
    return run
