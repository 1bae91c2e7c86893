"""How long things last, by variables of the environment."""

import os


def seconds() -> float:
    """FAULT_SECONDS: how long the load of a fault lasts."""
    return float(os.environ.get("FAULT_SECONDS") or 60)


def soak_minutes() -> float:
    """SOAK_MINUTES."""
    return float(os.environ.get("SOAK_MINUTES") or 120)
