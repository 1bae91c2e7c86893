"""The code beside a QR: what everybody who holds a document may ask `/verifikasi/<code>/` about."""

from uuid import UUID

import segno
from django.conf import settings
from django.urls import reverse

from meetings.models.minutes import CODE_LENGTH, CODE_LETTERS


def code_of(key: UUID) -> str:
    """The code of the document with this key: it can be printed before the document is kept, and not be guessed.

    >>> code_of(UUID(int=0))
    '2222222222'
    """
    rest, letters = key.int, []
    for _n in range(CODE_LENGTH):
        rest, place = divmod(rest, len(CODE_LETTERS))
        letters.append(CODE_LETTERS[place])
    return "".join(letters)


def address_of(code: str) -> str:
    """Where the QR leads to."""
    return settings.PUBLIC_URL + reverse("reports:verify", args=[code])


def qr_of(code: str) -> str:
    """The QR that leads there, as a picture inside the text."""
    return segno.make(address_of(code), error="m").png_data_uri(scale=6, border=2)
