"""Which release of the portal this is: for the manifest, so that one knows what to install before a restore."""

import subprocess
import tomllib
from functools import cache

from django.conf import settings


@cache
def release() -> str:
    """`0.1.0 (8aba35b1c2d3)`; without the commit where this is no clone."""
    told = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]["version"]
    commit = _commit()
    return f"{told} ({commit})" if commit else told


def _commit() -> str:
    line = ["git", "-C", str(settings.BASE_DIR), "rev-parse", "--short=12", "HEAD"]
    try:
        asked = subprocess.run(line, capture_output=True, text=True, timeout=10)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return asked.stdout.strip() if asked.returncode == 0 else ""
