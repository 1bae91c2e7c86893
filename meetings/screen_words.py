"""The word on the poster: another one every minute, made from the time and the portal's secret, kept nowhere.

The link behind its QR code is the forum's own and stays the same. Both together say that somebody saw the screen just now.
"""

import datetime
from functools import cache
from pathlib import Path

from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from core.secret_links import secret_of
from forums.models import Forum

PERIOD = 60  # seconds that a word is shown
GRACE = 2  # periods in which it counts after that
LINK, WORD = "meetings.presence", "meetings.screen_word"


@cache
def _words() -> tuple[str, ...]:
    return tuple((Path(__file__).parent / "data" / "screen_words.txt").read_text().split())


def word_at(forum: Forum, at: datetime.datetime | None = None) -> str:
    """Such as `KAPAL 472`."""
    return _word(forum, _period(at or timezone.now()))


def is_word_of_now(forum: Forum, typed: str, at: datetime.datetime | None = None) -> bool:
    """Whether this is the word on the screen, or was up to two minutes ago; capitals and spaces do not matter."""
    period, plain = _period(at or timezone.now()), _plain(typed)
    known = [_plain(_word(forum, period - back)) for back in range(GRACE + 1)]
    return any(constant_time_compare(plain, word) for word in known)


def token_of(forum: Forum) -> str:
    """The secret of the forum's address for entering oneself."""
    return secret_of(LINK, forum.pk)


def forum_of(token: str) -> Forum | None:
    """Forums are few: each one's secret is made and compared."""
    return next(
        (forum for forum in Forum.objects.all() if constant_time_compare(token_of(forum), token)), None
    )


def _period(at: datetime.datetime) -> int:
    return int(at.timestamp()) // PERIOD


def _word(forum: Forum, period: int) -> str:
    drawn = int(salted_hmac(WORD, f"{forum.pk}:{period}", algorithm="sha256").hexdigest()[:12], 16)
    words = _words()
    return f"{words[drawn % len(words)].upper()} {100 + drawn // len(words) % 900}"


def _plain(text: str) -> str:
    return "".join(character for character in text.upper() if character.isalnum())
