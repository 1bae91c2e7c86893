"""Belum tersampaikan: whom letters did not reach, per kelurahan; call, write, print, and say that it is done."""

from typing import NamedTuple

from csp.decorators import csp_update
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.paging import page_of
from core.phones import international_number
from proposals.forms.reaching import PlaceFilter, ToldForm
from proposals.models import Proposal
from proposals.reaching import open_whatsapp, phone_of, tell_in_person, whatsapp_number, why_unreached
from proposals.workflow import StepRefused

PAGE_SIZE = 20
PRINTED = 200
BY_PLACE = ("kelurahan__kecamatan__name", "kelurahan__name", "number")


def _filtered(request: HttpRequest):
    places = list(Proposal.objects.unreached().by_kelurahan())
    filters = PlaceFilter(request.GET, places=places)
    return filters, filters.apply(Proposal.objects.unreached()).order_by(*BY_PLACE)


class Row(NamedTuple):
    """A proposal whose news did not arrive, why, and how its proposer's side can be reached."""

    proposal: Proposal
    phone: str
    calling: str  # as a link for calling wants it, "" for what is no number of Indonesia
    has_whatsapp: bool
    why: str


def _rows(proposals) -> list[Row]:
    phones = ((one, phone_of(one)) for one in proposals)
    return [
        Row(one, phone, international_number(phone), bool(whatsapp_number(phone)), why_unreached(one))
        for one, phone in phones
    ]


# A browser asks this page, from which the form is sent, whether it may lead to WhatsApp.
@csp_update({"form-action": ["https://wa.me"]})
def unreached(request: HttpRequest) -> HttpResponse:
    """The list, a page at a time."""
    filters, found = _filtered(request)
    page = page_of(
        found, request.GET.get("page"), PAGE_SIZE, whole=Proposal.objects.unreached().for_telling()
    )
    context = {"filters": filters, "page": page, "rows": _rows(page), "today": timezone.localdate()}
    return render(request, "proposals/staff_unreached.html", context)


def unreached_print(request: HttpRequest) -> HttpResponse:
    """Those of a kelurahan on paper, with room for the day and a signature."""
    filters, found = _filtered(request)
    rows = found.for_telling()[:PRINTED]
    context = {"filters": filters, "rows": _rows(rows), "today": timezone.localdate()}
    return render(request, "proposals/staff_unreached_print.html", context)


def _found(request: HttpRequest, number: str) -> Proposal:
    rows = Proposal.objects.visible_to(request.user).submitted()
    return get_object_or_404(rows.for_telling(), number=number)


def whatsapp(request: HttpRequest, number: str) -> HttpResponse:
    """Note that it is opened, then on to WhatsApp."""
    try:
        return redirect(open_whatsapp(_found(request, number), actor=request.user))
    except StepRefused as refused:
        messages.error(request, refused.message)
        return redirect("proposals:unreached")


def told(request: HttpRequest, number: str) -> HttpResponse:
    """Sudah disampaikan langsung."""
    proposal, form = _found(request, number), ToldForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors.get("told_on", [_("Isi tanggal penyampaian.")])))
        return redirect("proposals:unreached")
    given = form.cleaned_data
    try:
        tell_in_person(proposal, actor=request.user, told_on=given["told_on"], seen=given["version"])
    except StepRefused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("%(number)s tercatat sudah disampaikan.") % {"number": proposal.number})
    return redirect("proposals:unreached")
