"""HTML that people write in the editor: reduced to a short list of harmless elements."""

import re
from collections import Counter
from html import escape
from html.parser import HTMLParser

import nh3

TABLE_TAGS = {"table", "thead", "tbody", "tr", "th", "td"}
TAGS = {"p", "br", "strong", "em", "u", "ul", "ol", "li", "h3", "h4", "blockquote", "a"} | TABLE_TAGS
SPANS = {"colspan", "rowspan"}
ATTRIBUTES = {"a": {"href"}, "td": SPANS, "th": SPANS}
SCHEMES = {"http", "https", "mailto"}
WIDEST_SPAN = 20  # a colspan of thousands keeps the typesetter busy for half a minute
DEEPEST = 30  # nesting beyond this is no text of a plan
BLOCKS = TAGS - {"strong", "em", "u", "a", "th", "td"}
RAW_DEEPEST = 300  # before cleaning: the parser's time grows with the square of it
END_BY_THEMSELVES = {"p", "li", "tr", "td", "th", "thead", "tbody", "br", "hr", "img", "col", "input", "meta"}
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    if name in SPANS:
        return value if value.isascii() and value.isdigit() and 1 <= int(value[:4]) <= WIDEST_SPAN else None
    if name == "href":
        return value if value.partition(":")[0].lower() in SCHEMES else None
    return value


def clean_html(html: str) -> str:
    """The same text with the allowed elements only; too deep a nesting becomes plain paragraphs."""
    if _depth(html) > RAW_DEEPEST:
        return _flattened(html)
    cleaned = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_keep_attribute,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
    )
    return cleaned if _depth(cleaned) <= DEEPEST else _flattened(cleaned)


def _depth(html: str) -> int:
    """How deep elements lie in one another, those left out that end by themselves."""
    open_tags: Counter[str] = Counter()
    depth = deepest = 0
    for closing, name in TAG.findall(html):
        tag = name.lower()
        if tag in END_BY_THEMSELVES or (closing and not open_tags[tag]):
            continue
        step = -1 if closing else 1
        open_tags[tag] += step
        depth += step
        deepest = max(deepest, depth)
    return deepest


def _flattened(html: str) -> str:
    lines = html_to_text(html).splitlines()
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines if line.strip())


def html_to_text(html: str) -> str:
    """The bare words, a line per block, cells parted by a tab; for search, export and comparison."""
    reader = _TextReader()
    reader.feed(html)
    reader.close()
    lines = (re.sub(r"[^\S\t]+", " ", line).strip() for line in "".join(reader.parts).splitlines())
    return "\n".join(line for line in lines if line)


class _TextReader(HTMLParser):
    SILENT = {"script", "style"}

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.silent += tag in self.SILENT
        if tag in BLOCKS:
            self.parts.append("\n")
        if tag == "li":
            self.parts.append("- ")

    def handle_endtag(self, tag: str) -> None:
        self.silent = max(0, self.silent - (tag in self.SILENT))
        if tag in BLOCKS:
            self.parts.append("\n")
        if tag in {"td", "th"}:
            self.parts.append("\t")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data.replace("\n", " "))
