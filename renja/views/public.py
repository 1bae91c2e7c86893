"""The plan for everybody: what is withheld shows its code, its pagu and the reason alone."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.vary import vary_on_headers

from renja.codes import codes_in_list
from renja.coverage import read_coverage
from renja.forms.search import PlanSearchForm
from renja.models import Renja, Revision
from renja.outline import read_outline, read_path
from renja.reading import read_text
from renja.tree import branches, find_rows
from renja.typed_tables import read_shown
from renja.views.fetching import get_plan


@vary_on_headers("HX-Request")
def detail(request: HttpRequest, year: int) -> HttpResponse:
    """The plan of a year, readable; 404 with the years that can be read where it is not public.

    `?q=` narrows the tree to lines in which the words, or the beginning of a code, are found.
    """
    plans = {plan.year: plan for plan in Renja.objects.visible_to(request.user)}
    renja = plans.get(year)
    context = {"year": year, "next_year": year + 1, "years": list(plans)}
    if renja is None:
        return render(request, "renja/not_public.html", context, status=404)
    context |= _tree(request, renja) | {"renja": renja}
    if request.htmx:
        return render(request, "renja/detail.html#tree", context)
    context |= {"coverage": read_coverage(renja.forum), "text": read_text(renja), "tables": read_shown(renja)}
    return render(request, "renja/detail.html", context | {"act": _act(renja)})


def _act(renja: Renja) -> Revision | None:
    """The newest act that established it; none is known of a plan from before the portal."""
    return renja.revisions.newest_act() if renja.is_established else None


def _tree(request: HttpRequest, renja: Renja) -> dict:
    search = PlanSearchForm(request.GET)
    outline = read_outline(renja, renja.lines.for_readers())
    rows = find_rows(outline.rows, search.text) if search.text else outline.rows
    return {
        "outline": outline,
        "search": search,
        "tree": branches(rows),
        "found": sum(row.is_leaf for row in rows),
        "total": len(outline.leaves),
    }


def line(request: HttpRequest, year: int, node: str) -> HttpResponse:
    """One line of the plan, to be sent on: what is promised, what it costs, whom it answers."""
    renja = get_plan(request, year)
    found = renja.lines.for_readers().filter(node__code__in=codes_in_list(renja, node)).first()
    if found is None:
        raise Http404(_("Kode ini tidak dimuat dalam Renja tahun ini."))
    path = read_path(found)
    context = {
        "renja": renja, "year": year, "next_year": year + 1, "line": found, "row": path[-1], "above": path[:-1],
        "code": node,
    }  # fmt: skip
    return render(request, "renja/detail_one.html", context)
