"""Passwords that others lost before: a list of our own, asked without any call to the outside.

Django's twenty thousand most used ones are always known, also written in other ways. Where the installation names a file of
SHA-1 sums (`BREACHED_PASSWORDS`: one a line in hexadecimal, in order, as such lists are handed out), that is asked as well.
"""

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LOOKALIKES = str.maketrans("013457@$!8", "oieastasib")
SIDES = re.compile(r"^[\W\d_]+|[\W\d_]+$")
SHORTEST_PART = 5  # of two known words written as one
LONGEST = 128
SUM = 40  # characters of a SHA-1 in hexadecimal


class BreachedValidator:
    """Refuses what stands on the list, also with figures around it, letters replaced by figures, twice, or two of the list as one."""

    def validate(self, password: str, user=None) -> None:
        if is_common(password) or is_breached(password):
            raise ValidationError(
                gettext_lazy(
                    "Kata sandi ini ada dalam daftar kata sandi yang pernah bocor, atau hampir sama. "
                    "Pakai kalimat Anda sendiri."
                ),
                code="password_breached",
            )

    def get_help_text(self) -> str:
        return _("Bukan kata sandi yang pernah bocor.")


def is_common(password: str) -> bool:
    """Whether it is one of the most used ones, in whatever dress."""
    known = _common()
    return any(
        form in known or _is_repeated(form, known) or _is_two(form, known)
        for form in _forms(password[:LONGEST].lower())
    )


def _forms(password: str) -> Iterator[str]:
    yield password
    for form in (password, password.translate(LOOKALIKES)):
        yield SIDES.sub("", form)
    yield SIDES.sub("", password).translate(LOOKALIKES)


def _is_repeated(word: str, known: frozenset[str]) -> bool:
    """The same known word again and again."""
    lengths = (size for size in range(1, len(word) // 2 + 1) if len(word) % size == 0)
    return any(word[:size] * (len(word) // size) == word and word[:size] in known for size in lengths)


def _is_two(word: str, known: frozenset[str]) -> bool:
    places = range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
    return any(word[:place] in known and word[place:] in known for place in places)


@cache
def _common() -> frozenset[str]:
    return frozenset(CommonPasswordValidator().passwords)


def is_breached(password: str) -> bool:
    """Whether the file of the installation holds its sum; False where there is no file."""
    if not settings.BREACHED_PASSWORDS:
        return False
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()
    with Path(settings.BREACHED_PASSWORDS).open("rb") as file:
        return _holds(file, wanted.encode())


def _holds(file: BinaryIO, wanted: bytes) -> bool:
    """Halving the file: forty looks for a thousand million lines, whatever follows the sums on them."""
    low, high = 0, file.seek(0, 2)
    while low < high:
        middle = (low + high) // 2
        found = _line_after(file, middle)
        if found and found < wanted:
            low = middle + 1
        else:
            high = middle
    return _line_after(file, low) == wanted


def _line_after(file: BinaryIO, place: int) -> bytes:
    """The sum on the first line that begins at this place or behind it; empty at the end."""
    file.seek(max(place - 1, 0))
    if place:
        file.readline()
    return file.readline().strip()[:SUM].upper()
