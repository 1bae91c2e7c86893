"""What was done of the plan: all lines in a quarter, and one line in all of them."""

from types import SimpleNamespace
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BaseFormSet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.versions import Difference
from renja.errors import PlanRefused, StaleEdit
from renja.exchange.realisation_writing import realisation_book as realisation_rows
from renja.forms.realisation import LineRealisationForm, part_forms
from renja.models import Realisation, Renja, RenjaLine
from renja.realisation.quarters import Quarter, begins, begun, shown_first
from renja.realisation.table import RealisedPart, read_line_quarters, read_realised_plan
from renja.services.realisation import RealisationEdit, over_pagu, save_realisations
from renja.views.exchange import book_response
from renja.views.fetching import get_line, get_plan

PARTS = 5  # programmes on a page
NAMED = 3  # lines in one message


def asked_quarter(request: HttpRequest, year: int) -> int:
    """The quarter that the address names (`?tw=2`), else the one that is reported now."""
    wanted = request.GET.get("tw", "")
    return int(wanted) if wanted in {str(one) for one in Quarter.values} else shown_first(year)


def quarter_tabs(year: int, quarter: int, address: str) -> list[SimpleNamespace]:
    return [
        SimpleNamespace(url=f"{address}?tw={value}", label=label, current=value == quarter)
        for value, label in Quarter.choices
    ]


def realising(request: HttpRequest) -> HttpResponse:
    """On to the plan that is being carried out: the newest whose year has begun, else the next one."""
    years = _years(request)
    if not years:
        raise Http404(_("Belum ada Renja yang realisasinya dapat diisi."))
    this_year = timezone.localdate().year
    year = max((one for one in years if one <= this_year), default=min(years))
    return redirect("renja:realisation", year)


def realisation(request: HttpRequest, year: int) -> HttpResponse:
    """The programmes with their lines in one quarter; each is a form of its own. 409 with both texts where one is stale."""
    renja, quarter = get_plan(request, year), asked_quarter(request, year)
    plan = read_realised_plan(renja, quarter)
    sent = plan.part(request.POST.get("bagian", ""))
    told = _answer(request, renja, quarter, sent) if sent else {}
    number = plan.parts.index(sent) // PARTS + 1 if sent else request.GET.get("page")
    if told.get("saved"):
        return redirect(f"{request.path}?tw={quarter}&page={number}#{sent.key}")
    page = Paginator(plan.parts, PARTS).get_page(number)
    context = {
        "renja": renja, "year": year, "plan": plan, "quarter": quarter, "page": page, "is_open": quarter in begun(year),
        "quarter_label": Quarter(quarter).label, "opens": begins(year, quarter),
        "tabs": quarter_tabs(year, quarter, request.path), "years": _years(request),
        "sections": [_section(request, part, told.get("formset")) for part in page],
    }  # fmt: skip
    return render(
        request, "renja/realisation.html", context | told, status=409 if "differences" in told else 200
    )


def _years(request: HttpRequest) -> list[int]:
    """Of every plan that can be opened, the newest first."""
    return list(Renja.objects.visible_to(request.user).values_list("forum__plan_year", flat=True))


def _section(request: HttpRequest, part: RealisedPart, sent: BaseFormSet | None) -> dict[str, Any]:
    """A part with the form of each of its lines that this person may type in; `sent` is the one that was sent."""
    formset = sent if sent is not None and sent.prefix == part.key else part_forms(part, request.user)
    forms = {form.row.line.pk: form for form in formset if form.row}
    rows = [(row, forms.get(row.line.pk) if row.line else None) for row in part.rows]
    return {"part": part, "formset": formset, "rows": rows, "may_type": bool(forms)}


