"""Pages of long lists: as quick for the last page and for 200,000 rows as for the first and for a hundred."""

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.money import number

MANY = 1_000  # where only how much waits is told, more than these are "1.000+"
MOST = 10_000  # rows that are counted and can be leafed through; who wants more narrows the list


class RowPaginator(Paginator):
    """Counts up to MOST rows; reads the keys of a page first and then whole rows for these alone.

    `object_list` must be an ordered queryset of rows that differ by their primary key; `whole` says what is read of
    the rows of a page, `object_list` itself where it is None.
    """

    object_list: QuerySet

    def __init__(self, rows: QuerySet, size: int, whole: QuerySet | None = None) -> None:
        super().__init__(rows, size)
        self.whole = rows if whole is None else whole

    @cached_property
    def found(self) -> int:
        """How many there are, MOST + 1 standing for "more than MOST"."""
        return count_up_to(self.object_list, MOST)

    @cached_property
    def count(self) -> int:
        return min(self.found, MOST)

    @property
    def count_in_words(self) -> str:
        """`1.234`, or `lebih dari 10.000`."""
        return _("lebih dari %(n)s") % {"n": number(MOST)} if self.found > MOST else number(self.count)

    def page(self, number) -> Page:
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        rows = rows_between(self.object_list, first, first + self.per_page, self.whole)
        return self._get_page(rows, number, self)


def count_up_to(rows: QuerySet, most: int = MANY) -> int:
    """How many rows there are, `most + 1` standing for "more than `most`"; quick whatever the number."""
    return rows.order_by().values("pk")[: most + 1].count()


def rows_between(rows: QuerySet, first: int, last: int, whole: QuerySet | None = None) -> list:
    """`rows[first:last]`, their keys read first, so that what `whole` reads along is read for these alone."""
    keys = list(rows.values_list("pk", flat=True)[first:last])
    read = rows if whole is None else whole
    found = {row.pk: row for row in read.order_by().filter(pk__in=keys)}
    return [found[key] for key in keys if key in found]


def page_of(rows: QuerySet, wanted, size: int, whole: QuerySet | None = None) -> Page:
    """The page that `?page=` names; the first for nonsense, the last for what lies beyond."""
    return RowPaginator(rows, size, whole).get_page(wanted)
