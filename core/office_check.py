"""DOCX and XLSX that people hand in: whole, of the kind that the name says, and unable to act or to fetch by themselves."""

import re
from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from core.errors import ContentRefused
from core.languages import filled_later
from core.xml_check import read_xml
from core.zip_check import Package, damaged, open_package

XML = (".xml", ".rels", ".vml", ".svg")
MEDIA = (
    ".png", ".jpg", ".jpeg", ".jfif", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".wdp", ".odttf", ".ttf",
)  # fmt: skip
PRINTER = re.compile(r"xl/printersettings/printersettings\d+\.bin", re.IGNORECASE)
# How archives, programs and other containers begin; no picture does.
CONTAINERS = (
    b"PK", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ", b"MZ", b"\x7fELF", b"%PDF",
)  # fmt: skip
TYPES, TOP = "[Content_Types].xml", "_rels/.rels"
MAIN = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
MACROS = ("macro", "vba", "activex", "customui")  # in content types, relationships or names
EMBEDDED = ("oleobject", "package", "afchunk", "control")  # ends of relationship types
LINKED = ("externallink", "externallinkpath", "connections", "querytable", "attachedtemplate")
SAFE_LINK = re.compile(r"(?:https?://|mailto:|tel:|#)", re.IGNORECASE)
FETCHING = {"DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "IMPORT", "LINK", "MACROBUTTON", "DATABASE"}
FETCHING_FORMULA = re.compile(r"(?:WEBSERVICE|_xlfn\.IMAGE|RTD|CALL|REGISTER)\s*\(|\|", re.IGNORECASE)
QUOTED = re.compile(r'"[^"]*"')


def read_docx(raw: bytes) -> bytes:
    """The same bytes, when they are a DOCX to be kept. Raises ContentRefused with an Indonesian reason."""
    return _read_fully(raw, "docx")


def read_xlsx(raw: bytes) -> bytes:
    """The same bytes, when they are an XLSX to be kept. Raises ContentRefused with an Indonesian reason."""
    return _read_fully(raw, "xlsx")


def _read_fully(raw: bytes, kind: str) -> bytes:
    package = open_package(raw)
    _check_kind(package, kind)
    _check_names(package)
    for name in package.parts(".rels"):
        _check_relations(package, name)
    for name in package.parts(*XML):
        _check_words(package.read(name))
    return raw


def readable_package(raw: bytes) -> Package:
    """A package whose parts are sane XML, to be read for its values alone (imports of tables)."""
    package = open_package(raw)
    for name in package.parts(*XML):
        read_xml(package.read(name))
    return package


# What it is


def _check_kind(package: Package, kind: str) -> None:
    """The part that the package opens with is of this kind, and nothing in it is of a kind that acts."""
    if not {TYPES, TOP} <= set(package.names):
        raise damaged()
    types = _content_types(package)
    if any(word in content_type for content_type in types.values() for word in MACROS):
        raise _macros()
    opened = [target for relation, target, _mode in _relations(package, TOP) if relation == "officedocument"]
    if len(opened) != 1:
        raise damaged()
    target = "/" + opened[0].lstrip("/").lower()
    if types.get(target) != MAIN[kind]:
        raise ContentRefused(
            filled_later(
                _("isinya bukan %(kind)s. Simpan ulang dalam jenis yang benar lalu unggah lagi."),
                {"kind": kind.upper()},
            )
        )
    if target[1:] not in {name.lower() for name in package.names}:
        raise damaged()


def _content_types(package: Package) -> dict[str, str]:
    """Content type by part, and by extension; all in small letters."""
    types: dict[str, str] = {}

    def visit(name: str, attributes: dict[str, str]) -> None:
        key = attributes.get("PartName") or attributes.get("Extension") or ""
        types[key.lower()] = attributes.get("ContentType", "").lower()

    read_xml(package.read(TYPES), visit)
    return types


# What is in it


def _check_names(package: Package) -> None:
    for name in package.names:
        low = name.lower()
        if any(word in low for word in MACROS):
            raise _macros()
        if low.endswith(XML) or PRINTER.fullmatch(low):
            continue
        if not low.endswith(MEDIA) or package.beginning(name).startswith(CONTAINERS):
            raise _embedded()


def _relations(package: Package, name: str) -> list[tuple[str, str, str]]:
    """(end of the type, target, mode) of each relationship in a `.rels` part; type and mode in small letters."""
    found: list[tuple[str, str, str]] = []

    def visit(element: str, attributes: dict[str, str]) -> None:
        if element == "Relationship":
            kind = attributes.get("Type", "").lower().rpartition("/")[2]
            found.append((kind, attributes.get("Target", ""), attributes.get("TargetMode", "").lower()))

    read_xml(package.read(name), visit)
    return found


def _check_relations(package: Package, name: str) -> None:
    for kind, target, mode in _relations(package, name):
        if any(word in kind for word in MACROS):
            raise _macros()
        if kind in EMBEDDED:
            raise _embedded()
        if kind in LINKED or (
            mode == "external" and not (kind == "hyperlink" and SAFE_LINK.match(target.strip()))
        ):
            raise _linked()


def _check_words(data: bytes) -> None:
    """Fields of a text and formulas of a sheet that fetch or start something."""
    watch = _Watch()
    read_xml(data, watch.element, watch.text)
    watch.close()


class _Watch:
    """Gathers the code of fields and formulas, whose words may be spread over many pieces."""

    def __init__(self) -> None:
        self.gather: Callable[[str], None] | None = None
        self.field: list[str] = []
        self.formula: list[str] = []

    def element(self, name: str, attributes: dict[str, str]) -> None:
        if name == "fldChar":
            self._judge_field()
        elif name == "fldSimple":
            self.field.extend(value for key, value in attributes.items() if key.endswith("instr"))
            self._judge_field()
        if self.formula:
            self._judge_formula()
        places = {"instrText": self.field.append, "f": self.formula.append}
        self.gather = places.get(name)

    def text(self, words: str) -> None:
        if self.gather:
            self.gather(words)

    def close(self) -> None:
        self._judge_field()
        self._judge_formula()

    def _judge_field(self) -> None:
        words = "".join(self.field).split(maxsplit=1)
        self.field.clear()
        if words and words[0].upper() in FETCHING:
            raise _linked()

    def _judge_formula(self) -> None:
        formula = QUOTED.sub("", "".join(self.formula))
        self.formula.clear()
        if FETCHING_FORMULA.search(formula):
            raise _linked()


def _macros() -> ContentRefused:
    return ContentRefused(_("berkas memuat makro. Simpan ulang tanpa makro, atau unggah sebagai PDF."))


def _embedded() -> ContentRefused:
    return ContentRefused(
        _(
            "berkas memuat berkas atau objek lain di dalamnya. Hapus objek sisipan itu, atau unggah sebagai PDF."
        )
    )


def _linked() -> ContentRefused:
    return ContentRefused(
        _(
            "berkas mengambil isi dari tempat lain (tautan data, gambar tertaut, atau templat). "
            "Putuskan tautannya, atau unggah sebagai PDF."
        )
    )
