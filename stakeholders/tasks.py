"""What the worker does for this app."""

from jobs.registry import chore
from stakeholders.delegating import scan_delegation


@chore("scan-delegations")
def scan_delegations() -> int:
    return scan_delegation()
