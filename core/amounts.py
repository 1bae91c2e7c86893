"""Amounts as lists write them: numbers kept as text, Indonesian and English points, units beside them, "25 juta"."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from core.money import parse_number
from core.sheets import Value
from core.tables import as_text

NOTHING = ("", "-", "–", "—", "0,-")
# Both from the beginning of a cell alone, so that a long one is read once.
WITH_UNIT = re.compile(r"^([-−]?[\d.,]*\d)\s*([^\d\s.,]\D*[23]?)")  # `3 m2`, but no date in words
ENGLISH = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+")  # no amount here has three decimals
SCALED = re.compile(r"^(?:rp\.?\s*)?([\d.,]*\d)\s*(ribu|rb|juta|jt|miliar|milyar)\b\.?", re.IGNORECASE)
SCALES = {"ribu": 10**3, "rb": 10**3, "juta": 10**6, "jt": 10**6, "miliar": 10**9, "milyar": 10**9}
CENT = Decimal("0.01")


def read_volume(cell: Value) -> tuple[Decimal | None, str]:
    """How much, and the unit that stands in the same cell. Raises ValueError with an Indonesian sentence."""
    text = as_text(cell)
    found = WITH_UNIT.fullmatch(text)
    if found:
        return _fitting(_number(found[1]), 14), " ".join(found[2].split())[:60]
    return _amount(cell, 14), ""


def read_cost(cell: Value) -> Decimal | None:
    """An amount in rupiah. Raises ValueError with an Indonesian sentence."""
    found = SCALED.fullmatch(as_text(cell))
    if found:
        return _fitting(_number(found[1]) * SCALES[found[2].lower()], 18)
    return _amount(cell, 18)


def read_quantity(cell: Value, *, digits: int = 18, places: int = 4) -> tuple[Decimal | None, str]:
    """A target or other measure, also below zero, and the unit or percent sign in its cell. Raises ValueError as above."""
    text = as_text(cell)
    found = WITH_UNIT.fullmatch(text)
    if not found and text in NOTHING:
        return None, ""
    value = _number(found[1] if found else cell)
    if abs(value) >= Decimal(10) ** (digits - places) - 1:
        raise ValueError(_("angka terlalu besar."))
    return value.quantize(Decimal(1).scaleb(-places)), " ".join(found[2].split())[:60] if found else ""


def may_be_decimals(cell: Value) -> bool:
    """Whether a text was read as thousands that may as well be meant as decimals: `12,500`."""
    found = WITH_UNIT.fullmatch(as_text(cell))
    text = found[1] if found else as_text(cell)
    return isinstance(cell, str) and text.count(",") == 1 and bool(ENGLISH.fullmatch(text))


def _amount(cell: Value, digits: int) -> Decimal | None:
    if as_text(cell) in NOTHING:
        return None
    return _fitting(_number(cell), digits)


def _number(cell: Value) -> Decimal:
    text = as_text(cell)
    if isinstance(cell, str) and ENGLISH.fullmatch(text):
        return Decimal(text.replace(",", ""))
    return parse_number(text if isinstance(cell, str) else cell or 0)


def _fitting(value: Decimal, digits: int) -> Decimal:
    """To two decimals, not below zero, and not longer than its column."""
    if value < 0:
        raise ValueError(_("angka tidak boleh di bawah nol."))
    if value >= Decimal(10) ** (digits - 2) - 1:
        raise ValueError(_("angka terlalu besar."))
    return value.quantize(CENT)
