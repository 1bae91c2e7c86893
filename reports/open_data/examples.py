"""The API as a page for people: each operation with its fields, read from the schema that programs read."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from core.languages import in_readers_words

SAMPLES = {"nomor": "ASP-2028-0001", "tahun": "2028", "id": "1"}


@dataclass(frozen=True)
class Field:
    """One field of a request: name, how it is written, which values it takes."""

    name: str
    meaning: str
    values: str


@dataclass(frozen=True)
class Operation:
    """One address of the API with an example that can be opened."""

    slug: str
    title: str
    path: str
    about: str
    fields: list[Field]
    example: str


def operations(schema: dict[str, Any]) -> list[Operation]:
    return [_operation(path, methods["get"]) for path, methods in schema["paths"].items()]


def _operation(path: str, told: dict[str, Any]) -> Operation:
    example = path
    for name, value in SAMPLES.items():
        example = example.replace(f"{{{name}}}", value)
    asks_year = any(one["name"] == "tahun" and one["in"] == "query" for one in told["parameters"])
    query = f"?tahun={SAMPLES['tahun']}&per_halaman=2" if asks_year else ""
    return Operation(
        slug=told["operationId"],
        title=f"{in_readers_words(told['tags'][0])}: {in_readers_words(told['summary']).lower()}",
        path=path,
        about=in_readers_words(told["description"]),
        fields=[_field(one) for one in told["parameters"]],
        example=settings.PUBLIC_URL + example + query,
    )


def _field(told: dict[str, Any]) -> Field:
    schema = told["schema"]
    values = ", ".join(schema.get("enum", ()))
    if not values and "maximum" in schema and "minimum" in schema:
        values = _("%(least)s sampai %(most)s") % {
            "least": schema["minimum"],
            "most": schema["maximum"],
        }
    if "default" in schema:
        values = _("%(values)s; bila kosong %(default)s") % {"values": values, "default": schema["default"]}
    return Field(
        told["name"], in_readers_words(told.get("description", "")) or _in_path(told["name"]), values
    )


def _in_path(name: str) -> str:
    return {
        "nomor": _("Nomor usulan."),
        "tahun": _("Tahun rencana."),
        "id": _("Nomor tetap baris, seperti pada kolom id."),
    }[name]
