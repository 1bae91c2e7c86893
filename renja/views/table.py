"""The plan as a table that is worked in: one cell at a time, answered with what the table shows afterwards."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from renja.comparing import cell_conflict
from renja.errors import PlanRefused, StaleEdit
from renja.forms.cells import CellForm
from renja.models import RenjaLine
from renja.outline import read_branch
from renja.services import change_cell
from renja.summary import read_summary
from renja.templatetags.plan import typed
from renja.views.fetching import get_line, seen_version

UNREADABLE, STALE = 422, 409


def change(request: HttpRequest, year: int, line: int) -> HttpResponse:
    """Keep what was typed in one cell; 422 says what is wrong with it, 409 who changed that very cell meanwhile."""
    found, form = get_line(request, year, line), CellForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"error": form.problem}, status=UNREADABLE)
    try:
        saved = change_cell(
            found, actor=request.user, seen=seen_version(request), was=form.was, values=form.values
        )
    except StaleEdit as stale:
        news = _news(request, stale.current) | {"error": cell_conflict(stale.current, form)}
        return JsonResponse(news, status=STALE)
    except PlanRefused as refused:
        return JsonResponse({"error": refused.message}, status=UNREADABLE)
    return JsonResponse(_news(request, saved))


def _news(request: HttpRequest, line: RenjaLine) -> dict:
    """The row, the sums above it and the totals of the plan as the database holds them now."""
    row, above = read_branch(line)
    renja = line.renja
    summary = read_summary(renja)
    sums = {**{str(node): amounts for node, amounts in above.items()}, "all": (summary.pagu, summary.forward)}
    context = {
        "row": row,
        "year": renja.year,
        "next_year": renja.year + 1,
        "summary": summary,
        "may_open": True,
    }
    return {
        "row": render_to_string("renja/table_row.html", context, request=request),
        "completeness": summary.completeness,
        "totals": render_to_string("renja/plan_totals.html", context, request=request),
        "sources": render_to_string("renja/plan_sources.html", context, request=request),
        "sums": {node: [typed(amount) for amount in amounts] for node, amounts in sums.items()},
    }
