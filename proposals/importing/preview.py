"""How the plan of a list is shown: its rows by what would happen to them, and what is wrong as a table."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext_lazy as _

from proposals.importing.plan import CHANGED, NEW, SAME, UNTOUCHED, WRONG
from proposals.models import ImportBatch
from proposals.presentation import Badge

KINDS = {
    WRONG: Badge(_("Galat"), "no"),
    NEW: Badge(_("Baru"), "ok"),
    CHANGED: Badge(_("Berubah"), "sea"),
    UNTOUCHED: Badge(_("Berubah, tidak disentuh"), "warn"),
    SAME: Badge(_("Sama"), "rest"),
}
SLUGS = {"galat": WRONG, "baru": NEW, "berubah": CHANGED, "tidak-disentuh": UNTOUCHED, "sama": SAME}


def rows_shown(batch: ImportBatch, wanted: str) -> list[dict[str, Any]]:
    """The rows of one kind, else all in the order of the file; each with its badge."""
    kind = SLUGS.get(wanted)
    rows = [row for row in batch.report["rows"] if kind in (None, row["kind"])]
    return [row | {"badge": KINDS[row["kind"]]} for row in rows]


def tabs_of(batch: ImportBatch, wanted: str, address: str) -> list[SimpleNamespace]:
    """All rows, and each kind of which there are any, as components/subnav.html shows them."""
    counts = batch.report["counts"]
    tabs = [
        SimpleNamespace(
            url=f"{address}?tampil={slug}",
            label=KINDS[kind].label,
            count=counts[kind],
            current=slug == wanted,
        )
        for slug, kind in SLUGS.items()
        if counts[kind]
    ]
    everything = SimpleNamespace(
        url=address, label=_("Semua"), count=len(batch.report["rows"]), current=wanted not in SLUGS
    )
    return [everything, *tabs]


def problems_of(batch: ImportBatch) -> Iterator[list[Any]]:
    for row in batch.report["rows"]:
        for error in row["errors"]:
            yield [row["sheet"], row["row"], row["origin"], row["title"], error]
