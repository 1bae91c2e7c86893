"""Statements that each connection knows by a name, parsed once and planned a few times: planning takes longer than what a page reads.

PostgreSQL plans one with values anew five times and then keeps a plan that fits them all, if that is no dearer.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from weakref import WeakKeyDictionary

from django.db import connection

_known: WeakKeyDictionary[object, set[str]] = WeakKeyDictionary()  # connection of the driver → names
_outdated: WeakKeyDictionary[object, bool] = WeakKeyDictionary()


@dataclass(frozen=True)
class Prepared:
    """`text` with `$1`, `$2` … for its values. Its name follows from it, so that it never means another."""

    name: str
    text: str
    call: str

    @classmethod
    def of(cls, sql: str, places: Iterable[str | None], constants: Iterable) -> "Prepared":
        """Of a statement as Django writes it: for each `%s` the name of its value, or None where a constant stands."""
        numbers: dict[str, int] = {}
        filled = [
            constant if name is None else _Number(numbers.setdefault(name, len(numbers) + 1))
            for name, constant in zip(places, constants, strict=True)
        ]
        with connection.cursor() as cursor:
            text = cursor.cursor.mogrify(sql, filled).decode()
        name = f"kept_{sha256(text.encode()).hexdigest()[:24]}"
        marks = ", ".join(["%s"] * len(numbers))
        return cls(name, text, f"EXECUTE {name}({marks})" if marks else f"EXECUTE {name}")

    def make_known(self) -> None:
        """To the connection of this thread, which may be another one than before."""
        with connection.cursor() as cursor:  # first: finds out whether it still lives
            if connection.connection in _outdated:
                forget_prepared()
            names = _known.setdefault(connection.connection, set())
            if self.name not in names:
                with connection.wrap_database_errors:
                    cursor.cursor.execute(f"PREPARE {self.name} AS {self.text}")
                names.add(self.name)


def forget_prepared() -> None:
    """After a table was changed, what was planned for it gives something else than was promised."""
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    _known.pop(connection.connection, None)
    _outdated.pop(connection.connection, None)


def forget_prepared_later() -> None:
    """The same for a transaction that failed by it, and takes no statement any more."""
    _outdated[connection.connection] = True


class _Number:
    """Stands in a statement as `$1`."""

    def __init__(self, number: int) -> None:
        self._number = number

    def __conform__(self, protocol) -> "_Number":
        return self

    def getquoted(self) -> bytes:
        return b"$%d" % self._number
