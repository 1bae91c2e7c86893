"""Links that carry a secret: made from a row's key and the portal's, kept nowhere, looked up by their hash or by the key.

Whoever has the link may do what its page offers; no account is asked for. Such addresses are masked in the log
(`core.loglines`).
"""

import hashlib

from django.utils.crypto import salted_hmac

LENGTH = 40  # letters and digits of a link: 160 bits


def secret_of(purpose: str, key: object) -> str:
    """The secret of a row's link for one purpose: asking twice gives the same; it changes with the key or SECRET_KEY."""
    return salted_hmac(purpose, str(key), algorithm="sha256").hexdigest()[:LENGTH]


def hash_of(secret: str) -> str:
    """What is stored of a secret, and looked up by."""
    return hashlib.sha256(secret.encode()).hexdigest()
