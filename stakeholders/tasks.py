"""What the worker does for this app."""

from jobs.registry import chore
from stakeholders.delegating import scan_delegation, tell_lapsed


@chore("scan-delegations")
def scan_delegations() -> int:
    return scan_delegation()


@chore("tell-lapsed-delegations")
def tell_lapsed_delegations() -> int:
    return tell_lapsed()
