"""What is not right with a server, said by whoever knows: each app in its own `preflight.py`, registered here.

`manage.py preflight` prints them, and `manage.py verify` speaks in the same way.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from django.db import DatabaseError, InterfaceError, OperationalError
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _


class Weight(IntEnum):
    """How much a finding matters: only what is wrong makes a command fail."""

    GOOD = 0
    WATCH = 1
    WRONG = 2

    @property
    def word(self) -> str:
        return {0: _("baik"), 1: _("perhatikan"), 2: _("salah")}[self]


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at, in a sentence, and what to type where it is not well."""

    label: str
    weight: Weight
    note: str
    mend: str = ""

    @property
    def line(self) -> str:
        """`salah       Cadangan: belum pernah dibuat → manage.py backup …`."""
        arrow = f" → {self.mend}" if self.mend and self.weight else ""
        return f"{self.weight.word:<11} {self.label}: {self.note}{arrow}"


def good(label: str, note: str) -> Finding:
    return Finding(label, Weight.GOOD, note)


def watch(label: str, note: str, mend: str) -> Finding:
    return Finding(label, Weight.WATCH, note, mend)


def wrong(label: str, note: str, mend: str) -> Finding:
    return Finding(label, Weight.WRONG, note, mend)


Check = Callable[[], Iterator[Finding]]
_checks: dict[int, Check] = {}


def preflight_check(place: int) -> Callable[[Check], Check]:
    """Register what an app knows about the server; findings stand in the order of their places."""

    def register(check: Check) -> Check:
        if _checks.setdefault(place, check) is not check:
            raise ValueError(f"two checks of preflight at place {place}")
        return check

    return register


def read_preflight() -> Iterator[Finding]:
    """All findings of all apps, in order; what the database would not answer is a finding, too."""
    autodiscover_modules("preflight")
    for _place, check in sorted(_checks.items()):
        yield from _asked(check)


def _asked(check: Check) -> Iterator[Finding]:
    try:
        yield from check()
    except (DatabaseError, InterfaceError) as error:
        is_away = isinstance(error, OperationalError | InterfaceError)
        mend = "sudo systemctl status postgresql" if is_away else "manage.py migrate"
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        label = (check.__doc__ or check.__name__).strip().splitlines()[0].rstrip(".")
        yield wrong(label, _("tidak dapat diperiksa: %(reason)s") % {"reason": reason}, mend)


def tell(findings: Iterable[Finding], write: Callable[[str], object]) -> int:
    """Write each line as it is found, then how many there are of each weight; how many are wrong."""
    counts = dict.fromkeys(Weight, 0)
    for finding in findings:
        write(finding.line)
        counts[finding.weight] += 1
    write(", ".join(f"{counts[weight]} {weight.word}" for weight in reversed(Weight)))
    return counts[Weight.WRONG]
