"""Telephone numbers of Indonesia, as people write them and as machines want them."""

import re

NUMBER = re.compile(r"0(?:8[1-9]|[2-7]\d|9\d)\d{6,10}")
WRITTEN = re.compile(r"[+(]?[0-9][0-9 ().-]*")


def national_number(text: str) -> str:
    """`+62 812-3456-7890`, `62812…`, `812…` and `(0542) 123456` as digits from 0 on; "" for what is no number of Indonesia."""
    if not WRITTEN.fullmatch(text.strip()):
        return ""
    digits = re.sub(r"\D", "", text)
    for prefix in ("0062", "620", "62"):
        if digits.startswith(prefix):
            digits = f"0{digits.removeprefix(prefix)}"
            break
    digits = f"0{digits}" if digits.startswith("8") else digits
    return digits if NUMBER.fullmatch(digits) else ""


def international_number(text: str) -> str:
    """`62812…`, as links for calling want it; "" for what is no number of Indonesia."""
    number = national_number(text)
    return f"62{number[1:]}" if number else ""


def readable_number(text: str) -> str:
    """`0812 3456 7890`, in fours from the front, to be dialled by hand; what is no number of Indonesia stays as it is."""
    number = national_number(text)
    return " ".join(number[at : at + 4] for at in range(0, len(number), 4)) or text