def _answer(request: HttpRequest, renja: Renja, quarter: int, sent: RealisedPart) -> dict[str, Any]:
    """What the page tells of a part that was sent: `saved`, or its `formset` with the `problem`, or two texts."""
    formset = part_forms(sent, request.user, request.POST)
    if not formset.is_valid():
        return {"formset": formset}
    edits = [form.edit for form in formset if form.cleaned_data and form.is_touched]
    try:
        count = save_realisations(renja, quarter, actor=request.user, edits=edits)
    except StaleEdit as stale:
        return {"formset": formset, "problem": stale.message, "differences": _both(formset, stale.current)}
    except PlanRefused as refused:
        return {"formset": formset, "problem": refused.message}
    words = _("Realisasi %(n)d baris disimpan.") % {"n": count} if count else _("Tidak ada yang berubah.")
    messages.success(request, words)
    _tell_over(request, renja, edits)
    return {"saved": True}


def _both(formset: BaseFormSet, current: list[Realisation]) -> list[Difference]:
    """Of the rows that somebody else saved, what is stored now and what was typed."""
    now = {row.line_id: row for row in current}
    stale = [form for form in formset if form.cleaned_data.get("id") in now]
    return [one for form in stale for one in form.differences(now[form.cleaned_data["id"]])]


def realisation_book(request: HttpRequest, year: int) -> HttpResponseBase:
    """What was recorded, as a workbook that can be filled in and read again."""
    renja = get_plan(request, year)
    return book_response(f"Renja-{year}-realisasi.xlsx", realisation_rows(renja))


def _tell_over(request: HttpRequest, renja: Renja, edits: list[RealisationEdit]) -> None:
    over = over_pagu(renja, [edit.line for edit in edits])
    if over:
        codes = ", ".join(line.node.code for line in over[:NAMED]) + ("…" if len(over) > NAMED else "")
        words = _("Keuangan melebihi pagu pada %(codes)s. Realisasinya tetap disimpan; periksa angkanya.")
        messages.warning(request, words % {"codes": codes})


def realisation_line(request: HttpRequest, year: int, line: int) -> HttpResponse:
    """One line: its four quarters, what shows it, and how the work on each proposal stands that it answers."""
    found = get_line(request, year, line)
    quarter = asked_quarter(request, year)
    quarters = read_line_quarters(found)
    data = request.POST if request.method == "POST" else None
    form = LineRealisationForm(data, line=found, row=quarters[quarter - 1])
    told: dict[str, Any] = {}
    status = 200
    if form.is_bound and form.is_valid():
        edit = RealisationEdit(found.pk, form.values, form.based_on)
        try:
            save_realisations(found.renja, quarter, actor=request.user, edits=[edit])
        except StaleEdit as stale:
            told, status = {"differences": form.differences(stale.current[0])}, 409
            form.add_error(None, stale.message)
        except PlanRefused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(
                request, _("Realisasi %(quarter)s disimpan.") % {"quarter": Quarter(quarter).label}
            )
            _tell_over(request, found.renja, [edit])
            return redirect(reverse("renja:realisation_line", args=[year, line]) + f"?tw={quarter}")
    context = _line_context(request, found, quarter, quarters) | {"form": form} | told
    return render(request, "renja/realisation_line.html", context, status=status)


def _line_context(
    request: HttpRequest, line: RenjaLine, quarter: int, quarters: list[Realisation | None]
) -> dict[str, Any]:
    year = line.renja.year
    spent = sum((row.spent or 0 for row in quarters if row), 0)
    answers = line.fulfilments.select_related("proposal", "work").order_by("proposal__number")
    return {
        "line": line, "renja": line.renja, "year": year, "quarter": quarter, "quarter_label": Quarter(quarter).label,
        "quarters": [SimpleNamespace(label=label, row=quarters[value - 1]) for value, label in Quarter.choices],
        "tabs": quarter_tabs(year, quarter, request.path), "is_open": quarter in begun(year), "opens": begins(year, quarter),
        "may_type": request.user.has_perm("renja.realise", line), "spent": spent, "is_over": spent > (line.pagu or 0),
        "indicator": line.indicators.first(), "answers": [row for row in answers if row.is_in_force],
        "proofs": line.proofs.for_listing(), "has_begun": bool(begun(year)),
    }  # fmt: skip
