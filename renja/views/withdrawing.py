"""Tarik penyerahan: a revision comes back from Bappeda."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from renja.errors import PlanRefused
from renja.forms.withdrawing import WithdrawForm
from renja.services.withdrawing import withdraw_examination, withdrawal_refusal
from renja.views.examining import get_examination


def withdraw(request: HttpRequest, key) -> HttpResponse:
    """Asks for the reason, or says why it is too late."""
    found = get_examination(request, key)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_examination(found, actor=request.user, reason=form.cleaned_data["reason"])
        except PlanRefused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Penyerahan ditarik. Pemeriksa sudah dikabari."))
            return redirect("renja:plan_examinations", found.year)
    refusal = withdrawal_refusal(found, request.user)
    context = {"examination": found, "year": found.year, "form": form, "refusal": refusal}
    return render(request, "renja/withdraw.html", context)
