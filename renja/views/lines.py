"""Finding a code, filling in its line, taking it out again."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.vary import vary_on_headers

from core.keys import key_of, keys_of
from renja.codes import find_codes
from renja.comparing import differences
from renja.errors import PlanRefused, StaleEdit
from renja.forms.fundings import FundingFormSet, funding_rows
from renja.forms.lines import (
    CodeSearchForm,
    IndicatorFormSet,
    LineForm,
    indicator_rows,
    official_rows,
)
from renja.models import Renja, RenjaLine
from renja.services import add_line, remove_line, save_line
from renja.views.fetching import get_line, get_plan, get_proposal, seen_version
from renja.windows import edit_refusal
from urusan.models import Nomenclature
from urusan.reference import funding_sources, unit_names

PAGE_SIZE = 25
# Where the page of a line goes on after it was saved to add something more.
FURTHER = {"1": "#indikator", "resmi": "#indikator", "dana": "#pendanaan"}


@vary_on_headers("HX-Request")
def add(request: HttpRequest, year: int) -> HttpResponse:
    """Search the official codes and put one into the plan; from a proposal, on to linking it."""
    renja = get_plan(request, year)
    number = request.GET.get("usulan", "")
    if request.method == "POST":
        return _add(request, renja, number)
    form = CodeSearchForm(request.GET)
    rows = find_codes(renja, form.text, with_upper=form.with_upper)
    context = {
        "renja": renja,
        "year": year,
        "form": form,
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "proposal": get_proposal(renja, number) if number else None,
        "refusal": edit_refusal(renja.forum, request.user),
    }
    return render(request, _add_template(request), context)


def _add_template(request: HttpRequest) -> str:
    """The whole page; while somebody types there its results; under the table of the plan (`?tabel=1`) a short list."""
    if not request.htmx:
        return "renja/line_add.html"
    return "renja/table_found.html" if "tabel" in request.GET else "renja/line_add.html#rows"


def _add(request: HttpRequest, renja: Renja, number: str) -> HttpResponse:
    node = get_object_or_404(Nomenclature, pk=key_of(request.POST.get("node", "")))
    try:
        line = add_line(renja, node, actor=request.user)
    except PlanRefused as refused:
        if request.htmx:
            return JsonResponse({"error": refused.message}, status=422)
        messages.error(request, refused.message)
        return redirect(request.get_full_path())
    if "indikator" in request.POST:  # from the table of the plan, for what a program or kegiatan promises
        return redirect(reverse("renja:line", args=[renja.year, line.pk]) + "#indikator")
    if request.htmx:  # the table of the plan shows it itself
        return JsonResponse({"line": line.pk})
    messages.success(request, _("%(code)s dimuat dalam Renja. Lengkapi isinya.") % {"code": line.code})
    if number:
        address = reverse("renja:link", args=[renja.year, get_proposal(renja, number).number])
        return redirect(f"{address}?baris={line.pk}")
    return redirect("renja:line", renja.year, line.pk)


def line(request: HttpRequest, year: int, line: int) -> HttpResponse:
    """One line with its money, indicators and the proposals that it answers; 409 with both versions when it is stale."""
    found = get_line(request, year, line)
    forms = _forms(request, found)
    told, status = {"version": found.version}, 200
    if request.method == "POST":
        told = {"version": seen_version(request)}
        form = forms["form"]
        if _are_valid(forms):
            try:
                return _save(request, year, line, forms)
            except StaleEdit as stale:
                form.add_error(None, stale.message)
                told, status = _both_versions(get_line(request, year, line), forms), 409
            except PlanRefused as refused:
                form.add_error(None, refused.message)
    context = _line_context(request, get_line(request, year, line)) | forms | told
    return render(request, "renja/line.html", context, status=status)


def _both_versions(stored: RenjaLine, forms: dict) -> dict:
    return {"version": stored.version, "differences": differences(stored, forms["form"], **_rows(forms))}


def _forms(request: HttpRequest, line: RenjaLine) -> dict:
    """The line's form, its indicators, and its sources of funds (None where it carries no money)."""
    data = request.POST if request.method == "POST" else None
    money = FundingFormSet(data, initial=funding_rows(line), prefix="dana") if line.carries_money else None
    rows = IndicatorFormSet(data, initial=indicator_rows(line), prefix="indikator")
    return {"form": LineForm(data, instance=line), "formset": rows, "fundings": money}


def _are_valid(forms: dict) -> bool:
    """Whether all are; each is asked, so that each says what is wrong."""
    return not [each for each in forms.values() if each is not None and not each.is_valid()]


def _rows(forms: dict) -> dict:
    money = forms["fundings"]
    return {"indicators": forms["formset"].wanted, "fundings": None if money is None else money.wanted}


def _save(request: HttpRequest, year: int, pk: int, forms: dict) -> HttpResponse:
    line, rows = get_line(request, year, pk), _rows(forms)
    if "resmi" in request.POST:
        rows["indicators"] = [*rows["indicators"], *official_rows(line, rows["indicators"])]
    saved = save_line(
        line,
        actor=request.user,
        seen=seen_version(request),
        values=forms["form"].cleaned_data,
        **rows,
    )
    messages.success(request, _("Baris %(code)s disimpan.") % {"code": saved.code})
    further = FURTHER.get(request.POST.get("lagi", "resmi" if "resmi" in request.POST else ""))
    if further:
        return redirect(reverse("renja:line", args=[year, pk]) + further)
    return redirect(reverse("renja:edit", args=[year]) + f"#baris-{pk}")


def _line_context(request: HttpRequest, line: RenjaLine) -> dict:
    renja = line.renja
    return {
        "line": line,
        "renja": renja,
        "year": renja.year,
        "next_year": renja.year + 1,
        "answers": line.fulfilments.select_related("proposal"),
        "agreements": line.agreements.for_listing().select_related("forum"),
        "sources": funding_sources(renja.edition.slug),
        "offered": official_rows(line, line.indicators.values("text")),
        "units": unit_names(),
        "refusal": edit_refusal(renja.forum, request.user),
    }


def remove(request: HttpRequest, year: int, line: int) -> HttpResponse:
    """Take a line out, after reading which proposals lose it."""
    found = get_line(request, year, line)
    if request.method == "POST":
        try:
            remove_line(found, actor=request.user, unlink=set(keys_of(request.POST.getlist("usulan"))))
        except PlanRefused as refused:
            messages.error(request, refused.message)
            return redirect("renja:line_remove", year, line)
        messages.success(request, _("Baris %(code)s dihapus dari Renja.") % {"code": found.code})
        return redirect("renja:edit", year)
    context = {
        "line": found,
        "year": year,
        "answers": found.fulfilments.select_related("proposal"),
        "refusal": edit_refusal(found.renja.forum, request.user),
    }
    return render(request, "renja/line_remove.html", context)
