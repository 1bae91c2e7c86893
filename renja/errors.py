"""What can go wrong with a plan, in words for people."""

from core.errors import NotAllowed


class PlanRefused(NotAllowed):
    """The plan cannot be changed so. Its text says why, and what to do."""


class StaleEdit(PlanRefused):
    """Somebody else saved meanwhile; nothing was overwritten. `current` is what is stored now."""

    def __init__(self, message: str, current) -> None:
        super().__init__(message)
        self.current = current
