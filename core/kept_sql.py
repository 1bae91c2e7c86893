"""A read that many pages make: Django writes its SQL once in each process, and each connection knows it by a name.

Putting a statement of several parts together takes Django ten times as long as the database needs to answer it, and planning it takes
the database five times as long as reading the rows. Afterwards only the values change.
"""

import datetime
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, NotSupportedError, connection, connections
from django.db.models import Field, Lookup, Model, QuerySet
from django.db.models.query import ModelIterable, ValuesListIterable
from django.db.models.sql.compiler import SQLCompiler
from django.utils.functional import cached_property

from core.prepared import Prepared, forget_prepared, forget_prepared_later

Row = TypeVar("Row", bound=Model)
CLOCK = (datetime.date, datetime.time)


@Field.register_lookup
class AnyOf(Lookup):
    """`pk__any_of=[…]`: as `__in`, but in a statement that is the same for any number of values."""

    lookup_name = "any_of"
    prepare_rhs = False

    def as_sql(self, compiler, connection) -> tuple[str, tuple]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", (*params, self.rhs)


@dataclass(frozen=True)
class _Statement:
    """As Django put it together once: for each `%s` the name of its value, or None where `constants` has what stands there."""

    compiler: SQLCompiler
    sql: str
    names: tuple[str | None, ...]
    constants: tuple
    prepared: Prepared | None

    def with_values(self, values: Mapping[str, Any]) -> tuple[str, tuple]:
        """What is sent, and with which values."""
        if self.prepared is None:
            both = zip(self.names, self.constants, strict=True)
            return self.sql, tuple(it if name is None else values[name] for name, it in both)
        self.prepared.make_known()
        return self.prepared.call, tuple(values[name] for name in dict.fromkeys(self.names) if name)


class _Written(ABC):
    """The statement of what `build` gives for its stand-ins: values by name of its arguments, such as occur nowhere else in it.

    What the clock says belongs into an argument: it would stand still in the statement.
    """

    def __init__(self, build: Callable[..., QuerySet], **stand_ins: Any) -> None:
        self._build, self._stand_ins = build, stand_ins

    @cached_property
    def _statement(self) -> _Statement:
        built = self._build(**self._stand_ins)
        self._check(built)
        compiler = built.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, given = compiler.as_sql()
        names = tuple(self._name_of(value) for value in given)
        if missing := self._stand_ins.keys() - set(names):
            raise ValueError(f"not in the statement: {', '.join(sorted(missing))}")
        if any(name is None and isinstance(it, CLOCK) for name, it in zip(names, given, strict=True)):
            raise ValueError("the clock is in the statement")
        compiler.connection = None  # type: ignore[assignment]  # each read sets its own thread's
        prepared = Prepared.of(sql, names, given) if settings.PREPARED_STATEMENTS else None
        return _Statement(compiler, sql, names, given, prepared)

    @abstractmethod
    def _check(self, built: QuerySet) -> None:
        """Raise ValueError where the statement alone would not give what `build` gives."""

    def _name_of(self, value: Any) -> str | None:
        same = (name for name, it in self._stand_ins.items() if type(it) is type(value) and it == value)
        return next(same, None)

    def rows(self, **values: Any) -> list:
        """What the same read gives for these values now."""
        try:
            return self._fetched(values)
        except NotSupportedError:  # a column has got another type since it was planned
            if connection.in_atomic_block:
                forget_prepared_later()
                raise
            forget_prepared()
            return self._fetched(values)

    @abstractmethod
    def _fetched(self, values: Mapping[str, Any]) -> list: ...


class KeptSql(_Written):
    """Rows as tuples: `build` ends with `values_list`, of columns that the database's driver gives as they are needed."""

    def _check(self, built: QuerySet) -> None:
        if built._iterable_class is not ValuesListIterable:  # type: ignore[attr-defined]
            raise ValueError("no values_list")

    def _fetched(self, values: Mapping[str, Any]) -> list[tuple]:
        sql, params = self._statement.with_values(values)
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()


class KeptRows(_Written, Generic[Row]):
    """Rows of a model with all that `build` reads along in the same statement."""

    def _check(self, built: QuerySet) -> None:
        if built._prefetch_related_lookups or built._iterable_class is not ModelIterable:  # type: ignore[attr-defined]
            raise ValueError("more than models of one statement: prefetched rows, or values")

    def _fetched(self, values: Mapping[str, Any]) -> list[Row]:
        sent = self._statement.with_values(values)
        compiler = copy(self._statement.compiler)
        compiler.connection = connections[DEFAULT_DB_ALIAS]  # of this thread
        compiler.as_sql = lambda *args, **kwargs: sent  # type: ignore[method-assign]
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
