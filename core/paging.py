"""Pages of long lists: as quick for the last page and for 200,000 rows as for the first and for a hundred."""

from collections.abc import Iterable

from django.core.paginator import Page, Paginator
from django.db import DEFAULT_DB_ALIAS
from django.db.models import IntegerField, QuerySet, Subquery
from django.db.models.sql import Query
from django.db.models.sql.constants import SINGLE
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.kept_sql import KeptRows
from core.money import number

MANY = 1_000  # where only how much waits is told, more than these are "1.000+"
MOST = 10_000  # rows that are counted and can be leafed through; who wants more narrows the list

Whole = QuerySet | KeptRows  # the rows of these keys; kept ones take `keys`


class RowPaginator(Paginator):
    """Counts up to MOST rows; reads the keys of a page first and then whole rows for these alone.

    `object_list` must be an ordered queryset of rows that differ by their primary key; `whole` says what is read of
    the rows of a page, `object_list` itself where it is None. A queryset that is slow to count says by `most` how far
    it is, by `counted` what was found when it was counted already, and by `first_keys` what stands on its first page.
    """

    object_list: QuerySet

    def __init__(self, rows: QuerySet, size: int, whole: Whole | None = None) -> None:
        super().__init__(rows, size)
        self.whole: Whole = rows if whole is None else whole

    @cached_property
    def found(self) -> int:
        """How many there are, `most` + 1 standing for "more than `most`"."""
        counted = getattr(self.object_list, "counted", None)
        return count_up_to(self.object_list, self.most) if counted is None else counted

    @property
    def most(self) -> int:
        return most_of(self.object_list)

    @cached_property
    def count(self) -> int:
        return min(self.found, self.most)

    @property
    def count_in_words(self) -> str:
        """`1.234`, or `lebih dari 10.000`."""
        many = self.found > self.most
        return _("lebih dari %(n)s") % {"n": number(self.most)} if many else number(self.count)

    def page(self, number) -> Page:
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        last = first + self.per_page
        rows = rows_between(self.object_list, first, last, self.whole) if self.count else []
        return self._get_page(rows, number, self)


def count_up_to(rows: QuerySet, most: int = MANY) -> int:
    """How many rows there are, `most + 1` standing for "more than `most`"; quick whatever the number."""
    return rows.order_by().values("pk")[: most + 1].count()


class _Amount(Subquery):
    """How many rows a queryset finds."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()
    empty_result_set_value = 0


def count_each(*lists: QuerySet) -> list[int]:
    """How many rows there are in each of many lists of whatever rows, in one statement."""
    query = Query(None)
    for place, rows in enumerate(lists):
        query.add_annotation(amount_of(rows), f"list_{place}")
    return list(query.get_compiler(DEFAULT_DB_ALIAS).execute_sql(SINGLE)) if lists else []


def amount_of(rows: QuerySet) -> Subquery:
    """As an expression: how many rows there are."""
    return _Amount(rows if rows.query.is_sliced else rows.order_by().values("pk"))


def count_each_up_to(*lists: tuple[QuerySet, int]) -> list[int]:
    """`count_up_to` for many lists of whatever rows, each with its own limit, in one statement."""
    return count_each(*(rows.order_by().values("pk")[: most + 1] for rows, most in lists))


def count_with(rows: QuerySet, others: Iterable[QuerySet]) -> list[int]:
    """Count what pages are cut from (which keeps its own count) and others, such as tabs, up to MANY, in one statement."""
    rows.counted, *counts = count_each_up_to((rows, most_of(rows)), *((one, MANY) for one in others))
    return counts


def most_of(rows: QuerySet) -> int:
    """Up to where the pages of this list are counted."""
    return getattr(rows, "most", None) or MOST


def rows_between(rows: QuerySet, first: int, last: int, whole: Whole | None = None) -> list:
    """`rows[first:last]`, their keys read first, so that what `whole` reads along is read for these alone."""
    known = getattr(rows, "first_keys", None) if first == 0 else None
    keys = list(rows.values_list("pk", flat=True)[first:last]) if known is None else known[:last]
    found = {row.pk: row for row in _read_whole(keys, rows if whole is None else whole)}
    return [found[key] for key in keys if key in found]


def _read_whole(keys: list, whole: Whole) -> Iterable:
    return whole.rows(keys=keys) if isinstance(whole, KeptRows) else whole.order_by().filter(pk__in=keys)


def page_of(rows: QuerySet, wanted, size: int, whole: Whole | None = None) -> Page:
    """The page that `?page=` names; the first for nonsense, the last for what lies beyond."""
    return RowPaginator(rows, size, whole).get_page(wanted)
