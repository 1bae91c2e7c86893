"""What a cell calls a row of the catalogue of priorities, tujuan and sasaran."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from core.sheets import Value
from core.tables import as_text
from renja.alignment import Aim
from renja.models import Renja

FIELDS = ("priority", "aim")  # the columns of a line that name a row
# The best way first: as we hand it out, by its tag, by kind and number, by its words, by its number alone.
WAYS: tuple[Callable[[Aim], str], ...] = (
    str,
    lambda aim: aim.tag,
    lambda aim: f"{aim.get_kind_display()} {aim.code}",
    lambda aim: aim.text,
    lambda aim: aim.code,
)


class AimCells:
    """The rows of a plan's catalogue, to be found by what cells say; one query."""

    def __init__(self, renja: Renja) -> None:
        self.rows: dict[str, list[Aim]] = {field: [] for field in FIELDS}
        for aim in renja.aims.all():
            self.rows[aim.field].append(aim)
        self._known = {field: [_by(way, rows) for way in WAYS] for field, rows in self.rows.items()}

    def find(self, field: str, cell: Value) -> Aim | None:
        """The row that the cell names; None for an empty cell. Raises ValueError with an Indonesian sentence."""
        text = as_text(cell)
        if not text:
            return None
        told = _plain(text)
        found = self._found(field, told) or self._renamed(field, told)
        if isinstance(cell, float) and not cell.is_integer():
            found = []  # 1.1 and 1.10 are one number to a spreadsheet
        if len(found) == 1:
            return found[0]
        raise ValueError(self._problem(field, text))

    def _found(self, field: str, told: str) -> list[Aim]:
        return next((known[told] for known in self._known[field] if told in known), [])

    def _renamed(self, field: str, told: str) -> list[Aim]:
        """By the number in front of words that were mended here meanwhile, as long as they are no other row's."""
        number, colon, words = told.partition(": ")
        return self._found(field, number) if colon and not self._found(field, words) else []

    def _problem(self, field: str, text: str) -> str:
        rows = self.rows[field]
        if not rows:
            return _(
                "Renja ini belum memiliki daftar untuk kolom ini; isi dahulu daftarnya, atau jangan pilih kolomnya."
            )
        words = _(
            "“%(text)s” tidak menunjuk tepat satu baris daftar Renja ini; tulis tandanya, misalnya %(tag)s."
        )
        return words % {"text": text[:60], "tag": rows[0].tag}


def _by(way: Callable[[Aim], str], rows: list[Aim]) -> dict[str, list[Aim]]:
    found: dict[str, list[Aim]] = {}
    for aim in rows:
        found.setdefault(_plain(way(aim)), []).append(aim)
    return found


def _plain(text: str) -> str:
    return " ".join(as_text(text).split()).casefold()
