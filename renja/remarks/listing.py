"""The list of remarks as a page shows it: narrowed, and with the place of each in the plan as it is now."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.urls import reverse

from renja.models import Renja
from renja.remarks.models import Place, Remark, State
from renja.structure import structure_of

DRAFTS = "draf"


def narrowed(rows: QuerySet[Remark], *, shown: str, place: str, words: str) -> QuerySet[Remark]:
    """By state (or `draf`), by what they are about, by words of the remark or its place."""
    if shown == DRAFTS:
        rows = rows.drafts()
    elif shown in State.values:
        rows = rows.sent().filter(state=shown)
    if place in Place.values:
        rows = rows.filter(place=place)
    if words:
        rows = rows.filter(Q(text__icontains=words) | Q(label__icontains=words))
    return rows


def show_present(renja: Renja, remarks: Iterable[Remark]) -> None:
    """Adds `present`: where a remark is followed up in the plan as it is now; what is gone leads to the nearest page."""
    found = list(remarks)
    codes = {one.ref for one in found if one.place == Place.LINE}
    lines = renja.lines.filter(node__code__in=codes).values_list("node__code", "pk") if codes else ()
    by_code = dict(lines)
    for one in found:
        one.present = _place(renja, one, by_code)


def _place(renja: Renja, remark: Remark, lines: dict[str, int]) -> str:
    year = renja.year
    if remark.place == Place.WHOLE:
        return reverse("renja:edit", args=[year])
    if remark.place == Place.LINE:
        pk = lines.get(remark.ref)
        return reverse("renja:line", args=[year, pk]) if pk else reverse("renja:edit", args=[year])
    if structure_of(renja.structure).find(remark.ref):
        return reverse("renja:chapter", args=[year, remark.ref])
    return reverse("renja:chapters", args=[year]) + "#bagian-" + remark.ref.replace(".", "-")
