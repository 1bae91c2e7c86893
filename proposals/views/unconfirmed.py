"""Nomor menunggu konfirmasi: call who proposed without an account; then it is published, or closed with a reason."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from core.paging import page_of
from core.phones import international_number
from proposals.by_phone import close_unreached as close_without_call
from proposals.by_phone import confirm_phone as confirm_number
from proposals.forms.by_phone import UnreachedForm
from proposals.models import Proposal
from proposals.reaching import whatsapp_number
from proposals.workflow import StepRefused

PAGE_SIZE = 20


def unconfirmed(request: HttpRequest) -> HttpResponse:
    """The list, the longest waiting first."""
    page = page_of(
        Proposal.objects.awaiting_call(),
        request.GET.get("page"),
        PAGE_SIZE,
        whole=Proposal.objects.for_telling(),
    )
    rows = [
        (one, international_number(one.contact_phone), whatsapp_number(one.contact_phone)) for one in page
    ]
    return render(request, "proposals/staff_unconfirmed.html", {"page": page, "rows": rows})


def _sent(number: str) -> Proposal:
    """Also what was confirmed or closed meanwhile: the verb says so."""
    return get_object_or_404(Proposal.objects.exclude(consent_version=""), number=number)


def confirm_phone(request: HttpRequest, number: str) -> HttpResponse:
    """Nomor sudah dikonfirmasi."""
    try:
        confirm_number(_sent(number), actor=request.user)
        messages.success(
            request, _("%(number)s diumumkan dan masuk antrean verifikasi.") % {"number": number}
        )
    except StepRefused as refused:
        messages.error(request, refused.message)
    return redirect("proposals:unconfirmed")


def close_unreached(request: HttpRequest, number: str) -> HttpResponse:
    """Tidak dapat dihubungi, with the reason."""
    proposal, form = _sent(number), UnreachedForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors.get("reason", [])))
        return redirect("proposals:unconfirmed")
    try:
        close_without_call(proposal, actor=request.user, reason=form.cleaned_data["reason"])
        messages.success(
            request, _("%(number)s ditutup; tanda terimanya menyebut alasannya.") % {"number": number}
        )
    except StepRefused as refused:
        messages.error(request, refused.message)
    return redirect("proposals:unconfirmed")
