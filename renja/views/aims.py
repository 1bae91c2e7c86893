"""Keselarasan: the priorities, tujuan and sasaran of a plan, and which lines serve them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from core.versions import attempt
from renja.alignment import Aim
from renja.errors import PlanRefused, StaleEdit
from renja.forms.aims import PREFIX, AimFormSet, ServingForm, aim_rows
from renja.models import Renja
from renja.services import assign_aim, copy_aims, save_aims, take_aims
from renja.services.aims import aims_mark
from renja.services.aims_taken import lacking_aims, last_aims
from renja.views.fetching import get_plan
from renja.windows import edit_refusal

COPY, TAKE = "lalu", "tabel"


def aims(request: HttpRequest, year: int) -> HttpResponse:
    """The catalogue with how many lines serve each, and how many lines name nothing of it."""
    renja = get_plan(request, year)
    rows = renja.aims.with_lines().in_order()
    refusal = edit_refusal(renja.forum, request.user)
    context = {
        "renja": renja, "year": year, "aims": rows, "refusal": refusal,
        "open": renja.lines.not_aligned().count(), "lines": renja.lines.leaves().count(),
    }  # fmt: skip
    if not refusal:
        context |= {"lacking": len(lacking_aims(renja)), "last": [] if rows else last_aims(renja)}
    return render(request, "renja/aims.html", context)


def aims_edit(request: HttpRequest, year: int) -> HttpResponse:
    """Fill in the catalogue; 409 with the stored one when somebody saved meanwhile."""
    renja = get_plan(request, year)
    mark, problem = request.POST.get("seen", aims_mark(renja)), ""
    stale: list[Aim] = []
    status = 200
    data = request.POST if request.method == "POST" else None
    formset = AimFormSet(data, initial=aim_rows(renja.aims.in_order()), prefix=PREFIX)
    if data is not None and formset.is_valid():
        try:
            return _saved(
                renja, save_aims(renja, actor=request.user, seen=mark, edits=formset.edits), request
            )
        except StaleEdit as stored:
            problem, stale, mark = stored.message, renja.aims.in_order(), aims_mark(renja)
            status = 409
        except PlanRefused as refused:
            problem = refused.message
    context = {
        "renja": renja, "year": year, "formset": formset, "seen": mark, "stale": stale, "problem": problem,
        "refusal": edit_refusal(renja.forum, request.user),
    }  # fmt: skip
    return render(request, "renja/aims_edit.html", context, status=status)


def _saved(renja: Renja, counts: dict[str, int], request: HttpRequest) -> HttpResponse:
    words = _("Daftar keselarasan disimpan: %(added)s ditambah, %(changed)s diubah, %(removed)s dihapus.")
    messages.success(
        request, words % counts if any(counts.values()) else _("Daftar keselarasan tidak berubah.")
    )
    return redirect("renja:aims", renja.year)


def aims_begin(request: HttpRequest, year: int) -> HttpResponse:
    """Take rows over: those of last year's plan (`dari=lalu`), or the tujuan and sasaran of the typed table (`dari=tabel`)."""
    renja = get_plan(request, year)
    verb = copy_aims if request.POST.get("dari") == COPY else take_aims
    try:
        count = verb(renja, actor=request.user)
    except PlanRefused as refused:
        messages.error(request, refused.message)
    else:
        words = _("%(count)s baris diambil. Periksa uraian dan nomornya.")
        messages.success(request, words % {"count": count} if count else _("Tidak ada yang perlu diambil."))
    return redirect("renja:aims", year)


def aim_lines(request: HttpRequest, year: int, aim: int) -> HttpResponse:
    """Tick the lines that serve one priority, tujuan or sasaran."""
    renja = get_plan(request, year)
    found = get_object_or_404(renja.aims.select_related("renja__forum"), pk=aim)
    form = ServingForm(request.POST if request.method == "POST" else None, aim=found)

    def save():
        assign_aim(found, actor=request.user, **form.changes)

    if form.is_bound and form.is_valid() and attempt(form, save):
        messages.success(request, _("Baris yang mendukung %(tag)s disimpan.") % {"tag": found.tag})
        return redirect("renja:aims", year)
    context = {
        "renja": renja, "year": year, "aim": found, "form": form,
        "refusal": edit_refusal(renja.forum, request.user),
    }  # fmt: skip
    return render(request, "renja/aim_lines.html", context)
