"""Perbandingan: two states of a plan, as page and workbook; and for everybody what the forum changed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from core.excel_export import excel_response
from renja.change_table import change_rows, table_head
from renja.forms.revisions import PRESENT, CompareForm
from renja.forum_changes import began_at, closed_nodes, read_forum_changes
from renja.models import Renja
from renja.revision_sides import Comparison, read_comparison
from renja.views.fetching import get_plan
from renja.views.revisions import get_revision

MOST_SHOWN = 300  # lines on one page; the workbook and the PDF hold all


def compare(request: HttpRequest, year: int) -> HttpResponse:
    """What differs between the two states that `?dari=` and `?ke=` name."""
    renja = get_plan(request, year)
    form, found = _asked(request, renja)
    context = {"renja": renja, "year": year, "form": form, "found": found, "present": PRESENT}
    if found:
        context |= {"lines": found.lines[:MOST_SHOWN], "more": max(0, len(found.lines) - MOST_SHOWN)}
    return render(request, "renja/compare.html", context)


def _asked(
    request: HttpRequest, renja: Renja, *, for_everybody: bool = False
) -> tuple[CompareForm, Comparison | None]:
    form = CompareForm(request.GET or None, revisions=list(renja.revisions.for_listing()))
    return form, comparison_of(renja, form, for_everybody=for_everybody) if form.is_valid() else None


def comparison_of(renja: Renja, form: CompareForm, *, for_everybody: bool = False) -> Comparison:
    """The two states that a valid form names."""
    first, second = form.cleaned_data["dari"], form.cleaned_data["ke"]
    before = get_revision(renja, int(first))
    after = None if second == PRESENT else get_revision(renja, int(second))
    return read_comparison(renja, before, after, closed=closed_nodes(renja) if for_everybody else None)


def compare_excel(request: HttpRequest, year: int) -> HttpResponseBase:
    """The matrix of the changes as a workbook; of closed lines code, money and reason alone, as it leaves the house."""
    _form, found = _asked(request, get_plan(request, year), for_everybody=True)
    if found is None:
        raise Http404
    name = f"perubahan-renja-{year}-{found.slug}.xlsx"
    return excel_response(name, "Perubahan Renja", table_head(), change_rows(found))


def forum_changes(request: HttpRequest, year: int) -> HttpResponse:
    """Apa yang diubah forum: each change with the proposals behind it."""
    plans = {plan.year: plan for plan in Renja.objects.visible_to(request.user)}
    renja = plans.get(year)
    if renja is None:
        context = {"year": year, "next_year": year + 1, "years": list(plans)}
        return render(request, "renja/not_public.html", context, status=404)
    found = read_forum_changes(renja)
    context = {"renja": renja, "year": year, "found": found, "began_at": began_at(renja.forum)}
    if found:
        context |= {"lines": found.lines[:MOST_SHOWN], "more": max(0, len(found.lines) - MOST_SHOWN)}
    return render(request, "renja/forum_changes.html", context)
