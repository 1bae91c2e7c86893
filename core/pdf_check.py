"""PDFs that people hand in: whole, open, of sane length, nothing else at the same time, and unable to act by themselves."""

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import pikepdf
from django.utils.translation import gettext_lazy as _
from pikepdf.settings import set_qpdf_limits

from core.errors import ContentRefused
from core.languages import filled_later

MAX_PAGES = 300
MAX_OBJECTS = 150_000
MAX_PARTS = 1_000_000  # dictionaries and arrays, wherever they are
UNPACKED_BYTES = 32 * 1024 * 1024  # of one packed stream; a small file can hide gigabytes
ACTIVE_KEYS = {"/JavaScript", "/JS", "/AA", "/Launch", "/EmbeddedFiles", "/EF", "/RichMedia", "/XFA"}
ACTIVE_ACTIONS = {
    "/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/GoToR", "/Rendition", "/RichMediaExecute",
    "/Movie", "/Sound",
}  # fmt: skip
SAFE_LINK = re.compile(r"https?://|mailto:|tel:|www\.|#|(?!//)[^:\\]*$", re.IGNORECASE)
LONGEST_LINK = 4_000
ACTIVE_ANNOTATIONS = {"/RichMedia", "/FileAttachment", "/Movie", "/Sound", "/Screen"}
LAST_LINE = b"%%EOF"
BLANK = b"\x00\t\n\x0c\r "
MENDED = "repairing"  # how qpdf's warnings end about a page that merely lacks an entry
QUIET_OPENING = {"/GoTo", None}

# For the whole process, before any thread opens a PDF.
set_qpdf_limits(
    flate_max_memory=UNPACKED_BYTES,
    png_max_memory=UNPACKED_BYTES,
    tiff_max_memory=UNPACKED_BYTES,
    run_length_max_memory=UNPACKED_BYTES,
    parser_max_container_size=MAX_OBJECTS,
)


def read_fully(raw: bytes) -> bytes:
    """The same bytes, when they are a PDF to be kept. Raises ContentRefused with an Indonesian reason."""
    if raw.rstrip(BLANK)[-len(LAST_LINE) :] != LAST_LINE or _is_archive(raw):
        raise _broken()
    try:
        with pikepdf.open(BytesIO(raw), attempt_recovery=False, suppress_warnings=True) as pdf:
            _check(pdf)
    except pikepdf.PasswordError as error:
        raise _encrypted() from error
    except ContentRefused:
        raise
    except Exception as error:  # the parser may stumble over hostile bytes in any way
        raise _broken() from error
    return raw


def _is_archive(raw: bytes) -> bool:
    """Programs that read archives look from the end: they would find one in these bytes too."""
    try:
        with ZipFile(BytesIO(raw)) as archive:
            return bool(archive.infolist())
    except (BadZipFile, ValueError, OSError):
        return False


def _check(pdf: pikepdf.Pdf) -> None:
    if pdf.is_encrypted:
        raise _encrypted()
    _check_parts(pdf)
    pages = len(pdf.pages)
    if not pages:
        raise ContentRefused(_("PDF tidak memuat halaman."))
    if pages > MAX_PAGES:
        raise ContentRefused(
            filled_later(
                _(
                    "PDF memuat %(pages)s halaman, paling banyak %(limit)s. Unggah bagian yang diperlukan saja."
                ),
                {"pages": pages, "limit": MAX_PAGES},
            )
        )


def _check_parts(pdf: pikepdf.Pdf) -> None:
    """Look at every object once. One that cannot be read here may act in a more lenient reader."""
    if len(pdf.objects) > MAX_OBJECTS:
        raise _too_complex()
    if any(_acts(dictionary) for dictionary in _dictionaries(pdf)):
        raise ContentRefused(
            _(
                "PDF memuat bagian aktif (skrip, lampiran, atau formulir dinamis). Cetak ulang sebagai PDF biasa."
            )
        )
    if any(not warning.endswith(MENDED) for warning in pdf.get_warnings()):
        raise _broken()


def _broken() -> ContentRefused:
    return ContentRefused(_("PDF rusak atau tidak lengkap. Cetak ulang sebagai PDF lalu unggah lagi."))


def _too_complex() -> ContentRefused:
    return ContentRefused(_("susunan PDF terlalu rumit. Cetak ulang sebagai PDF lalu unggah lagi."))


def _encrypted() -> ContentRefused:
    return ContentRefused(
        _("PDF dilindungi kata sandi atau enkripsi. Buka perlindungannya lalu unggah lagi.")
    )


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[dict[str, pikepdf.Object]]:
    """Every dictionary of the file; indirect objects come once each, so cycles cannot hold us."""
    waiting = [pdf.trailer, *pdf.objects]
    for _visited in range(MAX_PARTS):
        if not waiting:
            return
        thing = waiting.pop()
        if isinstance(thing, pikepdf.Stream):
            thing = thing.stream_dict
        if isinstance(thing, pikepdf.Dictionary):
            entries = dict(thing.items())
            yield entries
            children = list(entries.values())
        elif isinstance(thing, pikepdf.Array):
            children = list(thing)
        else:
            continue
        waiting.extend(child for child in children if _is_direct_container(child))
    raise _too_complex()


def _is_direct_container(thing: object) -> bool:
    return isinstance(thing, pikepdf.Dictionary | pikepdf.Array | pikepdf.Stream) and not thing.is_indirect


def _acts(entries: dict[str, pikepdf.Object]) -> bool:
    return (
        not ACTIVE_KEYS.isdisjoint(entries)
        or _name(entries.get("/S")) in ACTIVE_ACTIONS
        or _name(entries.get("/Subtype")) in ACTIVE_ANNOTATIONS
        or _name(entries.get("/Type")) == "/EmbeddedFile"
        or (_name(entries.get("/S")) == "/URI" and not _is_safe_link(str(entries.get("/URI", "")).strip()))
        or ("/OpenAction" in entries and _opens_with_action(entries["/OpenAction"]))
    )


def _is_safe_link(address: str) -> bool:
    return len(address) <= LONGEST_LINK and bool(SAFE_LINK.match(address))


def _opens_with_action(opening: pikepdf.Object) -> bool:
    """A place to open at (an array, or a plain GoTo) is harmless; anything else is an action."""
    return isinstance(opening, pikepdf.Dictionary) and _name(opening.get("/S")) not in QUIET_OPENING


def _name(thing: object) -> str | None:
    return str(thing) if isinstance(thing, pikepdf.Name) else None
