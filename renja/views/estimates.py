"""Forward estimates by one factor: read first, then applied; taken back once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from renja.errors import PlanRefused
from renja.forms.estimates import EstimateForm
from renja.services import estimate_forward, undo_estimate
from renja.views.fetching import get_plan
from renja.windows import edit_refusal


def estimate(request: HttpRequest, year: int) -> HttpResponse:
    """What the factor in the address would change; posted with the mark of what was read, it is applied."""
    renja = get_plan(request, year)
    form = EstimateForm(request.POST or (request.GET if "faktor" in request.GET else None), renja=renja)
    if request.method == "POST" and form.is_valid():
        try:
            made = estimate_forward(
                renja, actor=request.user, seen=request.POST.get("seen", ""), **form.values
            )
        except PlanRefused as refused:
            form.add_error(None, refused.message)
        else:
            told = {"n": len(made.changes)}
            messages.success(request, _("Prakiraan maju %(n)s sumber dana dihitung ulang.") % told)
            return redirect("renja:edit", year)
    context = {
        "form": form,
        "renja": renja,
        "year": year,
        "next_year": year + 1,
        "preview": form.shown,
        "last": renja.estimates.select_related("program").first(),
        "refusal": edit_refusal(renja.forum, request.user),
    }
    return render(request, "renja/estimate.html", context)


def undo(request: HttpRequest, year: int) -> HttpResponse:
    """Take the newest estimate back."""
    try:
        back, kept = undo_estimate(get_plan(request, year), actor=request.user)
    except PlanRefused as refused:
        messages.error(request, refused.message)
        return redirect("renja:estimate", year)
    messages.success(request, _("Prakiraan maju %(n)s sumber dana dikembalikan.") % {"n": back})
    if kept:
        words = _("%(n)s sumber dana sudah diubah sesudahnya, sehingga dibiarkan.")
        messages.info(request, words % {"n": kept})
    return redirect("renja:edit", year)
