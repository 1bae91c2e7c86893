"""One number for each request: people read it on an error page, and it stands beside every line of the log."""

import secrets
from contextvars import ContextVar

HEADER = "X-Request-ID"

_current: ContextVar[str] = ContextVar("reference", default="-")


def current_reference() -> str:
    """The number of the request that is being answered, such as `7F3A-21C9`; `-` outside of one."""
    return _current.get()


def request_reference(get_response):
    """Give each request its number, and name it in the answer. Never taken from outside: it would be a way into the log."""

    def middleware(request):
        reference = secrets.token_hex(4).upper()
        # Not taken back at the end: the server writes its line of the log only afterwards.
        _current.set(f"{reference[:4]}-{reference[4:]}")
        response = get_response(request)
        response.headers[HEADER] = current_reference()
        return response

    return middleware
