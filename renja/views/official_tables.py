"""The official tables of the document: which there are, and the rows of those that are typed by hand."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.keys import key_of
from renja.comparing import row_differences
from renja.declared_tables import DeclaredTable, filled
from renja.errors import PlanRefused, StaleEdit
from renja.forms.tables import PREFIX, BaseRowFormSet, page_of, row_forms
from renja.models import Renja
from renja.realisation.evaluation import read_offer
from renja.services import copy_last_year, move_row, save_rows, sort_rows
from renja.structure import structure_of
from renja.typed_tables import read_rows
from renja.views.fetching import get_plan
from renja.windows import edit_refusal

MOVES = {"naik": -1, "turun": 1}


def tables(request: HttpRequest, year: int) -> HttpResponse:
    """Every table in printed order: the part that it follows, and how many rows were typed or where they come from."""
    renja = get_plan(request, year)
    structure, counts = structure_of(renja.structure), renja.table_rows.counts()
    rows = [
        {
            "part": part,
            "table": table,
            "title": filled(table.title, year, {}),
            "count": counts.pop(table.label, 0),
        }
        for part, table in structure.placed()
    ]
    context = {
        "renja": renja, "year": year, "structure": structure, "rows": rows, "unused": sorted(counts.items()),
        "filled": len([row for row in rows if row["table"].is_typed and row["count"]]), "total": len(structure.typed),
        "refusal": edit_refusal(renja.forum, request.user),
    }  # fmt: skip
    return render(request, "renja/official_tables.html", context)


def table(request: HttpRequest, year: int, table: str) -> HttpResponse:
    """Fill in one table, a page of rows at a time; 409 with both texts when somebody saved meanwhile."""
    renja = get_plan(request, year)
    declared = get_table(renja, table)
    page = _page(renja, declared, request.GET.get("page"))
    rows = read_rows(declared, page.object_list, renja, first=page.start_index() or 1)
    formset = row_forms(renja, declared, rows, request.POST if request.method == "POST" else None)
    told: dict[str, Any] = {}
    status = 200
    if request.method == "POST" and formset.is_valid():
        try:
            return _save(request, renja, declared, formset, page)
        except StaleEdit as stale:
            differences, status = row_differences(formset, stale.current, renja), 409
            told = {"problem": stale.message, "differences": differences}
        except PlanRefused as refused:
            told = {"problem": refused.message}
    context = _around(request, renja, declared) | {"formset": formset, "page": page}
    context |= {"first": page.start_index() or 1} | told
    return render(request, "renja/official_table.html", context, status=status)


def get_table(renja: Renja, label: str) -> DeclaredTable:
    """A table that is typed by hand, else 404."""
    found = structure_of(renja.structure).table(label)
    if found is None or not found.is_typed:
        raise Http404(_("Tabel ini tidak diisi dalam susunan Renja ini."))
    return found


def _page(renja: Renja, table: DeclaredTable, wanted: str | None) -> Page:
    return page_of(renja.table_rows.for_reading().filter(table=table.label), wanted)


def _around(request: HttpRequest, renja: Renja, table: DeclaredTable) -> dict:
    part = next(part for part, each in structure_of(renja.structure).placed() if each is table)
    rows = renja.table_rows.filter(table=table.label)
    return {
        "renja": renja, "year": renja.year, "table": table, "part": part, "title": filled(table.title, renja.year, {}),
        "refusal": edit_refusal(renja.forum, request.user), "version": renja.table_rows.mark(table.label),
        "has_code": any(column.kind == "code" for column in table.columns),
        "head": table.for_editing.head(renja.year, {}), "depth": table.depth,
        "may_copy": bool(table.carries) and not rows.exists(), "last_year": renja.year - 1,
        "offer": read_offer(renja, table),
    }  # fmt: skip


def _save(
    request: HttpRequest, renja: Renja, table: DeclaredTable, formset: BaseRowFormSet, page: Page
) -> HttpResponse:
    counts = save_rows(renja, table.label, actor=request.user, edits=formset.edits)
    number = page.number
    if counts["added"]:
        number = _page(renja, table, None).paginator.num_pages
    row = _moved(request, renja, table)
    if row is None:
        messages.success(request, _told(table, counts))
    anchor = f"#{PREFIX}-{row}" if row else ""
    return redirect(reverse("renja:table", args=[renja.year, table.label]) + f"?page={number}{anchor}")


def _told(table: DeclaredTable, counts: dict[str, int]) -> str:
    if not any(counts.values()):
        return _("Tabel %(label)s tidak berubah.") % {"label": table.label}
    return _("Tabel %(label)s disimpan: %(added)s ditambah, %(changed)s diubah, %(removed)s dihapus.") % {
        "label": table.label, **counts,
    }  # fmt: skip


def _moved(request: HttpRequest, renja: Renja, table: DeclaredTable) -> int | None:
    """Move the row whose button was pressed; its id, or None where none was."""
    for name, by in MOVES.items():
        row = key_of(request.POST.get(name, ""))
        if row is not None:
            move_row(renja, table.label, row, actor=request.user, by=by)
            return row
    return None


def copy(request: HttpRequest, year: int, table: str) -> HttpResponse:
    """Begin a table with the rows of last year's."""
    renja = get_plan(request, year)
    declared = get_table(renja, table)
    try:
        count = copy_last_year(renja, declared.label, actor=request.user)
    except PlanRefused as refused:
        messages.error(request, refused.message)
    else:
        words = _("%(count)s baris disalin dari Renja %(year)s. Periksa dan lengkapi isinya.")
        messages.success(request, words % {"count": count, "year": year - 1})
    return redirect("renja:table", year, declared.label)


def sort(request: HttpRequest, year: int, table: str) -> HttpResponse:
    """Order the rows by their codes."""
    renja = get_plan(request, year)
    declared = get_table(renja, table)
    try:
        sort_rows(renja, declared.label, actor=request.user)
    except PlanRefused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Baris diurutkan menurut kode."))
    return redirect("renja:table", year, declared.label)
