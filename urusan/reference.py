"""Suggestions for the plan's fields, read once from the files that ship with the project."""

import csv
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data"


def shipped_rows(name: str) -> list[dict[str, str]]:
    """The rows of one file that ships with the project."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def unit_names() -> tuple[str, ...]:
    """Units (satuan) that official indicators use, in alphabetical order."""
    return tuple(row["satuan"] for row in shipped_rows("satuan.csv"))


@cache
def funding_sources(edition_slug: str) -> tuple[str, ...]:
    """Names of sources of funds of a kota, in the words of the time of that edition."""
    rows = shipped_rows("sumber-dana.csv")
    own = tuple(row["name"] for row in rows if row["edition"] == edition_slug)
    return own or tuple(row["name"] for row in rows if not row["edition"])
