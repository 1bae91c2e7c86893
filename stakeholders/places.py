"""Kecamatan and kelurahan of the city, from the file that ships with the project."""

import csv
from pathlib import Path

from django.db import transaction

from stakeholders.models import Kecamatan, Kelurahan

FILE = Path(__file__).resolve().parent / "data" / "wilayah.csv"


@transaction.atomic
def create_places(file: Path = FILE) -> int:
    """Bring in all places that are not there yet, and correct names; how many kelurahan the file holds.

    Run as often as you like: a place is known by its code (kode wilayah).
    """
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    names = {row["kode_kecamatan"]: row["kecamatan"] for row in rows}
    Kecamatan.objects.bulk_create(
        [Kecamatan(code=code, name=name) for code, name in names.items()],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name"],
    )
    kecamatan = Kecamatan.objects.in_bulk(names, field_name="code")
    Kelurahan.objects.bulk_create(
        [
            Kelurahan(
                code=row["kode_kelurahan"], name=row["kelurahan"], kecamatan=kecamatan[row["kode_kecamatan"]]
            )
            for row in rows
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "kecamatan"],
    )
    return len(rows)
