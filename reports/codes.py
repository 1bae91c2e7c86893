"""The code beside a QR: what everybody who holds a document may ask `/verifikasi/<code>/` about."""

import datetime
from uuid import UUID

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.models.minutes import CODE_LENGTH, CODE_LETTERS
from reports.wording import print_moment


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


def printed_code(code: str, at: datetime.datetime) -> dict[str, str]:
    """What a print says of itself: in its foot, and at its end beside the QR."""
    told = _("Kode %(code)s · data %(at)s") % {"code": code, "at": print_moment(at)}
    return {"code": code, "printed": told, "address": address_of(code), "qr": qr_of(code)}
