"""Presensi mandiri: somebody enters themselves by the word on the screen. What is refused tells nothing about others."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.languages import filled_later
from core.retrying import retried
from forums.models import Forum
from meetings import hours, screen_words
from meetings.arrivals import Arrival
from meetings.door import AlreadyHere, DoorRefused, admit_locked, lock_forum
from meetings.models import Attendance

CLOSED = _("Presensi mandiri hanya dibuka pada hari forum.")
OTHER_WORD = _("Kata ini tidak cocok atau sudah berganti. Salin kata yang tampil sekarang di layar.")
ALREADY = _(
    "Nama %(name)s sudah tercatat hadir. Bila itu orang lain, sampaikan kepada petugas di meja pendaftaran."
)


@retried(DoorRefused)
@transaction.atomic
def admit_self(forum: Forum, arrival: Arrival, word: str) -> Attendance:
    """Enter them where the word is the one of now. Raises DoorRefused."""
    locked = lock_forum(forum)
    if not hours.is_open(locked):
        raise DoorRefused(CLOSED)
    if not screen_words.is_word_of_now(locked, word):
        raise DoorRefused(OTHER_WORD)
    try:
        return admit_locked(locked, arrival, None)
    except AlreadyHere:
        raise DoorRefused(filled_later(ALREADY, {"name": arrival.name})) from None
