"""All that "Kesehatan sistem" shows, and how much of it is wrong."""

from core.memory import kept_for_a_minute
from renja_portal.health import installation, queues, record
from renja_portal.health.findings import Finding, Look, Standing

LOOKS: tuple[Look, ...] = (
    queues.workers,
    queues.letters,
    queues.jobs,
    installation.backup,
    record.record_chain,
    installation.disk,
    installation.storage,
    installation.scanner,
    installation.migrations,
    installation.versions_of_all,
)
# What no list of its own tells on "Pekerjaan saya"; one statement.
UNTOLD: tuple[Look, ...] = (
    queues.workers,
    installation.backup,
    installation.disk,
    installation.storage,
)
ORDER = {Standing.WRONG: 0, Standing.WATCH: 1, Standing.GOOD: 2}


def overview() -> list[Finding]:
    """What is wrong first, then what is to be watched; otherwise in the order of LOOKS."""
    return sorted((look() for look in LOOKS), key=lambda finding: ORDER[finding.standing])


def wrong_now() -> list[str]:
    """What of the untold is wrong, by its label; up to a minute old."""
    return kept_for_a_minute(
        "health:wrong", lambda: [found.label for found in (look() for look in UNTOLD) if found.is_wrong]
    )
