"""XML inside files that people hand in: well-formed, without a document type, of sane depth and number."""

from collections.abc import Callable
from xml.parsers import expat

from django.utils.translation import gettext_lazy as _

from core.errors import ContentRefused

MAX_DEPTH = 200
MAX_ELEMENTS = 3_000_000

Visit = Callable[[str, dict[str, str]], None]


def read_xml(data: bytes, visit: Visit | None = None, text: Callable[[str], None] | None = None) -> int:
    """Read a part to its end and return how many elements it has; `visit` is told their names without namespace.

    A document type is refused as soon as it begins, so no entity is ever defined, let alone expanded or fetched.
    """
    reader = _Reader(visit, text)
    try:
        reader.parser.Parse(data, True)
    except ContentRefused:
        raise
    except (expat.ExpatError, ValueError, LookupError) as error:  # LookupError: an encoding that nobody knows
        raise ContentRefused(
            _("berkas memuat bagian yang tidak dapat dibaca. Simpan ulang lalu unggah lagi.")
        ) from error
    return reader.count


class _Reader:
    """One pass of expat. Its handlers count, and refuse."""

    def __init__(self, visit: Visit | None, text: Callable[[str], None] | None) -> None:
        self.visit, self.depth, self.count = visit, 0, 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        if text:
            self.parser.CharacterDataHandler = text

    def _refuse_doctype(self, *declared) -> None:
        raise ContentRefused(
            _("berkas memuat bagian yang tidak diterima (DTD). Simpan ulang dari Word atau Excel.")
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.count += 1
        if self.depth > MAX_DEPTH or self.count > MAX_ELEMENTS:
            raise ContentRefused(
                _("susunan berkas terlalu rumit. Bagi menjadi beberapa berkas, atau unggah sebagai PDF.")
            )
        if self.visit:
            self.visit(name.rpartition(" ")[2], attributes)

    def _end(self, name: str) -> None:
        self.depth -= 1
