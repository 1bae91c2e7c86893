"""What the API takes and gives, made from the columns and filters of each dataset: nothing is declared a second time."""

import datetime
from typing import Annotated, Any, Literal

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from ninja import Field, Schema
from pydantic import AnyUrl, BeforeValidator, WithJsonSchema, create_model

from core.columns import Column, Kind
from proposals.choices import Outcome
from proposals.presentation import state_choices
from reports.open_data.datasets import Dataset

MOST_ROWS = 100
LAST_PAGE = 10_000
NUMBER = Annotated[float, WithJsonSchema({"type": "number"})]
TYPES: dict[Kind, Any] = {
    Kind.TEXT: str,
    Kind.CODE: str,
    Kind.INTEGER: int,
    Kind.NUMBER: NUMBER,
    Kind.DATE: datetime.date,
    Kind.MOMENT: datetime.datetime,
    Kind.YES_NO: bool,
    Kind.ADDRESS: AnyUrl,
}
NEVER_EMPTY = (Kind.TEXT, Kind.CODE, Kind.YES_NO, Kind.ADDRESS)


def _moment(typed: object) -> datetime.datetime:
    """A day or a moment by ISO 8601; without an offset by the city's own clock."""
    text = str(typed).replace(" ", "+") if "T" in str(typed) else str(typed)
    try:
        day = parse_date(text)
        found = datetime.datetime.combine(day, datetime.time.min) if day else parse_datetime(text)
    except ValueError:
        found = None
    if found is None or not 1 < found.year < datetime.MAXYEAR:
        raise ValueError(
            _(
                "Tulis tanggal atau waktu menurut ISO 8601, misalnya 2027-03-01 atau 2027-03-01T08:00:00+08:00."
            )
        )
    aware = found if timezone.is_aware(found) else timezone.make_aware(found)
    return aware.astimezone(datetime.UTC)  # the database knows fewer offsets than ISO 8601


def _choices(values: list[str]) -> Any:
    return Literal[tuple(values)]


def _narrowing() -> dict[str, tuple[Any, Any]]:
    """Type and meaning of every filter that some dataset has."""
    moment = Annotated[
        datetime.datetime,
        BeforeValidator(_moment),
        WithJsonSchema({"type": "string", "anyOf": [{"format": "date-time"}, {"format": "date"}]}),
    ]
    return {
        "tahun": (int, Field(None, ge=2000, le=2100, description=str(_l("Tahun rencana, misalnya 2028.")))),
        "urusan": (str, Field(None, pattern="^[a-z0-9-]{1,50}$", description=str(_l("Alamat pendek urusan, misalnya statistik.")))),
        "kecamatan": (str, Field(None, pattern="^[0-9.]{1,13}$", description=str(_l("Kode wilayah kecamatan, misalnya 64.71.01.")))),
        "diubah_sejak": (moment, Field(None, description=str(_l("Hanya yang berubah sejak tanggal atau waktu ini (ISO 8601).")))),
    }  # fmt: skip


def _states(dataset: Dataset) -> tuple[Any, Any]:
    values = (
        [value for value, _label in state_choices()] if dataset.slug == "usulan" else list(Outcome.values)
    )
    return _choices(values), Field(None, description=str(_l("Kode status; artinya pada kamus data.")))


def asked_of(dataset: Dataset) -> type[Schema]:
    """What the list of a dataset can be asked for."""
    known = _narrowing() | {"status": _states(dataset)}
    fields: dict[str, Any] = {name: known[name] for name in dataset.filters}
    fields["halaman"] = (int, Field(1, ge=1, le=LAST_PAGE, description=str(_l("Halaman yang diminta."))))
    fields["per_halaman"] = (
        int,
        Field(50, ge=1, le=MOST_ROWS, description=str(_l("Baris pada satu halaman, paling banyak 100."))),
    )
    return create_model(f"Permintaan_{_name(dataset)}", __base__=Schema, **fields)


def row_of(dataset: Dataset) -> type[Schema]:
    """One row, column by column."""
    fields: dict[str, Any] = {
        column.name: (_type(column), Field(..., description=_meaning(column))) for column in dataset.columns
    }
    return create_model(f"Baris_{_name(dataset)}", __base__=Schema, **fields)


def page_of_rows(dataset: Dataset, row: type[Schema]) -> type[Schema]:
    """One page of a list."""
    fields: dict[str, Any] = {
        "jumlah": (int, Field(..., description=str(_l("Berapa baris yang cocok; dihitung sampai 10.000.")))),
        "lebih": (bool, Field(..., description=str(_l("Benar bila yang cocok lebih banyak daripada jumlah.")))),
        "halaman": (int, Field(..., description=str(_l("Halaman ini.")))),
        "per_halaman": (int, Field(..., description=str(_l("Baris pada satu halaman.")))),
        "berikutnya": (str | None, Field(..., description=str(_l("Alamat halaman berikutnya; kosong pada yang terakhir.")))),
        "baris": (list[row], Field(..., description=str(_l("Baris-barisnya.")))),  # type: ignore[valid-type]
    }  # fmt: skip
    return create_model(f"Halaman_{_name(dataset)}", __base__=Schema, **fields)


class Wrong(Schema):
    """Why a request could not be answered."""

    pesan: str = Field(..., description=str(_l("Apa yang salah dan cara memperbaikinya.")))
    isian: dict[str, str] = Field({}, description=str(_l("Menurut nama isian, apa yang salah padanya.")))


def _type(column: Column) -> Any:
    kind = TYPES[column.kind]
    return kind if column.kind in NEVER_EMPTY else kind | None


def _meaning(column: Column) -> str:
    told = format_lazy("{}: {}", column.label, column.meaning)
    return f"{told} [{column.unit}]" if column.unit else str(told)


def _name(dataset: Dataset) -> str:
    return dataset.slug.replace("-", "_")
