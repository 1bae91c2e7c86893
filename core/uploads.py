"""Files that people hand in: taken only when name, first bytes and full content agree.

Images are drawn anew, so nothing of their metadata (place, device) is kept. PDFs, DOCX and XLSX stay as
they are, and are refused when they carry anything that acts by itself (`core.pdf_check`, `core.office_check`).
"""

import hashlib
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import PurePosixPath
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import csv_check, image_check, office_check, pdf_check, zip_check
from core.errors import ContentRefused
from core.money import number

LONGEST_NAME = 120  # characters, the extension included


class UploadRefused(ValidationError):
    """The file cannot be taken; the text says why and how to mend it."""


@dataclass(frozen=True)
class Kind:
    """A type of file: how it begins, and what reads it to the end and returns what to keep."""

    content_type: str
    magic: bytes
    read_fully: Callable[[bytes], bytes]


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be stored. `content.name` is a new random name, `size` counts bytes as stored."""

    content: ContentFile
    original_name: str
    content_type: str
    size: int
    sha256: str
    extension: str


KINDS = {
    "pdf": Kind("application/pdf", b"%PDF-", pdf_check.read_fully),
    "jpg": Kind("image/jpeg", b"\xff\xd8\xff", image_check.redraw_jpeg),
    "png": Kind("image/png", b"\x89PNG\r\n\x1a\n", image_check.redraw_png),
    "docx": Kind(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        zip_check.BEGIN,
        office_check.read_docx,
    ),
    "xlsx": Kind(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        zip_check.BEGIN,
        office_check.read_xlsx,
    ),
    "csv": Kind("text/csv", b"", csv_check.read_fully),
}
ALIASES = {"jpeg": "jpg", "jpe": "jpg"}
PAPERS_AND_PICTURES = ("pdf", "jpg", "png")
OFFICE_TOO = (*PAPERS_AND_PICTURES, "docx", "xlsx")
# Names that Windows keeps for devices, whatever their extension.
RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(10))}


def check_upload(uploaded_file: UploadedFile, allowed: Collection[str] = PAPERS_AND_PICTURES) -> CheckedFile:
    """What may be stored of an upload; at most `settings.UPLOAD_MAX_BYTES`.

    Raises UploadRefused with a sentence that names the file and the remedy.
    """
    name = clean_name(uploaded_file.name or "")
    extension = _extension(name, allowed)
    _check_size(uploaded_file.size, name)
    uploaded_file.seek(0)
    content = _read(uploaded_file.read(), extension, name)
    return CheckedFile(
        content=ContentFile(content, name=f"{uuid4()}.{extension}"),
        original_name=name,
        content_type=KINDS[extension].content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        extension=extension,
    )


def clean_name(name: str) -> str:
    """The last part of a path without control characters or hidden direction marks, shortened in the middle."""
    bare = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    visible = "".join(
        " " if character.isspace() else character
        for character in bare
        if character.isspace() or not unicodedata.category(character).startswith("C")
    )
    tidy = " ".join(visible.split()).strip(". ")
    if tidy.partition(".")[0].rstrip().upper() in RESERVED:
        tidy = f"berkas {tidy}"
    if len(tidy) <= LONGEST_NAME:
        return tidy or "berkas"
    suffix = PurePosixPath(tidy).suffix[:10]
    return tidy[: LONGEST_NAME - len(suffix)].rstrip() + suffix


def _extension(name: str, allowed: Collection[str]) -> str:
    typed = PurePosixPath(name).suffix.lower().lstrip(".")
    extension = ALIASES.get(typed, typed)
    if extension in allowed and extension in KINDS:
        return extension
    raise UploadRefused(
        gettext_lazy("Berkas “%(name)s” tidak dapat diterima. Unggah berkas berjenis %(kinds)s."),
        code="extension",
        params={"name": name, "kinds": lazy(listed, str)(allowed)},
    )


def listed(allowed: Collection[str]) -> str:
    """Kinds as people read them: `PDF, JPG, atau PNG`."""
    *others, last = [kind.upper() for kind in allowed]
    if not others:
        return last
    joined = _(", atau ") if len(others) > 1 else _(" atau ")
    return joined.join([", ".join(others), last])


def offered(allowed: Collection[str]) -> str:
    """What a browser's file dialogue offers: `.pdf,.jpg,.png,.jpeg`, and by their types, for which phones offer the camera."""
    names = [kind for kind in (*allowed, *ALIASES) if ALIASES.get(kind, kind) in allowed and kind != "jpe"]
    return ",".join([*(f".{name}" for name in names), *(KINDS[kind].content_type for kind in allowed)])


def _check_size(size: int | None, name: str) -> None:
    if not size:
        raise UploadRefused(
            gettext_lazy("Berkas “%(name)s” kosong. Periksa lalu unggah lagi."),
            code="empty",
            params={"name": name},
        )
    if size > settings.UPLOAD_MAX_BYTES:
        raise UploadRefused(
            gettext_lazy(
                "Berkas “%(name)s” berukuran %(size)s MB, paling besar %(limit)s MB. Perkecil lalu unggah lagi."
            ),
            code="size",
            params={"name": name, "size": _megabytes(size), "limit": _megabytes(settings.UPLOAD_MAX_BYTES)},
        )


def _megabytes(size: int) -> str:
    return number(round(size / 1024 / 1024, 1))


def _read(raw: bytes, extension: str, name: str) -> bytes:
    kind = KINDS[extension]
    if not raw.startswith(kind.magic):
        raise UploadRefused(
            gettext_lazy(
                "Isi berkas “%(name)s” bukan %(kind)s. Simpan ulang dalam jenis yang benar lalu unggah lagi."
            ),
            code="content",
            params={"name": name, "kind": extension.upper()},
        )
    try:
        return kind.read_fully(raw)
    except ContentRefused as error:
        raise UploadRefused(
            gettext_lazy("Berkas “%(name)s” tidak dapat diterima: %(why)s"),
            code="content",
            params={"name": name, "why": error},
        ) from error
