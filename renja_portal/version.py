"""Which release this is, and what it runs on."""

import platform
import tomllib
from functools import cache

import django
from django.conf import settings
from django.db import connection


@cache
def release() -> str:
    """The version of the portal, from pyproject.toml."""
    return tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]["version"]


def versions() -> dict[str, str]:
    """Portal, Python, Django and database, by name; one statement at the most."""
    major, minor = divmod(connection.pg_version, 10_000)
    return {
        "portal": release(),
        "python": platform.python_version(),
        "django": django.get_version(),
        "postgresql": f"{major}.{minor}",
    }
