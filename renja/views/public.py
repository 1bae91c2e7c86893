"""The plan for everybody: what is withheld shows its code, its pagu and the reason alone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from renja.models import Renja, Revision
from renja.outline import read_outline
from renja.reading import read_text
from renja.typed_tables import read_shown


def detail(request: HttpRequest, year: int) -> HttpResponse:
    """The plan of a year, readable; 404 with the years that can be read where it is not public."""
    plans = {plan.year: plan for plan in Renja.objects.visible_to(request.user)}
    renja = plans.get(year)
    context = {"year": year, "next_year": year + 1, "years": list(plans)}
    if renja is None:
        return render(request, "renja/not_public.html", context, status=404)
    lines = renja.lines.for_table().with_public_agreements()
    context |= {"renja": renja, "outline": read_outline(renja, lines), "text": read_text(renja)}
    context |= {"tables": read_shown(renja), "act": _act(renja)}
    return render(request, "renja/detail.html", context)


def _act(renja: Renja) -> Revision | None:
    """The newest act that established it; none is known of a plan from before the portal."""
    return renja.revisions.newest_act() if renja.is_established else None
