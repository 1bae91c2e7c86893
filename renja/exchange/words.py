"""What a file would change of a line, in words."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core.money import number, rupiah
from renja.exchange.columns import LABELS
from renja.exchange.contents import Content, same, same_rows
from renja.exchange.plan import Change
from renja.models import Origin
from renja.urgency import Urgency


def changes(before: Content, wanted: Content) -> list[Change]:
    """What would be another one: field by field, and the indicators and sources of funds as a whole."""
    found = [
        Change(str(LABELS[name]), _shown(name, before.values.get(name)), _shown(name, value))
        for name, value in wanted.values.items()
        if not same(before.values.get(name), value)
    ]
    if not same_rows(before.indicators, wanted.indicators):
        found.append(Change(str(LABELS["text"]), *(_indicators(one.indicators) for one in (before, wanted))))
    if not same_rows(before.fundings, wanted.fundings):
        found.append(Change(str(_("Pendanaan")), *(_fundings(one.fundings) for one in (before, wanted))))
    return found


def _shown(name: str, value: Any) -> str:
    if value in (None, "", []):
        return "–"
    if name == "urgency":
        return ", ".join(str(Urgency(tag).label) for tag in value)
    return str(Origin(value).label) if name == "origin" else str(value)


def _indicators(rows: list[dict]) -> str:
    return "; ".join(map(_indicator, rows)) or "–"


def _indicator(row: Mapping[str, Any]) -> str:
    def measure(value: Decimal | None) -> str:
        return "–" if value is None else f"{number(value)} {row['satuan']}".strip()

    target = row["target_label"] or measure(row["target"])
    return f"{row['text']}: {target}{_forward(measure(row['forward_target']))}"


def _forward(told: str) -> str:
    """What is said of the next year, behind what is said of this one."""
    return "" if told == "–" else _(" (maju %(told)s)") % {"told": told}


def _fundings(rows: list[dict]) -> str:
    return "; ".join(map(_funding, rows)) or "–"


def _funding(row: Mapping[str, Any]) -> str:
    now, then = ("–" if row[name] is None else rupiah(row[name]) for name in ("amount", "forward"))
    return f"{row['source'] or _('Belum ditentukan')}: {now}{_forward(then)}"
