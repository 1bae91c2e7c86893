"""What is read once for each request, however often it is asked for; and small lists that are kept for a minute."""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.core.cache import caches

MINUTE = 60
_NOTHING = object()
_memory: ContextVar[dict[str, Any] | None] = ContextVar("memory", default=None)


def remembered(name: str, read: Callable[[], Any]) -> Any:
    """What `read` gave the first time in this request; read anew at each call outside of one (worker, commands)."""
    memory = _memory.get()
    if memory is None:
        return read()
    if name not in memory:
        memory[name] = read()
    return memory[name]


def forget(name: str) -> None:
    """Called by whatever changes what is remembered."""
    memory = _memory.get()
    if memory is not None:
        memory.pop(name, None)


def kept_for_a_minute(
    name: str, read: Callable[[], Any], keeps: Callable[[Any], bool] = lambda _found: True
) -> Any:
    """What `read` gave in this process within the last minute, if it was such as `keeps` says.

    For small lists that rarely change, such as the choices of a filter; never for what something is decided by.
    """
    found = caches["lists"].get(name, _NOTHING)
    if found is _NOTHING:
        found = read()
        if keeps(found):
            caches["lists"].set(name, found, MINUTE)
    return found


def request_memory(get_response):
    """An empty memory for each request, gone with its answer."""

    def middleware(request):
        token = _memory.set({})
        try:
            return get_response(request)
        finally:
            _memory.reset(token)

    return middleware
