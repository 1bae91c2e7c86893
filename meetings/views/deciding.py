"""What is done with one proposal in the console: its result, undoing it, verifying it, and proposals spoken in the room."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.errors import NotAllowed
from meetings import deciding, running
from meetings.board import board_of
from meetings.forms.deciding import ItemResultForm, chosen_outcome
from meetings.forms.spoken import SpokenForm
from meetings.models import AgendaItem, Sitting
from meetings.views.console import console_page, console_url, item_of, run_sitting
from proposals.forms.fields import VersionField
from proposals.models import Decision
from proposals.results import check_not_overtaken, possible_outcomes
from proposals.verification import verify_proposal
from proposals.views.results import in_words
from proposals.workflow import Overtaken


def item_result(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Save the result; what is wrong, or was saved by somebody else meanwhile, is shown with nothing typed lost."""
    sitting = run_sitting(request, pk)
    found = item_of(sitting, item)
    outcome = chosen_outcome(request.POST, possible_outcomes(found.proposal))
    if not outcome:
        messages.error(request, _("Pilih hasil pembahasannya."))
        return redirect(console_url(sitting, found))
    form = ItemResultForm(
        request.POST, proposal=found.proposal, pending=_pending(found), outcome=outcome, sitting=sitting
    )
    try:
        if _decide(request, found, form):
            return _onwards(request, sitting, found)
    except Overtaken as refused:
        return _overtaken(request, sitting, found, form, refused)
    except NotAllowed as refused:
        form.add_error(None, refused.message)
    return console_page(request, sitting, shown=str(item), form=form)


def _pending(item: AgendaItem) -> Decision | None:
    rows = item.proposal.decisions.pending()
    return rows.select_related("decided_by", "office", "parent", "reason_code").first()


def _decide(request: HttpRequest, item: AgendaItem, form: ItemResultForm) -> bool:
    check_not_overtaken(item.proposal, seen=form.seen_decision, seen_proposal=form.seen)
    if not form.is_valid():
        return False
    decision = deciding.decide_item(
        item, actor=request.user, seen=form.seen_decision, seen_proposal=form.seen, **form.result
    )
    words = _("%(number)s: %(outcome)s. Menunggu pengesahan pimpinan.")
    messages.success(
        request, words % {"number": item.proposal.number, "outcome": decision.get_outcome_display()}
    )
    return True


def _overtaken(
    request: HttpRequest, sitting: Sitting, item: AgendaItem, form: ItemResultForm, refused: Overtaken
) -> HttpResponse:
    """The same form sent twice is one result; else both are shown."""
    pending = _pending(item)
    if pending and pending.decided_by_id == request.user.pk and form.is_valid() and _is_same(pending, form):
        return _onwards(request, sitting, item)
    form.is_valid()
    form.errors.clear()
    saved = in_words(pending) if pending else []
    return console_page(request, sitting, shown=str(item.pk), form=form, saved=saved, moved=refused.message)


def _is_same(pending: Decision, form: ItemResultForm) -> bool:
    return all(getattr(pending, name) == form.result[name] for name in ("outcome", "reason", "response"))


def _onwards(request: HttpRequest, sitting: Sitting, item: AgendaItem) -> HttpResponse:
    """Stay, where it can still be undone; for "Simpan dan lanjut" lead the session on to the next proposal."""
    following = board_of(sitting, str(item.pk)).beside(1) if "berikutnya" in request.POST else None
    if following is None or sitting.state != Sitting.State.RUNNING:
        return redirect(console_url(sitting, item))
    try:
        running.take_up_item(sitting, following, actor=request.user, seen=item.pk)
    except NotAllowed as refused:
        messages.warning(request, refused.message)
    return redirect(console_url(sitting, following))


def item_undo(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Batalkan hasil, as long as the session has not gone on."""
    sitting = run_sitting(request, pk)
    found = item_of(sitting, item)
    seen = VersionField().clean(request.POST.get("seen_result"))
    try:
        deciding.undo_decision(found, actor=request.user, seen=seen)
    except NotAllowed as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Hasil %(number)s dibatalkan.") % {"number": found.proposal.number})
    return redirect(console_url(sitting, found))


def item_verify(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """A spoken proposal is verified by whoever may, so that it can be decided."""
    sitting = run_sitting(request, pk)
    found = item_of(sitting, item)
    seen = VersionField().clean(request.POST.get("version"))
    try:
        verify_proposal(found.proposal, actor=request.user, seen=seen)
    except NotAllowed as refused:
        messages.error(request, refused.message)
    else:
        words = _("%(number)s dinyatakan terverifikasi.")
        messages.success(request, words % {"number": found.proposal.number})
    return redirect(console_url(sitting, found))


def spoken(request: HttpRequest, pk: int) -> HttpResponse:
    """Usulan lisan: written down, and put on the agenda."""
    sitting = run_sitting(request, pk)
    form = SpokenForm(
        request.POST if request.method == "POST" else None, forum=sitting.forum, user=request.user
    )
    if request.method == "POST" and form.is_valid():
        item = _add(request, sitting, form)
        if item:
            words = _("%(number)s dicatat dan masuk acara sidang.")
            messages.success(request, words % {"number": item.proposal.number})
            return redirect(console_url(sitting, item))
    context = {
        "sitting": sitting,
        "form": form,
        "back": reverse("meetings:console", args=[pk]),
        "may": request.user.has_perm("proposals.record_for_others"),
    }
    return render(request, "meetings/spoken.html", context)


def _add(request: HttpRequest, sitting: Sitting, form: SpokenForm) -> AgendaItem | None:
    key = form.cleaned_data["submit_key"]
    try:
        return deciding.add_spoken(sitting, actor=request.user, submit_key=key, **form.answers)
    except NotAllowed as refused:
        form.add_error(None, refused.message)
    return None
