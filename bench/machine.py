"""On what something was measured."""

import os
import platform

import psutil


def machine() -> str:
    """Its kind, never its name."""
    memory = round(psutil.virtual_memory().total / 1024**3)
    return (
        f"{os.cpu_count()} cores, {memory} GB RAM, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}"
    )
