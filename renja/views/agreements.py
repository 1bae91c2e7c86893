"""Kesepakatan → Renja: which agreements of the forum support a line."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.versions import attempt
from renja.forms.agreements import LineAgreementsForm
from renja.services import link_agreements
from renja.views.fetching import get_line
from renja.windows import edit_refusal


def line_agreements(request: HttpRequest, year: int, line: int) -> HttpResponse:
    """Tick what supports the line."""
    found = get_line(request, year, line)
    form = LineAgreementsForm(request.POST if request.method == "POST" else None, line=found)

    def save():
        link_agreements(found, form.cleaned_data["agreements"], actor=request.user)

    if form.is_bound and form.is_valid() and attempt(form, save):
        messages.success(request, _("Kesepakatan yang mendukung %(code)s disimpan.") % {"code": found.code})
        return redirect("renja:line", year, line)
    context = {
        "line": found,
        "year": year,
        "form": form,
        "refusal": edit_refusal(found.renja.forum, request.user),
    }
    return render(request, "renja/line_agreements.html", context)
