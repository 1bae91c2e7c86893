"""How the text of a chapter is typed and kept: harmless HTML, a line per block so that it can be read in a textarea.

Whoever writes without the editor need not know HTML: an empty line parts paragraphs, "- " and "1. " make lists,
"## " makes a heading. What is already marked up stays as it is.
"""

import re
from itertools import groupby

from core.rich_text import clean_html, html_to_text

TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
BLOCKS = {"p", "h3", "h4", "ul", "ol", "blockquote", "table"}
# What people paste from elsewhere, in the words of the document: its own headings begin at the third level.
OURS = {"div": "p", "h1": "h3", "h2": "h3", "h5": "h4", "h6": "h4", "b": "strong", "i": "em"}
EMPTY = re.compile(r"<p>\s*</p>\s*")
KINDS = {"ul": re.compile(r"[-*•]\s+"), "ol": re.compile(r"\d{1,3}[.)]\s+"), "h3": re.compile(r"##\s+")}
END_OF_LINE = re.compile(
    r"(</(?:p|h3|h4|ul|ol|li|blockquote|table|thead|tbody|tr|td|th)>|<(?:ul|ol|blockquote|table|thead|tbody|tr)>)\s*"
)


def tidy_html(typed: str) -> str:
    """What is stored of a typed text: allowed elements only, loose lines made into blocks; "" without any words."""
    ours = TAG.sub(_renamed, typed.replace("\r\n", "\n"))
    html = clean_html("".join(_blocks(ours)))
    return END_OF_LINE.sub(r"\1\n", EMPTY.sub("", html)).strip() if html_to_text(html) else ""


def _renamed(tag: re.Match) -> str:
    name = OURS.get(tag[2].lower())
    return f"<{tag[1]}{name}>" if name else tag[0]


def _blocks(typed: str):
    """The blocks of HTML as they are, and loose text between them as blocks of its own."""
    depth, start, position = 0, 0, 0
    for tag in TAG.finditer(typed):
        closing, name = tag[1], tag[2].lower()
        if name not in BLOCKS or (closing and depth == 0):
            continue
        if not closing and depth == 0:
            yield from _made_blocks(typed[position : tag.start()])
            start = tag.start()
        depth = max(0, depth - 1) if closing else depth + 1
        if depth == 0:
            yield typed[start : tag.end()]
            start = position = tag.end()
    yield typed[start:] if depth else "".join(_made_blocks(typed[position:]))


def _made_blocks(text: str):
    loose = TAG.sub(lambda tag: "" if tag[2].lower() in BLOCKS else tag[0], text)  # ends without a beginning
    for paragraph in re.split(r"\n\s*\n", loose):
        lines = [line.strip() for line in paragraph.splitlines() if line.strip()]
        for kind, group in groupby(lines, key=_kind):
            yield _block(kind, list(group))


def _kind(line: str) -> str:
    return next((kind for kind, mark in KINDS.items() if mark.match(line)), "p")


def _block(kind: str, lines: list[str]) -> str:
    if kind == "p":
        return f"<p>{'<br>'.join(lines)}</p>"
    bare = [KINDS[kind].sub("", line, count=1) for line in lines]
    if kind == "h3":
        return "".join(f"<h3>{line}</h3>" for line in bare)
    return f"<{kind}>{''.join(f'<li>{line}</li>' for line in bare)}</{kind}>"
