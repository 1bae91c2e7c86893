"""Whether a secret is worth its name: what is short, drawn from few characters, repeated or copied from an example is refused."""

import math
from collections import Counter

from django.core.exceptions import ImproperlyConfigured

SHORTEST_KEY = 50
LEAST_BITS = 128
SHORTEST_PASSWORD = 8
EXAMPLES = ("django-insecure", "example", "contoh", "changeme", "gantisaya", "your-secret", "64 random")
DEFAULTS = frozenset(
    ("postgres", "postgresql", "password", "passw0rd", "admin", "administrator", "root", "renja", "secret", "changeme",
     "rahasia", "database", "default", "12345678", "123456789", "1234567890", "qwertyui")
)  # fmt: skip
MAKE_ONE = 'Make one: python -c "import secrets; print(secrets.token_urlsafe(64))"'


def checked_key(name: str, key: str) -> str:
    """The key, or ImproperlyConfigured with what is wrong with it (never with the key)."""
    if len(key) < SHORTEST_KEY:
        raise ImproperlyConfigured(f"{name} must hold at least {SHORTEST_KEY} random characters. {MAKE_ONE}")
    if any(word in key.lower() for word in EXAMPLES):
        raise ImproperlyConfigured(f"{name} is copied from an example. {MAKE_ONE}")
    if _bits(key) < LEAST_BITS or key in (key + key)[1:-1]:
        raise ImproperlyConfigured(f"{name} can be guessed: too few different characters. {MAKE_ONE}")
    return key


def checked_password(name: str, password: str, *, beside: tuple[str, ...] = ()) -> str:
    """A password for another service, or ImproperlyConfigured where everybody would try it first; none at all is left to the service.

    `beside`: what stands next to it, such as the account that it belongs to.
    """
    known = DEFAULTS | {word.lower() for word in beside if word}
    if password and (len(password) < SHORTEST_PASSWORD or password.lower() in known):
        raise ImproperlyConfigured(
            f"{name} holds a default or very short password; give that account one of its own, "
            f"at least {SHORTEST_PASSWORD} characters long."
        )
    return password


def _bits(text: str) -> float:
    """What the characters tell at most, by how often each of them stands there."""
    length = len(text)
    return -sum(count * math.log2(count / length) for count in Counter(text).values())
