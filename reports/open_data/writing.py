"""Datasets as files, written row by row: any number needs little memory."""

import hashlib
import json
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO

from core.columns import as_cells, as_csv, as_json
from core.csv_export import csv_lines
from core.excel_export import write_workbook
from reports.open_data import licence
from reports.open_data.datasets import Dataset

BLOCK = 1024 * 1024


@dataclass(frozen=True)
class Written:
    """An open file, read from its beginning, with what is told of it."""

    content: IO[bytes]
    sha256: str
    size: int
    row_count: int


def write_csv(dataset: Dataset, year: int | None = None) -> Written:
    """With machine names as head, so that all forms name a column alike."""
    output, count = TemporaryFile(), 0  # noqa: SIM115 (whoever takes it closes it)
    head = [column.name for column in dataset.columns]
    for count, line in enumerate(csv_lines(head, map(as_csv, dataset.values(year)))):  # noqa: B007 (the head is line 0)
        output.write(line.encode())
    return finished(output, count)


def write_json(dataset: Dataset) -> Written:
    """An object with title, licence and the rows."""
    output, count = TemporaryFile(), 0  # noqa: SIM115
    head = {"judul": str(dataset.title), "lisensi": licence.SHORT, "lisensi_tautan": licence.ADDRESS}
    output.write(json.dumps(head, ensure_ascii=False)[:-1].encode() + b', "baris": [')
    for count, values in enumerate(dataset.values(), start=1):
        line = json.dumps(as_json(dataset.columns, values), ensure_ascii=False)
        output.write((",\n" if count > 1 else "\n").encode() + line.encode())
    output.write(b"\n]}\n")
    return finished(output, count)


def write_excel(dataset: Dataset) -> Written:
    head = [column.name for column in dataset.columns]
    return finished(write_workbook(str(dataset.title), head, map(as_cells, dataset.values())))


def finished(output: IO[bytes], count: int = 0) -> Written:
    """The file with its hash and size, rewound."""
    output.seek(0)
    digest = hashlib.sha256()
    while block := output.read(BLOCK):
        digest.update(block)
    size = output.tell()
    output.seek(0)
    return Written(output, digest.hexdigest(), size, count)
