"""Things that happen at the same moment, each in a thread with a database connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

from core.errors import NotAllowed


def at_once(*calls: Callable[[], Any]) -> list:
    """What each call gave back, or the refusal that it met, in their order; they begin together.

    They wait for each other's locks as long as it takes, so that a busy machine does not decide what happens.
    """
    start = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '60s'; SET statement_timeout = '90s'")
            start.wait(timeout=60)
            return call()
        except NotAllowed as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))
