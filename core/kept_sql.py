"""A read that many pages make: Django writes its SQL once in each process, afterwards only the values change.

Putting a statement of several parts together takes Django ten times as long as the database needs to answer it.
"""

import datetime
from collections.abc import Callable, Mapping
from copy import copy
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Field, Lookup, Model, QuerySet
from django.db.models.query import ModelIterable
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row", bound=Model)
Places = tuple[Any, ...]


@Field.register_lookup
class AnyOf(Lookup):
    """`pk__any_of=[…]`: as `__in`, but in a statement that is the same for any number of values."""

    lookup_name = "any_of"
    prepare_rhs = False

    def as_sql(self, compiler, connection) -> tuple[str, tuple]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", (*params, self.rhs)


class _Written:
    """The statement of what `build` gives for its stand-ins: values by name of its arguments, such as occur nowhere else in it.

    What the clock says belongs into an argument: it would stand still in the statement.
    """

    def __init__(self, build: Callable[..., QuerySet | Query], **stand_ins: Any) -> None:
        self._build, self._stand_ins = build, stand_ins
        self._written: tuple[SQLCompiler, str, Places] | None = None

    def _write(self) -> tuple[SQLCompiler, str, Places]:
        built = self._build(**self._stand_ins)
        query = built if isinstance(built, Query) else built.query
        compiler = query.get_compiler(DEFAULT_DB_ALIAS)
        sql, given = compiler.as_sql()
        places = tuple(_place_of(value, self._stand_ins) for value in given)
        missing = self._stand_ins.keys() - {it.name for it in places if isinstance(it, _Place)}
        if missing:
            raise ValueError(f"not in the statement: {', '.join(sorted(missing))}")
        if any(isinstance(it, datetime.date | datetime.time) for it in places):
            raise ValueError("the clock is in the statement")
        self._written = compiler, sql, places
        return self._written


class KeptSql(_Written):
    """Rows as tuples: `build` ends with `values_list`, of columns that the database's driver gives as they are needed."""

    def rows(self, **values: Any) -> list[tuple]:
        """What the same read gives for these values now."""
        _compiler, sql, places = self._written or self._write()
        with connection.cursor() as cursor:
            cursor.execute(sql, _in_their_places(values, places))
            return cursor.fetchall()


class KeptRows(_Written, Generic[Row]):
    """Rows of a model with all that `build` reads along in the same statement."""

    def rows(self, **values: Any) -> list[Row]:
        """What the same read gives for these values now."""
        written, sql, places = self._written or self._write()
        compiler = copy(written)
        compiler.connection = connections[DEFAULT_DB_ALIAS]  # of this thread
        params = tuple(_in_their_places(values, places))
        compiler.as_sql = lambda *args, **kwargs: (sql, params)  # type: ignore[method-assign]
        return list(ModelIterable(_Asked(compiler)))

    def first(self, **values: Any) -> Row | None:
        """The first of them, or None."""
        return next(iter(self.rows(**values)), None)


def give_rows(owner: Model, name: str, rows: list) -> None:
    """Give an object the rows of a relation that were read for it, as `prefetch_related` does."""
    related = getattr(owner, name)
    for row in rows:
        setattr(row, related.field.name, owner)
    found = related.all()
    found._result_cache, found._prefetch_done = rows, True
    before = getattr(owner, "_prefetched_objects_cache", {})
    owner._prefetched_objects_cache = {**before, name: found}  # type: ignore[attr-defined]


class _Asked:
    """What makes models of rows takes this for a queryset; its statement is written already."""

    def __init__(self, compiler: SQLCompiler) -> None:
        self.db, self.query = DEFAULT_DB_ALIAS, self
        self._known_related_objects: dict = {}
        self._compiler = compiler

    def get_compiler(self, using: str) -> SQLCompiler:
        return self._compiler


class _Place:
    """Where a value belongs."""

    def __init__(self, name: str) -> None:
        self.name = name


def _place_of(value: Any, stand_ins: Mapping[str, Any]) -> Any:
    return next(
        (_Place(name) for name, it in stand_ins.items() if type(it) is type(value) and it == value), value
    )


def _in_their_places(values: Mapping[str, Any], places: Places) -> list:
    return [values[it.name] if isinstance(it, _Place) else it for it in places]
