"""Tautan tanda terima baru: for a proposer without an account who lost the secret link."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables

from core.phones import international_number
from proposals.forms.renewing import RenewalForm
from proposals.models import Proposal
from proposals.reaching import whatsapp_number
from proposals.renewing import renew_receipt as make_new_link
from proposals.renewing import renewal_refusal
from proposals.workflow import StepRefused


@never_cache
def renew_receipt(request: HttpRequest, number: str) -> HttpResponse:
    """Asks how the proposer was recognised; the answer alone shows the new link, once."""
    rows = Proposal.objects.filter(proposer=None).exclude(consent_version="").for_listing()
    proposal = get_object_or_404(rows, number=number)
    form = RenewalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            return _shown(request, proposal, form.cleaned_data["reason"])
        except StepRefused as refused:
            form.add_error(None, refused.message)
    context = {
        "proposal": proposal,
        "form": form,
        "problem": renewal_refusal(proposal, request.user),
        "calling": international_number(proposal.contact_phone),
    }
    return render(request, "proposals/staff_renewal.html", context)


@sensitive_variables("token", "link")
def _shown(request: HttpRequest, proposal: Proposal, reason: str) -> HttpResponse:
    token = make_new_link(proposal, actor=request.user, reason=reason)
    link = settings.PUBLIC_URL + reverse("proposals:receipt", args=[token])
    context = {"proposal": proposal, "link": link, "whatsapp": _whatsapp(proposal, link)}
    return render(request, "proposals/staff_renewed.html", context)


@sensitive_variables("link", "text")
def _whatsapp(proposal: Proposal, link: str) -> str:
    """Opens WhatsApp with the link written to the confirmed number; "" where that is no mobile number."""
    number = whatsapp_number(proposal.contact_phone)
    words = _(
        "Tautan baru tanda terima usulan %(number)s: %(link)s (simpan sendiri; siapa pun yang memegang tautan ini dapat menarik usulan)"
    )
    text = words % {"number": proposal.number, "link": link}
    return f"https://wa.me/{number}?{urlencode({'text': text})}" if number else ""
