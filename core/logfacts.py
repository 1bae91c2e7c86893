"""What every line of the log says about the work that it belongs to: the page of a request, or the job of the worker."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_facts: ContextVar[dict[str, str]] = ContextVar("log_facts", default={})  # noqa: B039 (never changed in place)


def current_facts() -> dict[str, str]:
    """Such as `{"method": "GET", "route": "proposals:detail"}`; empty outside of request and job."""
    return _facts.get()


def begin_facts(**facts: str) -> None:
    """What the lines of this thread say from now on, and nothing of what they said before."""
    _facts.set(facts)


def add_facts(**facts: str) -> None:
    """Say this as well."""
    _facts.set(_facts.get() | facts)


@contextmanager
def told_in_log(**facts: str) -> Iterator[None]:
    """Lines that are written meanwhile say this, too."""
    token = _facts.set(_facts.get() | facts)
    try:
        yield
    finally:
        _facts.reset(token)
