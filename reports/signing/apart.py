"""Where the signing library does its work."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")


def apart(work: Callable[[], Result]) -> Result:
    """What `work` returns, from a thread of its own: the library starts an event loop, which is refused in a thread that has
    one running already. Nothing in it may ask the database."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(work).result()
