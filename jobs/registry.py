"""Who does what: `<app>/tasks.py` registers its handlers and chores here, and holds no rules itself."""

from collections.abc import Callable
from typing import Any

from django.utils.module_loading import autodiscover_modules

from jobs.models import Job

Report = Callable[[int, int, str], None]
Handler = Callable[[Job, Report], dict[str, Any] | None]
Chore = Callable[[], int]

_handlers: dict[str, Handler] = {}
_chores: dict[str, Chore] = {}


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Register `def handle(job, report) -> dict`; `report(done, total, text)` moves the progress bar.

    A handler may run more than once for one job (a worker can die), so it must be idempotent. Long
    work stays outside transactions. What it returns becomes `job.result`.
    """

    def register(function: Handler) -> Handler:
        if _handlers.setdefault(kind, function) is not function:
            raise ValueError(f"two handlers for {kind!r}")
        return function

    return register


def chore(name: str) -> Callable[[Chore], Chore]:
    """Register what the worker does every second beside the jobs, such as sending mail.

    It does a small portion and returns how many things it did.
    """

    def register(function: Chore) -> Chore:
        if _chores.setdefault(name, function) is not function:
            raise ValueError(f"two chores named {name!r}")
        return function

    return register


def handler_of(kind: str) -> Handler | None:
    """The handler of a kind, or None when this release knows none."""
    _discover()
    return _handlers.get(kind)


def chores() -> dict[str, Chore]:
    """All chores by name."""
    _discover()
    return dict(_chores)


def _discover() -> None:
    autodiscover_modules("tasks")
