"""A page that is kept for everybody, cut where each signed-in reader has a part of their own.

While such a page is made its parts are marked by comments with a secret of this process, so that no text of anybody looks like one;
nobody is ever sent them.
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

_SECRET = secrets.token_hex(16)
_END = f"<!--/{_SECRET}-->"
_PART = re.compile(f"<!--{_SECRET}:(\\w+)-->(.*?){_END}".encode(), re.DOTALL)


def marked(name: str, content: str) -> str:
    """`content` as the part `name`. Parts do not lie within each other."""
    return f"<!--{_SECRET}:{name}-->{content}{_END}"


@dataclass(frozen=True)
class Parted:
    """What lies between the parts, and the parts: their names and what strangers read in them."""

    between: tuple[bytes, ...]
    names: tuple[str, ...]
    strangers: tuple[bytes, ...]

    @classmethod
    def of(cls, content: bytes) -> "Parted":
        pieces = _PART.split(content)
        return cls(tuple(pieces[::3]), tuple(name.decode() for name in pieces[1::3]), tuple(pieces[2::3]))

    def for_strangers(self) -> bytes:
        return self._joined(self.strangers)

    def filled(self, parts: Mapping[str, str]) -> bytes:
        """The page of a reader; KeyError where one of its parts is missing."""
        return self._joined(tuple(parts[name].encode() for name in self.names))

    def _joined(self, parts: tuple[bytes, ...]) -> bytes:
        return b"".join(piece for pair in zip(self.between, (*parts, b""), strict=True) for piece in pair)
