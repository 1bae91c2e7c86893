"""The evaluation of earlier plans, filled with what was recorded of them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from renja.errors import PlanRefused, StaleEdit
from renja.services.evaluation import fill_evaluation
from renja.views.fetching import get_plan
from renja.views.official_tables import get_table


def fill(request: HttpRequest, year: int, table: str) -> HttpResponse:
    """Isi dari realisasi: the empty cells, and those that say something else where that was ticked."""
    renja = get_plan(request, year)
    declared = get_table(renja, table)
    replaces = request.POST.get("ganti") == "on"
    try:
        counts = fill_evaluation(renja, declared.label, actor=request.user, replaces=replaces)
    except StaleEdit as stale:
        messages.error(request, stale.message)
    except PlanRefused as refused:
        messages.error(request, refused.message)
    else:
        words = _(
            "Tabel %(label)s diisi dari realisasi: %(added)s baris ditambah, %(changed)s diubah. Periksa hasilnya."
        )
        messages.success(request, words % {"label": declared.label, **counts})
    return redirect("renja:table", year, declared.label)
