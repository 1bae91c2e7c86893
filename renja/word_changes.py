"""What changed between two texts, in words: paragraph by paragraph, only the paragraphs that differ."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from core.rich_text import html_to_text

SAME, ADDED, DROPPED = "same", "added", "dropped"
WORD = re.compile(r"\S+\s*")
# Beyond these a comparison would keep somebody waiting: what differs is then shown as taken out and put in.
MOST_PAIRS = 4_000_000  # paragraphs of the one text times those of the other
MOST_WORDS = 800  # of one paragraph


@dataclass(frozen=True)
class Piece:
    """Some words that stayed, came in or went out."""

    kind: str
    text: str


Paragraph = tuple[Piece, ...]


def changed_paragraphs(before: str, after: str) -> tuple[Paragraph, ...]:
    """The paragraphs of two HTML texts that differ, in the order of the newer one; none where the words are the same."""
    old, new = html_to_text(before).splitlines(), html_to_text(after).splitlines()
    return tuple(_changed(old, new))


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[Paragraph]:
    for kind, i1, i2, j1, j2 in _blocks(old, new):
        if kind == "equal":
            continue
        gone, come = old[i1:i2], new[j1:j2]
        yield from (_words(one, other) for one, other in zip(gone, come, strict=False) if one != other)
        pairs = min(len(gone), len(come))
        yield from ((Piece(DROPPED, text),) for text in gone[pairs:])
        yield from ((Piece(ADDED, text),) for text in come[pairs:])


def _blocks(old: Sequence, new: Sequence) -> Sequence[tuple]:
    if len(old) * len(new) > MOST_PAIRS:
        return [("replace", 0, len(old), 0, len(new))] if list(old) != list(new) else []
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _words(before: str, after: str) -> Paragraph:
    old, new = WORD.findall(before), WORD.findall(after)
    if max(len(old), len(new)) > MOST_WORDS:
        return (Piece(DROPPED, before), Piece(ADDED, after))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < 0.3:  # another paragraph altogether
        return (Piece(DROPPED, before), Piece(ADDED, after))
    return tuple(_pieces(old, new, matcher))


def _pieces(old: list[str], new: list[str], matcher: SequenceMatcher) -> Iterator[Piece]:
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            yield Piece(SAME, "".join(new[j1:j2]))
            continue
        if i2 > i1:
            yield Piece(DROPPED, "".join(old[i1:i2]))
        if j2 > j1:
            yield Piece(ADDED, "".join(new[j1:j2]))
