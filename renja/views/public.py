"""The plan for everybody: what is withheld shows its code, its pagu and the reason alone."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.vary import vary_on_headers

from renja.codes import codes_in_list
from renja.forms.search import PlanSearchForm
from renja.models import Renja
from renja.outline import OutlineRow, read_path
from renja.readable import Established, Readable, acts_of, readable
from renja.realisation.models import Proof
from renja.realisation.reading import read_proofs
from renja.tree import branches, find_rows
from renja.views.fetching import get_plan


@vary_on_headers("HX-Request")
def detail(request: HttpRequest, year: int) -> HttpResponse:
    """The plan of a year, readable; 404 with the years that can be read where it is not public.

    `?q=` narrows the tree to lines in which the words, or the beginning of a code, are found. As long as a change of the plan is
    drafted, what was established is read here, and nothing of the draft.
    """
    plans = {plan.year: plan for plan in Renja.objects.visible_to(request.user)}
    plan = readable(plans[year]) if year in plans else None
    if plan is None:
        context = {"year": year, "next_year": year + 1, "years": list(plans)}
        return render(request, "renja/not_public.html", context, status=404)
    renja = plans[year]
    acts = list(acts_of(renja).for_listing()) if renja.is_established and not request.htmx else []
    more = {
        "years": list(plans), "is_amended": renja.is_amended, "act": acts[0] if acts else None,
        "acts": acts if len(acts) > 1 else (),
    }  # fmt: skip
    return _read(request, plan, more)


def established(request: HttpRequest, year: int, revision: int) -> HttpResponse:
    """What an act established, also after the plan was changed."""
    act = get_object_or_404(acts_of(get_plan(request, year)), number=revision)
    acts = acts_of(act.renja).for_listing()
    return _read(request, Established(act), {"is_past": True, "act": act, "acts": acts})


def _read(request: HttpRequest, plan: Readable, more: dict) -> HttpResponse:
    year = plan.renja.year
    context = {"year": year, "next_year": year + 1, "renja": plan.renja} | _tree(request, plan) | more
    if request.htmx:
        return render(request, "renja/detail.html#tree", context)
    context |= {"coverage": plan.coverage, "text": plan.text, "tables": plan.tables}
    return render(request, "renja/detail.html", context)


def _tree(request: HttpRequest, plan: Readable) -> dict:
    search = PlanSearchForm(request.GET)
    outline = plan.outline
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
    path = _frozen_path(renja, node) if renja.is_amended else _path(renja, node)
    if not path:
        raise Http404(_("Kode ini tidak dimuat dalam Renja tahun ini."))
    context = {
        "renja": path[-1].line.renja, "year": year, "next_year": year + 1, "line": path[-1].line, "row": path[-1],
        "above": path[:-1], "code": node, "pictures": read_proofs(_shown_proofs(renja, node)),
    }  # fmt: skip
    return render(request, "renja/detail_one.html", context)


def _shown_proofs(renja: Renja, node: str) -> QuerySet:
    """What shows the work on this code, as rows of values."""
    rows = Proof.objects.filter(line__renja=renja, line__node__code__in=codes_in_list(renja, node))
    return rows.for_public().as_values().values_list("row", flat=True)


def _path(renja: Renja, node: str) -> list[OutlineRow]:
    found = renja.lines.for_readers().filter(node__code__in=codes_in_list(renja, node)).first()
    if found is None:
        return []
    found.renja = renja
    return read_path(found)


def _frozen_path(renja: Renja, node: str) -> list[OutlineRow]:
    plan = readable(renja)
    return plan.path(node) if isinstance(plan, Established) else []
