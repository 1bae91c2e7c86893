"""How work that waits is told."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.db.models import QuerySet


@dataclass(frozen=True)
class Task:
    """One kind of work that waits: how much, what, what about it, where to do it."""

    amount: int
    label: str
    note: str
    url: str
    is_late: bool = False


@dataclass(frozen=True)
class Wait:
    """A kind of work before it is counted: the lists to count, and the task that their counts tell."""

    told: Callable[..., Task]
    lists: tuple[QuerySet, ...] = ()


def counted(rows: QuerySet, label: str, note: str, url: str) -> Wait:
    """As many as there are rows."""
    return Wait(partial(Task, label=label, note=note, url=url), (rows,))
