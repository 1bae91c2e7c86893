"""Workbooks for the plan, made for tests."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from core.excel_export import write_workbook
from renja.exchange.services import apply_file, begin_file, choose_columns
from renja.exchange.writing import lines_book, table_book
from renja.models import PlanFile

HEAD = ["Kode", "Lokasi", "Indikator", "Target", "Satuan", "Sumber dana", "Pagu indikatif (Rp)"]


def raw_of(book: Workbook) -> bytes:
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def upload(content: bytes | Workbook, name: str = "renja.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else raw_of(content))


def sheet(*rows: list, head: list | None = HEAD, merged: tuple[str, ...] = ()) -> Workbook:
    book = Workbook()
    for row in ([head] if head else []) + list(rows):
        book.active.append(row)
    for ref in merged:
        book.active.merge_cells(ref)
    return book


def exported(renja, unit=None, table=None) -> Workbook:
    """What is handed out, opened again."""
    book = table_book(renja, table) if table else lines_book(renja, unit)
    with write_workbook(book.title, book.head, book.rows, **book.layout) as file:
        return load_workbook(BytesIO(file.read()))


def change(book: Workbook, row: int, **cells) -> Workbook:
    """Put values into the cells of one row, by the beginning of their column's head (`Lokasi="…"`)."""
    heads = [cell.value for cell in book.active[1]]
    for name, value in cells.items():
        place = next(
            place for place, head in enumerate(heads, start=1) if head.startswith(name.replace("_", " "))
        )
        book.active.cell(row, place, value)
    return book


def checked(renja, actor, content, *, name: str = "renja.xlsx", **asked) -> PlanFile:
    """A file that was taken in and checked with the columns that were guessed."""
    file = begin_file(renja, actor=actor, file=upload(content, name), **asked)
    return file if file.is_checked else choose_columns(file, actor=actor, columns=file.columns)


def applied(renja, actor, content, **asked) -> PlanFile:
    return apply_file(checked(renja, actor, content, **asked), actor=actor)


def kinds(file: PlanFile) -> list[str]:
    return [row["kind"] for row in file.report["rows"]]


def errors(file: PlanFile) -> list[str]:
    return [error for row in file.report["rows"] for error in row["errors"]]


def changes(file: PlanFile) -> list[tuple[str, str, str]]:
    return [(one["label"], one["old"], one["new"]) for row in file.report["rows"] for one in row["changes"]]
