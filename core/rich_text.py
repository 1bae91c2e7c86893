"""HTML that people write in the editor: reduced to a short list of harmless elements."""

import re
from collections import Counter
from collections.abc import Iterator
from html import escape, unescape

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
SILENT = {"script", "style"}
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# To its end, also where a value holds ">"; nothing in it reads beyond the next "<", so many beginnings cost no more than one.
WHOLE_TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9]*)(?:"[^"<]*"|'[^'<]*'|[^<>"'])*>""")


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
    words = "".join(_words(_without(html, "<!--", "-->")))
    lines = (re.sub(r"[^\S\t]+", " ", line).strip() for line in words.splitlines())
    return "\n".join(line for line in lines if line)


def _words(html: str) -> Iterator[str]:
    """The text between the tags, and what a tag means for it. Takes as long as the text is, whatever stands in it."""
    position = 0
    for tag in WHOLE_TAG.finditer(html):
        if tag.start() < position:  # inside a script that was skipped
            continue
        yield _data(html[position : tag.start()])
        closing, name = tag[1], tag[2].lower()
        yield _meaning(name, bool(closing))
        position = tag.end()
        if name in SILENT and not closing:
            position = _end_of(html, f"</{name}", position)
    yield _data(html[position:])


def _data(text: str) -> str:
    return unescape(text).replace("\n", " ")


def _meaning(tag: str, closing: bool) -> str:
    if tag == "li" and not closing:
        return "\n- "
    if closing and tag in {"td", "th"}:
        return "\t"
    return "\n" if tag in BLOCKS else ""


def _end_of(html: str, mark: str, start: int) -> int:
    """Where silence ends: at the mark, or with the text."""
    found = re.compile(re.escape(mark), re.IGNORECASE).search(html, start)
    return found.start() if found else len(html)


def _without(html: str, begin: str, end: str) -> str:
    """The text without what lies between these marks; one that does not end lasts to the end."""
    kept, position = [], 0
    while (start := html.find(begin, position)) >= 0:
        kept.append(html[position:start])
        stop = html.find(end, start + len(begin))
        position = len(html) if stop < 0 else stop + len(end)
    return "".join([*kept, html[position:]])
