"""Numbers of persons in a text: the NIK, telephone numbers, mail addresses. Looked for, never kept."""

import re
from collections.abc import Callable

ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)*+")
PHONE = re.compile(r"(?<![\w/])(?:\+62|62|0)[ -]?8\d(?:[ .-]?\d){6,11}(?!\w)")
LANDLINE = re.compile(r"(?<![\w/.,-])\(?0[2-79]\d{1,2}\)?[ -]?\d{3,4}[ -]?\d{3,4}(?![\w.,-]\d)(?!\w)")
SIXTEEN = re.compile(r"(?<![\d.-])\d(?:[ .-]?\d){15}(?![.-]?\d)")
PROVINCES, DAYS, MONTHS = (
    range(11, 98),
    (range(1, 32), range(41, 72)),
    range(1, 13),
)  # women: day of birth + 40

NIK, TELEPHONE, MAIL = "nik", "telephone", "mail"


def kinds_in(text: str) -> list[str]:
    """Which of NIK, TELEPHONE and MAIL a text holds."""
    return [kind for kind, is_in in FINDERS.items() if is_in(text)]


def _has_nik(text: str) -> bool:
    """Sixteen digits that can be one: province, then date of birth in the middle."""
    return any(_can_be_nik(re.sub(r"\D", "", found)) for found in SIXTEEN.findall(text))


def _can_be_nik(digits: str) -> bool:
    day, month = int(digits[6:8]), int(digits[8:10])
    return int(digits[:2]) in PROVINCES and any(day in days for days in DAYS) and month in MONTHS


def _has_telephone(text: str) -> bool:
    rest = SIXTEEN.sub(" ", text)
    return bool(PHONE.search(rest) or LANDLINE.search(rest))


def _has_mail(text: str) -> bool:
    return bool(ADDRESS.search(text))


FINDERS: dict[str, Callable[[str], bool]] = {NIK: _has_nik, TELEPHONE: _has_telephone, MAIL: _has_mail}
