"""Teruskan banyak: choose, name the offices, confirm, and see what became of each."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.paging import page_of
from proposals.forms.forwarding import ChosenForm, ForwardFilterForm, GroupFormSet
from proposals.forwarding import ForwardRow, chosen_rows, forward_many, grouped
from proposals.models import Proposal
from proposals.queue import BY_DEADLINE, clock
from proposals.suggesting import offices_for

PAGE_SIZE = 50


def forward(request: HttpRequest) -> HttpResponse:
    """One address for all steps; the button that was pressed says which."""
    if request.method != "POST":
        return _choosing(request)
    step = STEPS.get(request.POST.get("langkah", ""), _naming)
    return step(request)


def _choosing(request: HttpRequest) -> HttpResponse:
    filters = ForwardFilterForm(request.GET)
    rows = filters.apply(Proposal.objects.awaiting_verification(request.user), *BY_DEADLINE)
    page = page_of(rows, request.GET.get("page"), PAGE_SIZE, whole=Proposal.objects.with_people())
    found = list(page)
    shown = [
        (ForwardRow(proposal), clock(proposal), hint)
        for proposal, hint in zip(found, offices_for(found), strict=True)
    ]
    context = {"filters": filters, "page": page, "rows": shown}
    return render(request, "proposals/forward_choose.html", context)


def _naming(request: HttpRequest) -> HttpResponse:
    """The chosen ones under the office that their words point to, to be confirmed or changed."""
    form = ChosenForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.errors["pilih"][0])
        return redirect("proposals:forward_many")
    rows = chosen_rows(form.cleaned_data["pilih"], request.user)
    groups = grouped(rows)
    initial = [
        {"pilih": group.read, "office": group.office, "reason": _reason_for(group.office)} for group in groups
    ]
    return _offices_page(request, GroupFormSet(initial=initial), rows)


def _reason_for(office) -> str:
    return _("Usulan ini merupakan kewenangan %(office)s.") % {"office": office.name} if office else ""


def _offices_page(request: HttpRequest, formset: BaseFormSet, rows: list[ForwardRow]) -> HttpResponse:
    refused = [row for row in rows if row.problem]
    context = {"formset": formset, "groups": _with_rows(formset, rows), "refused": refused}
    return render(request, "proposals/forward_offices.html", context)


def _with_rows(formset: BaseFormSet, rows: list[ForwardRow]) -> list[tuple]:
    """Each form of the set with the proposals that it names."""
    by_key = {row.proposal.pk: row for row in rows}
    found = []
    for form in formset:
        seen = form.fields["pilih"].clean(form["pilih"].value())
        found.append((form, [by_key[key] for key in seen if key in by_key and not by_key[key].problem]))
    return found


def _sent(request: HttpRequest) -> tuple[BaseFormSet, list[ForwardRow]]:
    formset = GroupFormSet(request.POST)
    seen: dict[int, int] = {}
    for form in formset:
        seen |= form.fields["pilih"].clean(form["pilih"].value())
    return formset, chosen_rows(seen, request.user)


def _confirming(request: HttpRequest) -> HttpResponse:
    """Everything once more, before it is done."""
    formset, rows = _sent(request)
    if not rows:
        return redirect("proposals:forward_many")
    if not formset.is_valid():
        return _offices_page(request, formset, rows)
    groups = [(form, named) for form, named in _with_rows(formset, rows) if named]
    context = {
        "formset": formset,
        "groups": groups,
        "refused": [row for row in rows if row.problem],
        "count": sum(len(named) for _form, named in groups),
    }
    return render(request, "proposals/forward_confirm.html", context)


def _changing(request: HttpRequest) -> HttpResponse:
    """Back to the offices and reasons, as they were chosen."""
    formset, rows = _sent(request)
    return _offices_page(request, formset, rows) if rows else redirect("proposals:forward_many")


def _forwarding(request: HttpRequest) -> HttpResponse:
    formset, rows = _sent(request)
    if not rows:
        return redirect("proposals:forward_many")
    if not formset.is_valid():
        return _offices_page(request, formset, rows)
    results = []
    for form in formset:
        given = form.cleaned_data
        done = forward_many(
            given["pilih"], actor=request.user, office=given["office"], reason=given["reason"]
        )
        results.append((given["office"], done))
    count = sum(not row.problem for _office, done in results for row in done)
    return render(request, "proposals/forward_done.html", {"results": results, "count": count})


STEPS: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "instansi": _naming,
    "periksa": _confirming,
    "teruskan": _forwarding,
    "kembali": _changing,
}
