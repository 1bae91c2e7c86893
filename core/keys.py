"""Keys of rows as an address or a form names them. What no page of ours sent is no key."""

from collections.abc import Iterable

DIGITS = 18  # as many as fit into the database's column, whatever they are


def key_of(text: str) -> int | None:
    """The number that a text of digits alone is."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS else None


def keys_of(texts: Iterable[str]) -> list[int]:
    """Those of them that are keys, in their order."""
    return [key for text in texts if (key := key_of(text)) is not None]
