"""Lines of an earlier plan: read what they would become, tick, copy; taken back once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.keys import keys_of
from renja.errors import PlanRefused
from renja.forms.copies import CopyForm
from renja.services import copy_plan, undo_copy
from renja.views.fetching import get_plan
from renja.windows import edit_refusal


def copy(request: HttpRequest, year: int) -> HttpResponse:
    """The lines of the plan that the address names; posted with ticks and the mark of what was read, they are copied."""
    renja = get_plan(request, year)
    form = CopyForm(request.POST or (request.GET if "dari" in request.GET else None), renja=renja)
    ticked = set(keys_of(request.POST.getlist("baris")))
    if request.method == "POST" and form.is_valid():
        try:
            made = copy_plan(
                renja,
                form.source,
                actor=request.user,
                lines=ticked,
                seen=request.POST.get("seen", ""),
                **form.values,
            )
        except PlanRefused as refused:
            form.add_error(None, refused.message)
        else:
            told = {"n": len(made.lines), "year": form.source.year}
            messages.success(
                request, _("%(n)s baris disalin dari Renja %(year)s. Periksa dan sesuaikan.") % told
            )
            return redirect("renja:edit", year)
    context = {
        "form": form,
        "renja": renja,
        "year": year,
        "preview": form.shown,
        "ticked": ticked,
        "are_all_ticked": request.method != "POST",
        "last": renja.copies.select_related("source__forum").first(),
        "refusal": edit_refusal(renja.forum, request.user),
    }
    return render(request, "renja/copy.html", context)


def undo(request: HttpRequest, year: int) -> HttpResponse:
    """Take the newest copy back."""
    try:
        gone, kept = undo_copy(get_plan(request, year), actor=request.user)
    except PlanRefused as refused:
        messages.error(request, refused.message)
        return redirect("renja:copy", year)
    messages.success(request, _("%(n)s baris salinan dihapus lagi.") % {"n": gone})
    if kept:
        words = _("%(n)s baris sudah dikerjakan sesudahnya, sehingga dibiarkan.")
        messages.info(request, words % {"n": kept})
    return redirect("renja:edit", year)
