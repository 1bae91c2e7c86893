"""Rupiah and other numbers, written and read the Indonesian way; written the English way for readers of English."""

import re
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext_lazy
from num2words import num2words

from core.languages import filled_later, is_english

Number = Decimal | int | float

SCALES = (
    (Decimal(10) ** 12, "triliun", "trillion"),
    (Decimal(10) ** 9, "miliar", "billion"),
    (Decimal(10) ** 6, "juta", "million"),
)
TO_INDONESIAN = str.maketrans(",.", ".,")
THOUSAND = 1000
LONGEST = 40  # characters that are looked at; far above any amount of a city
GROUPED_ID = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?")
GROUPED_EN = re.compile(r"[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+\.[0-9]+|(?:,[0-9]{3}){2,})")
PLAIN = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
RUPIAH_SIGN = re.compile(r"^(?:rp|idr)\.?\s*", re.IGNORECASE)
EMPTY_CENTS = re.compile(r",[-–—=]+$")


def _exact(amount: Number) -> Decimal:
    return amount if isinstance(amount, Decimal) else Decimal(str(amount))


def number(amount: Number) -> str:
    """`1250000` → `1.250.000`; decimals only when they are not zero, after a comma."""
    whole, _dot, decimals = f"{_exact(amount):,f}".partition(".")
    decimals = decimals.rstrip("0")
    text = whole + ("." + decimals if decimals else "")
    return "0" if text == "-0" else _for_reader(text)


def _for_reader(text: str) -> str:
    """A number in English writing, as the reader's language writes it."""
    return text if is_english() else text.translate(TO_INDONESIAN)


def rupiah(amount: Number) -> str:
    """`1250000` → `Rp1.250.000`, rounded half up to whole sen, which show only when there are any."""
    exact = _exact(amount).quantize(Decimal("0.01"), ROUND_HALF_UP)
    cents = exact != exact.to_integral_value()
    text = f"{abs(exact):,.2f}" if cents else f"{abs(exact):,.0f}"
    sign = "-" if exact < 0 else ""
    return f"{sign}Rp{_for_reader(text)}"


def rupiah_short(amount: Number) -> str:
    """`6234000000` → `Rp6,2 miliar`, half up to one decimal; below one juta as `rupiah`."""
    exact = _exact(amount)
    fitting = [place for place, (scale, *_names) in enumerate(SCALES) if abs(exact) >= scale]
    if not fitting:
        return rupiah(exact)
    place = fitting[0]
    if place and _in_scale(exact, place) >= THOUSAND:
        place -= 1  # 999,96 juta rounds to 1.000 juta, which is 1 miliar
    sign = "-" if exact < 0 else ""
    return f"{sign}Rp{number(_in_scale(exact, place))} {SCALES[place][2 if is_english() else 1]}"


def _in_scale(exact: Decimal, place: int) -> Decimal:
    return (abs(exact) / SCALES[place][0]).quantize(Decimal("0.1"), ROUND_HALF_UP)


def parse_number(text: str | Number) -> Decimal:
    """What a person typed, as a Decimal: `1.250.000,50`, `1,250,000.50`, `Rp 1.250.000,-`, `12,5`.

    Where both readings fit, the Indonesian one holds: `1.250` is a thousand and more, `1,250` is
    one and a quarter. Raises ValueError with an Indonesian sentence that says how to mend it.
    """
    if isinstance(text, int | float | Decimal) and not isinstance(text, bool):
        return _finite(_exact(text), text)
    typed = str(text).strip()
    bare = EMPTY_CENTS.sub("", RUPIAH_SIGN.sub("", typed.replace("−", "-"))).strip()
    sign, bare = (-1, bare[1:]) if bare.startswith("-") else (1, bare)
    bare = RUPIAH_SIGN.sub("", bare)
    if len(typed) > LONGEST or not bare:
        raise _unreadable(typed)
    if GROUPED_ID.fullmatch(bare):
        return sign * Decimal(bare.replace(".", "").replace(",", "."))
    if GROUPED_EN.fullmatch(bare):
        return sign * Decimal(bare.replace(",", ""))
    if PLAIN.fullmatch(bare):
        return sign * Decimal(bare.replace(",", "."))
    raise _unreadable(typed)


def _finite(value: Decimal, typed: object) -> Decimal:
    if not value.is_finite():
        raise _unreadable(str(typed))
    return value


def _unreadable(typed: str) -> ValueError:
    shown = typed if len(typed) <= LONGEST else typed[:LONGEST] + "…"
    words = gettext_lazy("“%(typed)s” bukan angka yang dapat dibaca. Tulis misalnya 1.250.000 atau 12,5.")
    return ValueError(filled_later(words, {"typed": shown}))


def spelled_out(amount: int) -> str:
    """`13000000` → `tiga belas juta` (terbilang), whole numbers only."""
    return num2words(int(amount), lang="id")


def rupiah_in_words(amount: Number) -> str:
    """`12500000` → `dua belas juta lima ratus ribu rupiah`, in the reader's language; sen are named when there are any."""
    exact = _exact(amount).quantize(Decimal("0.01"), ROUND_HALF_UP)
    whole, cents = int(exact), int((exact % 1) * 100)
    language = "en" if is_english() else "id"
    words = f"{num2words(whole, lang=language)} rupiah"
    return f"{words} {num2words(cents, lang=language)} sen" if cents else words
