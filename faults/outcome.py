"""What came of a fault."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Outcome:
    """One row of the table. Each entry of `short` is something that falls short; `not_run` says why nothing was tried."""

    done: str
    condition: str
    load: str = "–"
    measured: list[str] = field(default_factory=list)
    short: list[str] = field(default_factory=list)
    not_run: str = ""

    def must(self, holds: object, what: str) -> None:
        """`what` must hold, or it is among what falls short."""
        if not holds:
            self.short.append(what)

    def note(self, measured: str) -> None:
        self.measured.append(measured)

    @property
    def verdict(self) -> str:
        if self.not_run:
            return f"not run: {self.not_run}"
        return f"**falls short**: {'; '.join(self.short[:6])}" if self.short else "passes"


Fault = Callable[[], Outcome]
