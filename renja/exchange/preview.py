"""How a file that was checked is shown: its rows by what would happen to them, and the differences as a table."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext_lazy as _

from proposals.presentation import Badge
from renja.exchange.plan import CHANGED, MISSING, NEW, SAME, UNTOUCHED, WRONG
from renja.models import PlanFile

BADGES = {
    WRONG: Badge(_("Galat"), "no"),
    NEW: Badge(_("Baru"), "ok"),
    CHANGED: Badge(_("Berubah"), "sea"),
    UNTOUCHED: Badge(_("Tidak disentuh"), "warn"),
    SAME: Badge(_("Sama"), "rest"),
}
COMPARED = BADGES | {
    NEW: Badge(_("Hanya di SIPD"), "warn"),
    CHANGED: Badge(_("Berbeda"), "sea"),
}
SLUGS = {"galat": WRONG, "baru": NEW, "berubah": CHANGED, "tidak-disentuh": UNTOUCHED, "sama": SAME}
GONE = "hilang"


def badges_of(file: PlanFile) -> dict[str, Badge]:
    return COMPARED if file.is_comparison else BADGES


def shown_kind(file: PlanFile, wanted: str) -> str:
    """What the page shows: the rows of one kind, those that are missing (GONE), or "" for all; what is wrong comes first."""
    if wanted in SLUGS or wanted == GONE:
        return wanted
    return "galat" if not wanted and file.report["counts"][WRONG] else ""


def rows_shown(file: PlanFile, wanted: str) -> list[dict[str, Any]]:
    """The rows of one kind, else all in the order of the file, each with its badge; or those that the file does not name."""
    if wanted == GONE:
        chosen = set(file.removals)
        return [row | {"is_chosen": row["id"] in chosen} for row in file.report[MISSING]]
    kind, badges = SLUGS.get(wanted), badges_of(file)
    rows = [row for row in file.report["rows"] if kind in (None, row["kind"])]
    return [row | {"badge": badges[row["kind"]]} for row in rows]


def tabs_of(file: PlanFile, wanted: str, address: str) -> list[SimpleNamespace]:
    """All rows, and each kind of which there are any, as components/subnav.html shows them."""
    counts, badges = file.report["counts"], badges_of(file)
    kinds = [(slug, badges[kind].label, counts[kind]) for slug, kind in SLUGS.items()]
    gone = _("Hanya di portal") if file.is_comparison else _("Tidak ada dalam berkas")
    kinds.append((GONE, gone, counts[MISSING]))
    tabs = [
        SimpleNamespace(url=f"{address}?tampil={slug}", label=label, count=count, current=slug == wanted)
        for slug, label, count in kinds
        if count
    ]
    everything = SimpleNamespace(
        url=f"{address}?tampil=semua", label=_("Semua"), count=len(file.report["rows"]), current=not wanted
    )
    return [everything, *tabs]


def differences_of(file: PlanFile) -> Iterator[list[Any]]:
    """What is wrong or another, a line for each: where, code, name, kind, field, as here, as in the file."""
    badges = badges_of(file)
    for row in file.report["rows"]:
        own = [row["sheet"], row["row"], row["code"], row["title"], str(badges[row["kind"]].label)]
        for error in row["errors"]:
            yield [*own, "", "", error]
        for change in row["changes"]:
            yield [*own, change["label"], change["old"], change["new"]]
        if row["kind"] == NEW and not row["changes"]:
            yield [*own, "", "", ""]
    for row in file.report[MISSING]:
        label = _("Hanya di portal") if file.is_comparison else _("Tidak ada dalam berkas")
        yield ["", "", row["code"], row["title"], str(label), "", "", ""]
