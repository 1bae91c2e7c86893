"""The columns of a typed table as a file has them: they follow from its declaration."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.headings import plain
from renja.declared_tables import DeclaredTable, filled
from renja.typed_tables import head_of

TAG = "tag"
Words = str | Promise


def labels_of(table: DeclaredTable, year: int) -> dict[str, Words]:
    """What is typed, and the tag by which a row is known again."""
    return {column.key: head_of(column, year) for column in table.typed_columns} | {
        TAG: _("Tanda (jangan diubah)")
    }


def called_of(table: DeclaredTable, year: int) -> Mapping[str, tuple[str, ...]]:
    """By the whole head with its groups; by the lowest part alone where no other column is called so."""
    lowest = [plain(filled(column.head, year, {})) for column in table.columns]
    called = {}
    for column, own in zip(table.columns, lowest, strict=True):
        if column.is_typed:
            words = (plain(head_of(column, year)), own if lowest.count(own) == 1 else "")
            called[column.key] = tuple(word for word in dict.fromkeys(words) if word)
    return called | {TAG: (plain(str(_("Tanda (jangan diubah)"))),)}
