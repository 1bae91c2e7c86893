"""Kelengkapan: what Bappeda would send the plan back for, each with the place where it is mended."""

from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from renja.completeness.checking import Completeness, by_chapter, read_completeness
from renja.completeness.declaring import Weight
from renja.models import Renja
from renja.views.fetching import get_plan
from renja.windows import edit_refusal

SHOWN = 8  # of one rule in one chapter; the page of the rule shows all
PAGE_SIZE = 100


def completeness(request: HttpRequest, year: int) -> HttpResponse:
    """All findings by chapter, of one weight (`?tampil=harus`), or of one rule (`?aturan=`)."""
    renja = get_plan(request, year)
    found = read_completeness(renja)
    if "aturan" in request.GET:
        return _of_rule(request, renja, found)
    weight = request.GET.get("tampil", "")
    weight = weight if weight in Weight.values else ""
    context = _around(request, renja, found) | {
        "weight": weight,
        "chapters": by_chapter(found, weight, SHOWN),
        "tabs": _tabs(found, weight),
        "shown": SHOWN,
    }
    return render(request, "renja/completeness.html", context)


def _of_rule(request: HttpRequest, renja: Renja, found: Completeness) -> HttpResponse:
    checked = found.find(request.GET["aturan"])
    if checked is None:
        raise Http404(_("Pemeriksaan ini tidak ada."))
    page = Paginator(checked.findings, PAGE_SIZE).get_page(request.GET.get("page"))
    context = _around(request, renja, found) | {"checked": checked, "page": page}
    return render(request, "renja/completeness_rule.html", context)


def _around(request: HttpRequest, renja: Renja, found: Completeness) -> dict:
    prefetch_related_objects([renja.forum], "phases")
    refusal = edit_refusal(renja.forum, request.user)
    return {"renja": renja, "year": renja.year, "completeness": found, "refusal": refusal}


def _tabs(found: Completeness, weight: str) -> list[dict]:
    rows = (
        ("", _("Semua"), len(found.gaps)),
        (Weight.MUST, Weight.MUST.label, len(found.musts)),
        (Weight.LOOK, Weight.LOOK.label, len(found.looks)),
    )
    return [
        {"label": label, "url": f"?tampil={key}" if key else "?", "current": key == weight, "count": count}
        for key, label, count in rows
    ]
