"""Two versions of a line side by side: what is stored now, and what was typed on an older one."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.money import number
from renja.models import Indicator, RenjaLine

NOTHING = "–"


@dataclass(frozen=True)
class Difference:
    """One field in which two versions differ, in words."""

    label: str
    stored: str
    typed: str


def differences(stored: RenjaLine, values: dict, indicators: list[dict]) -> list[Difference]:
    """The fields and the indicators in which what was typed differs from what is stored."""
    rows = [
        Difference(
            _label(stored, name), _words(stored, name, getattr(stored, name)), _words(stored, name, value)
        )
        for name, value in values.items()
        if getattr(stored, name) != value
    ]
    now = _indicators(list(stored.indicators.all()))
    typed = _indicators([Indicator(**row | {"id": None}) for row in indicators])
    return rows + ([Difference(_("Indikator"), now, typed)] if now != typed else [])


def _label(line: RenjaLine, name: str) -> str:
    return str(line._meta.get_field(name).verbose_name)


def _words(line: RenjaLine, name: str, value) -> str:
    if value in (None, ""):
        return NOTHING
    if name in ("pagu", "forward_pagu"):
        return number(value)
    return str(dict(line._meta.get_field(name).flatchoices or ()).get(value, value))


def _indicators(rows: list[Indicator]) -> str:
    told = [f"{row.text}: {row.target_text or NOTHING} → {row.forward_text or NOTHING}" for row in rows]
    return "\n".join(told) or NOTHING
