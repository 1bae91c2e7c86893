"""Verbs that meet another one at the database: a deadlock, or a lock held for too long, is tried again by itself.

`@retried(Refused)` stands above `@transaction.atomic`, so that each try is a transaction of its own. Inside another
transaction nothing is tried again: that one is lost as a whole, and its own beginning decides.
"""

import logging
import random
import time
from collections.abc import Callable
from functools import wraps
from itertools import count
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection
from django.utils.translation import gettext_lazy as _

from core.errors import NotAllowed

logger = logging.getLogger("renja.core")

TRIES = 3
LONGEST_WAIT = 0.3  # seconds before the second try; twice as long before the third
DEADLOCK, LOCK_TIMEOUT, NOT_SERIALIZABLE = "40P01", "55P03", "40001"
PASSING = {DEADLOCK, LOCK_TIMEOUT, NOT_SERIALIZABLE}

Given = ParamSpec("Given")
Result = TypeVar("Result")


def retried(
    refused: type[NotAllowed],
) -> Callable[[Callable[Given, Result]], Callable[Given, Result]]:
    """Try a verb at most three times; after that raise `refused` with a sentence for people. Nothing was changed then.

    The verb's arguments must survive a try: no iterators.
    """

    def around(verb: Callable[Given, Result]) -> Callable[Given, Result]:
        @wraps(verb)
        def trying(*args: Given.args, **kwargs: Given.kwargs) -> Result:
            if connection.in_atomic_block:
                return verb(*args, **kwargs)
            for attempt in count(1):
                try:
                    return verb(*args, **kwargs)
                except OperationalError as error:
                    _judge(error, attempt, verb.__name__, refused)
            raise AssertionError("count() has no end")

        return trying

    return around


def _judge(error: OperationalError, attempt: int, name: str, refused: type[NotAllowed]) -> None:
    """Return after a little wait where another try makes sense; raise what must be raised where it does not."""
    state = sqlstate_of(error)
    if state not in PASSING:
        raise error
    logger.warning("%s: try %d of %d met %s", name, attempt, TRIES, state)
    if attempt >= TRIES:
        raise refused(_("Sedang ada penyimpanan lain. Coba lagi sebentar.")) from error
    time.sleep(random.uniform(0.2, 1) * LONGEST_WAIT * attempt)  # noqa: S311


def is_passing(refused: NotAllowed) -> bool:
    """It was refused only because somebody else was saving for too long: the same, sent again, may well go through."""
    return isinstance(refused.__cause__, OperationalError)


def sqlstate_of(error: OperationalError) -> str:
    """The five characters by which PostgreSQL names what happened; "" where it said none."""
    return getattr(error.__cause__, "pgcode", None) or ""
