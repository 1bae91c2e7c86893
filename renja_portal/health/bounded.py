"""Asking a file system that may hang (a network share that is gone) without hanging along."""

from collections.abc import Callable
from threading import Lock, Thread
from typing import Any, TypeVar

Result = TypeVar("Result")

_hanging: set[Thread] = set()
_guard = Lock()
MOST_HANGING = 2


class TookTooLong(Exception):
    """No answer in time, or others before still wait for theirs."""


def within_seconds(seconds: float, ask: Callable[[], Result]) -> Result:
    """What `ask` returns or raises; TookTooLong when that takes longer.

    A question that hangs keeps its thread until the system answers; while two hang, nothing more is asked.
    """
    with _guard:
        _hanging.difference_update([one for one in _hanging if not one.is_alive()])
        if len(_hanging) >= MOST_HANGING:
            raise TookTooLong
    answer: dict[str, Any] = {}
    thread = Thread(target=lambda: _keep(ask, answer), name="health", daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        with _guard:
            _hanging.add(thread)
        raise TookTooLong
    if "error" in answer:
        raise answer["error"]
    return answer["result"]


def _keep(ask: Callable[[], Any], answer: dict[str, Any]) -> None:
    try:
        answer["result"] = ask()
    except Exception as error:  # handed to whoever asked
        answer["error"] = error
