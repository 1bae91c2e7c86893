"""The agenda of a session: what stands on it, in which order, and what could be added."""

from collections.abc import Callable

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.vary import vary_on_headers

from core.errors import NotAllowed
from forums.sections import sections
from meetings import preparing
from meetings.agenda import candidates
from meetings.errors import AgendaChanged
from meetings.forms.sittings import MoveForm, SeenForm, TransferForm
from meetings.models import AgendaItem, Agreement, Sitting
from meetings.tabs import tabs
from meetings.views.sittings import prepared_sitting
from proposals.models import Proposal


def agenda(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """The agenda with its buttons, and verified proposals of no urusan."""
    return _page(request, prepared_sitting(request, year, pk))


@vary_on_headers("HX-Request")
def _page(request: HttpRequest, sitting: Sitting, *, changed: str = "") -> HttpResponse:
    """`changed`: what somebody else did meanwhile; the answer is 409 then."""
    fitting = Q(urusan=sitting.urusan_id) | Q(urusan=None)
    waiting = candidates(sitting).filter(fitting).select_related("organization", "kelurahan__kecamatan")
    context = {
        "forum": sitting.forum,
        "sitting": sitting,
        "items": list(sitting.items.for_agenda().with_score(request.user)),
        "open_agreements": Agreement.objects.open_before(sitting.forum)
        .tracked()
        .filter(urusan=sitting.urusan_id),
        "missing": sum(1 for proposal in waiting if proposal.urusan_id),
        "offered": [proposal for proposal in waiting if not proposal.urusan_id],
        "others": list(sitting.forum.sittings.exclude(pk=sitting.pk).select_related("urusan")),
        "tabs": tabs(sitting, "meetings:agenda", request.user),
        "sections": sections(sitting.forum, "meetings:sittings"),
        "is_open": sitting.state != Sitting.State.CLOSED,
        "changed": changed,
    }
    template = "meetings/agenda.html#rows" if request.htmx else "meetings/agenda.html"
    return render(request, template, context, status=409 if changed and not request.htmx else 200)


def agenda_fill(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """Isi ulang dari usulan terverifikasi."""
    sitting = prepared_sitting(request, year, pk)

    def fill() -> str:
        n = preparing.fill_agenda(sitting, actor=request.user)
        added = ngettext("%(n)d usulan ditambahkan.", "%(n)d usulan ditambahkan.", n) % {"n": n}
        return added if n else _("Semua usulan terverifikasi urusan ini sudah ada dalam agenda.")

    return _done(request, sitting, fill)


def agenda_add(request: HttpRequest, year: int, pk: int, number: str) -> HttpResponse:
    """Put one proposal on the agenda, such as one of no urusan."""
    sitting = prepared_sitting(request, year, pk)
    proposal = get_object_or_404(Proposal.objects.submitted().filter(forum=sitting.forum), number=number)

    def add() -> str:
        preparing.add_item(sitting, proposal, actor=request.user)
        return _("%(number)s ditambahkan ke agenda.") % {"number": number}

    return _done(request, sitting, add)


def agenda_move(request: HttpRequest, year: int, pk: int, item: int) -> HttpResponse:
    """Naik, turun."""
    sitting = prepared_sitting(request, year, pk)
    form = MoveForm(request.POST)
    found = sitting.items.select_related("sitting__forum", "proposal").filter(pk=item).first()
    if found is None or not form.is_valid():
        return _page(request, sitting, changed=AgendaChanged().message)
    step, seen = form.cleaned_data["direction"], form.cleaned_data["seen"]
    return _reordered(
        request,
        sitting,
        lambda: preparing.move_item(found, actor=request.user, step=step, seen=seen),
        place=f"acara-{found.pk}",
    )


def agenda_sort(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """Urutkan menurut nilai."""
    sitting = prepared_sitting(request, year, pk)
    form = SeenForm(request.POST)
    if not form.is_valid():
        return _page(request, sitting, changed=AgendaChanged().message)
    seen = form.cleaned_data["seen"]
    return _reordered(request, sitting, lambda: preparing.sort_agenda(sitting, actor=request.user, seen=seen))


def agenda_transfer(request: HttpRequest, year: int, pk: int, item: int) -> HttpResponse:
    """Pindahkan ke sidang lain."""
    sitting = prepared_sitting(request, year, pk)
    found = _item(sitting, item)
    form = TransferForm(request.POST, sitting=sitting)

    def transfer() -> str:
        target = form.cleaned_data["target"]
        preparing.transfer_item(found, target, actor=request.user)
        return _("%(number)s dipindahkan ke %(sitting)s.") % {"number": found, "sitting": target}

    if not form.is_valid():
        messages.error(request, form.errors["target"][0])
        return _to_agenda(sitting)
    return _done(request, sitting, transfer)


def agenda_remove(request: HttpRequest, year: int, pk: int, item: int) -> HttpResponse:
    """Keluarkan dari agenda."""
    sitting = prepared_sitting(request, year, pk)
    found = _item(sitting, item)

    def remove() -> str:
        preparing.remove_item(found, actor=request.user)
        return _("%(number)s dikeluarkan dari agenda.") % {"number": found}

    return _done(request, sitting, remove)


def _item(sitting: Sitting, pk: int) -> AgendaItem:
    return get_object_or_404(sitting.items.select_related("sitting__forum", "proposal"), pk=pk)


def _done(request: HttpRequest, sitting: Sitting, verb: Callable[[], str]) -> HttpResponse:
    """Call a verb that gives the words to say, and go back to the agenda."""
    try:
        messages.success(request, verb())
    except NotAllowed as refused:
        messages.error(request, refused.message)
    return _to_agenda(sitting)


def _reordered(
    request: HttpRequest, sitting: Sitting, verb: Callable[[], None], *, place: str = ""
) -> HttpResponse:
    """As `_done`, for what depends on the order that was seen; htmx gets the agenda alone."""
    try:
        verb()
    except AgendaChanged as refused:
        sitting.refresh_from_db(fields=["agenda_version", "state"])
        return _page(request, sitting, changed=refused.message)
    except NotAllowed as refused:
        messages.error(request, refused.message)
        return _to_agenda(sitting)
    if request.htmx:
        sitting.refresh_from_db(fields=["agenda_version"])
        return _page(request, sitting)
    return _to_agenda(sitting, place)


def _to_agenda(sitting: Sitting, place: str = "") -> HttpResponse:
    address = reverse("meetings:agenda", args=[sitting.forum.plan_year, sitting.pk])
    return redirect(f"{address}#{place}" if place else address)
