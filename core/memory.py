"""What is read once for each request, however often it is asked for."""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

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


def request_memory(get_response):
    """An empty memory for each request, gone with its answer."""

    def middleware(request):
        token = _memory.set({})
        try:
            return get_response(request)
        finally:
            _memory.reset(token)

    return middleware
