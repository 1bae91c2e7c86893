"""The plan as it is typed into SIPD: in the order of its screens, and what of it stands there already."""

import json
from collections.abc import Iterator
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.dates import long_datetime
from renja.exchange.columns import RUPIAH
from renja.exchange.writing import Workbook, shortest
from renja.models import Renja, RenjaLine
from urusan.codes import display_code

SCREENS = Path(__file__).resolve().parent / "data" / "sipd" / "layar.json"
WIDTH = 22
STATES = {
    "belum": gettext_lazy("Belum diinput"),
    "berubah": gettext_lazy("Berubah sejak diinput"),
    "sudah": gettext_lazy("Sudah diinput"),
}
_ENTERED = Q(sipd_entry__isnull=False)
_TRUE = Q(sipd_entry__version=F("version"))
CONDITIONS = {"belum": ~_ENTERED, "berubah": _ENTERED & ~_TRUE, "sudah": _TRUE}


@cache
def screens() -> tuple[dict[str, Any], ...]:
    """The screens with their fields, as the file of this installation lists them."""
    return tuple(json.loads(SCREENS.read_text(encoding="utf-8"))["screens"])


def lines_to_type(renja: Renja, state: str = "") -> QuerySet[RenjaLine]:
    """The lines that are typed into SIPD, those of the lowest level; all of them, or those of one state (STATES)."""
    rows = renja.lines.leaves().select_related("node", "unit", "sipd_entry__entered_by", "renja__edition")
    return rows.filter(CONDITIONS[state] if state in CONDITIONS else Q()).order_by("node__code")


def counts_of(renja: Renja) -> dict[str, int]:
    """How many lines are in each state; one query."""
    counted = {name: Count("pk", filter=condition) for name, condition in CONDITIONS.items()}
    return renja.lines.leaves().aggregate(**counted)


def state_of(line: RenjaLine) -> str:
    """A line's state, without a query where its entry was read along."""
    entry = getattr(line, "sipd_entry", None)
    if entry is None:
        return "belum"
    return "sudah" if entry.version == line.version else "berubah"


def entered_text(line: RenjaLine) -> str:
    """By whom and when, and whether it was changed since; "" where it was never typed in."""
    state = state_of(line)
    if state == "belum":
        return ""
    entry = line.sipd_entry
    told = {"when": long_datetime(entry.entered_at), "who": entry.entered_by or _("petugas")}
    words = _("%(when)s oleh %(who)s") % told
    return words if state == "sudah" else f"{words}; {STATES[state]}"


def sipd_book(renja: Renja) -> Workbook:
    """ "Siap ketik SIPD": a row for each indicator and source of funds, in the order of the screens."""
    fields = [(screen["title"], one) for screen in screens() for one in screen["fields"]]
    names = [one["value"] for _title, one in fields]
    return Workbook(
        _("Siap ketik SIPD"),
        [f"{title}: {one['head']}" for title, one in fields],
        ([told.get(name, "") for name in names] for told in _rows(renja)),
        tuple(one.get("width", WIDTH) for _title, one in fields),
        tuple(RUPIAH if name in ("amount", "forward") else "" for name in names),
    )


def _rows(renja: Renja) -> Iterator[dict[str, Any]]:
    lines = lines_to_type(renja).select_related("node__parent__parent")
    for line in lines.prefetch_related("indicators", "fundings"):
        own = _own(line, renja)
        for indicator, funding in list(zip_longest(line.indicators.all(), line.fundings.all())) or [
            (None, None)
        ]:
            told = dict(own)
            if indicator:
                told |= {
                    "text": indicator.text, "satuan": indicator.satuan,
                    "target": indicator.target_label or shortest(indicator.target),
                    "forward_target": shortest(indicator.forward_target),
                }  # fmt: skip
            if funding:
                told |= {
                    "source": funding.source, "amount": shortest(funding.amount), "forward": shortest(funding.forward),
                }  # fmt: skip
            yield told


def _own(line: RenjaLine, renja: Renja) -> dict[str, Any]:
    told = {
        "code": display_code(line.node.code, renja.bidang_code), "name": line.node.name, "location": line.location,
        "target_group": line.target_group, "urgency": ", ".join(line.urgencies), "note": line.note,
        "unit": line.unit.name if line.unit else "", "entered": entered_text(line),
    }  # fmt: skip
    above = line.node.parent
    while above is not None and above.level in ("kegiatan", "program"):
        told[f"{above.level}_code"] = display_code(above.code, renja.bidang_code)
        told[f"{above.level}_name"] = above.name
        above = above.parent
    return told
