"""A small read that every page makes: Django writes its SQL once in each process, afterwards only the values change.

Putting a statement of several parts together takes Django ten times as long as the database needs to answer it.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import connection
from django.db.models import QuerySet


class KeptSql:
    """The statement of what `build` gives for its stand-ins: values by name of its arguments, such as occur nowhere else in it.

    `build` ends with `values_list`, of columns that the database's driver gives as they are needed.
    """

    def __init__(self, build: Callable[..., QuerySet], **stand_ins: Any) -> None:
        self._build, self._stand_ins = build, stand_ins
        self._written: tuple[str, tuple] | None = None

    def rows(self, **values: Any) -> list[tuple]:
        """What the same read gives for these values now."""
        sql, places = self._written or self._write()
        with connection.cursor() as cursor:
            cursor.execute(sql, [values[it.name] if isinstance(it, _Place) else it for it in places])
            return cursor.fetchall()

    def _write(self) -> tuple[str, tuple]:
        sql, given = self._build(**self._stand_ins).query.sql_with_params()
        places = tuple(_place_of(value, self._stand_ins) for value in given)
        missing = self._stand_ins.keys() - {it.name for it in places if isinstance(it, _Place)}
        if missing:
            raise ValueError(f"not in the statement: {', '.join(sorted(missing))}")
        self._written = sql, places
        return self._written


class _Place:
    """Where a value belongs."""

    def __init__(self, name: str) -> None:
        self.name = name


def _place_of(value: Any, stand_ins: Mapping[str, Any]) -> Any:
    return next(
        (_Place(name) for name, it in stand_ins.items() if type(it) is type(value) and it == value), value
    )
