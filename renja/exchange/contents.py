"""What a line holds apart from its code, as one thing: to be compared, kept, and put back."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from core.tables import as_text
from renja.exchange.aim_cells import FIELDS
from renja.exchange.columns import OF_FUNDING, OF_INDICATOR, OF_LINE
from renja.models import Funding, Indicator, Origin, RenjaLine

NUMBERS = ("target", "forward_target", "amount", "forward")


@dataclass
class Content:
    """The line's own fields, its indicators and sources of funds in their order, each as a dict of the model's fields."""

    values: dict[str, Any] = field(default_factory=dict)
    indicators: list[dict[str, Any]] = field(default_factory=list)
    fundings: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.indicators or self.fundings or any(self.values.values()))

    @property
    def pagu(self) -> Decimal | None:
        amounts = [row["amount"] for row in self.fundings if row["amount"] is not None]
        return sum(amounts, Decimal(0)) if amounts else None


ROWS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "indicators": (Indicator, OF_INDICATOR),
    "fundings": (Funding, OF_FUNDING),
}
RELATED = ("unit", "priority", "aim")  # fields that name another row
NOTHING = Content(
    dict.fromkeys(OF_LINE, "") | dict.fromkeys(RELATED) | {"urgency": [], "origin": Origin.RENSTRA}
)


def whole_lines(lines: QuerySet[RenjaLine]) -> list[RenjaLine]:
    """These lines with all that they hold; three queries. Their `rows` are dicts by name of the relation, in order: of
    thousands that are only compared, instances of models would cost more than everything else."""
    found = list(lines.select_related("node", "unit", "priority", "aim"))
    for line in found:
        line.rows = {name: [] for name in ROWS}
    by_key = {line.pk: line for line in found}
    for name, (model, fields) in ROWS.items():
        for row in model.objects.filter(line__in=by_key).values("line_id", "id", "order", *fields):
            by_key[row.pop("line_id")].rows[name].append(row)
    return found


def content_of(line: RenjaLine) -> Content:
    """As the line is now; of `whole_lines`, without a query."""
    rows = {
        name: [{field: row[field] for field in fields} for row in line.rows[name]]
        for name, (_model, fields) in ROWS.items()
    }
    return Content({name: getattr(line, name) for name in OF_LINE}, **rows)


def same(one: Any, other: Any) -> bool:
    """Whether two values of a field say the same: `12` and `12.00`, whatever the line breaks and spaces around a text."""
    return one == other or _told(one) == _told(other)


def same_rows(one: Sequence[Mapping[str, Any]], other: Sequence[Mapping[str, Any]]) -> bool:
    return one == other or [_told_row(row) for row in one] == [_told_row(row) for row in other]


def mark_of(content: Content) -> str:
    """A short mark that is another one as soon as the content says something else."""
    rows = [[_told_row(row) for row in rows] for rows in (content.indicators, content.fundings)]
    values = _told_row(content.values)
    for name in FIELDS:  # so that the marks of files that went out before these travelled still hold
        if not values.get(name):
            values.pop(name, None)
    told = json.dumps([values, *rows], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:10]


def tag_of(line: RenjaLine) -> str:
    """What goes out with a line, so that it is seen later what was changed here and what in the file: `3-1f2e3d4c5b`."""
    return f"{line.version}-{mark_of(content_of(line))}"


def _told_row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _told(value) for name, value in row.items()}


def _told(value: Any) -> Any:
    if value is None or value == []:
        return ""
    if isinstance(value, Decimal | int | float):
        return f"{Decimal(str(value)).normalize():f}"
    if isinstance(value, list):
        return sorted(map(str, value))
    return as_text(value) if isinstance(value, str) else value.pk


def as_json(content: Content) -> dict[str, Any]:
    """To be kept: numbers as text, other rows by their ids."""
    related = {name: row.pk if (row := content.values.get(name)) else None for name in RELATED}
    return {
        "values": content.values | related,
        "indicators": [_plain_row(row) for row in content.indicators],
        "fundings": [_plain_row(row) for row in content.fundings],
    }


def from_json(kept: Mapping[str, Any], known: Mapping[str, Mapping[int, Any]]) -> Content:
    """`known` are the rows that may be named, by field and id. What an older release did not keep is left out."""
    values = dict(kept["values"])
    values |= {name: known[name].get(values[name]) for name in RELATED if name in values}
    rows = [[_number_row(row) for row in kept[name]] for name in ("indicators", "fundings")]
    return Content(values, *rows)


def _plain_row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: str(value) if isinstance(value, Decimal) else value for name, value in row.items()}


def _number_row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: Decimal(value) if name in NUMBERS and value is not None else value
        for name, value in row.items()
    }
