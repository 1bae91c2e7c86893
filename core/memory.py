"""What is read once for each request, however often it is asked for; and small lists that are kept for a minute."""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.core.cache import caches

MINUTE = 60
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


def kept_for_a_minute(name: str, read: Callable[[], Any]) -> Any:
    """What `read` gave in this process within the last minute.

    For small lists that rarely change, such as the choices of a filter; never for what something is decided by.
    """
    return caches["lists"].get_or_set(name, read, MINUTE)


def request_memory(get_response):
    """An empty memory for each request, gone with its answer."""

    def middleware(request):
        token = _memory.set({})
        try:
            return get_response(request)
        finally:
            _memory.reset(token)

    return middleware
