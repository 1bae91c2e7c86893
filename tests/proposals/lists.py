"""Workbooks as Bappeda sends them, made for tests."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from proposals.importing.services import begin_import, choose_columns
from proposals.models import ImportBatch

HEAD = [
    "ID Usulan",
    "Usulan",
    "Permasalahan",
    "Kecamatan",
    "Kelurahan",
    "RT",
    "Volume",
    "Satuan",
    "Anggaran (Rp)",
]
FIRST = [
    "M-1",
    "Titik Wi-Fi di dermaga",
    "Sinyal lemah.",
    "Balikpapan Tengah",
    "Gunung Sari Ilir",
    "4",
    2,
    "titik",
    25_000_000,
]
SECOND = [
    "M-2",
    "Pelatihan literasi digital",
    "Warga belum paham.",
    "Balikpapan Tengah",
    "Karang Jati",
    "",
    200,
    "orang",
    5_000_000,
]


def workbook(*sheets: tuple[str, list[list]], merged: dict[str, list[str]] | None = None) -> Workbook:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for ref in (merged or {}).get(name, []):
            sheet.merge_cells(ref)
    return book


def raw_of(book: Workbook) -> bytes:
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def upload(content: bytes | Workbook, name: str = "musrenbang.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else raw_of(content))


def table(*rows: list, head: list | None = None) -> Workbook:
    return workbook(("Usulan", [head or HEAD, *rows]))


def checked(
    forum, actor, content, *, source="musrenbang", basis="Surat Bappeda Nomor 12", name="musrenbang.xlsx"
) -> ImportBatch:
    """A list that was taken in and checked with the columns that were guessed."""
    batch = begin_import(
        forum, actor=actor, file=upload(content, name), source=source, source_basis=basis, urusan=None
    )
    sheets = [sheet["name"] for sheet in batch.sheets]
    return choose_columns(batch, actor=actor, columns=batch.columns, sheets=sheets)


def kinds(batch: ImportBatch) -> list[str]:
    return [row["kind"] for row in batch.report["rows"]]


def errors(batch: ImportBatch) -> list[str]:
    return [error for row in batch.report["rows"] for error in row["errors"]]
