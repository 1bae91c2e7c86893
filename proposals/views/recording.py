"""Catat usulan: what came on paper or in speech, its receipt, and its completion for the proposer."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from proposals.choices import Source
from proposals.drafting import given_answers
from proposals.forms.completing import PhoneCompletionForm
from proposals.forms.recording import RecordForm
from proposals.intake import complete_recorded as complete_for_proposer
from proposals.intake import forum_taking_records, record_for_others
from proposals.messages import public_address
from proposals.models import Proposal
from proposals.tracking import next_milestone
from proposals.workflow import Overtaken, StepRefused, check_seen, refusal


def _form(
    request: HttpRequest, forum, instance: Proposal | None = None, kind: type[RecordForm] = RecordForm
) -> RecordForm:
    sent = request.method == "POST"
    data, files = (request.POST, request.FILES) if sent else (None, None)
    return kind(data, files, forum=forum, user=request.user, instance=instance)


def record(request: HttpRequest) -> HttpResponse:
    """One page for everything. Sent twice, or ten times at once, it is one proposal with one number."""
    forum = forum_taking_records()
    form = _form(request, forum)
    if request.method == "POST" and forum and form.is_valid():
        proposal = _record(request, form)
        if proposal:
            _say_what_was_kept(request, form, proposal)
            return redirect("proposals:recorded", proposal.number)
    return render(request, "proposals/staff_record.html", {"form": form, "forum": forum})


def _record(request: HttpRequest, form: RecordForm) -> Proposal | None:
    key, files = form.cleaned_data["submit_key"], form.cleaned_data["files"]
    try:
        return record_for_others(form.forum, actor=request.user, submit_key=key, files=files, **form.answers)
    except ValidationError as refused:
        form.add_error("files", refused)
    except StepRefused as refused:
        form.add_error(None, refused.message)
    return None


def _say_what_was_kept(request: HttpRequest, form: RecordForm, proposal: Proposal) -> None:
    """A form that was changed and sent again after it had been recorded changes nothing."""
    if any(getattr(proposal, name) != value for name, value in form.answers.items() if name != "urusan"):
        words = _(
            "Formulir ini sudah dicatat lebih dahulu sebagai %(number)s; perubahan sesudahnya tidak disimpan."
        )
        messages.warning(request, words % {"number": proposal.number})


def _recorded(number: str) -> Proposal:
    rows = Proposal.objects.submitted().exclude(source=Source.PORTAL).for_listing()
    return get_object_or_404(rows, number=number)


def recorded(request: HttpRequest, number: str) -> HttpResponse:
    """The receipt (tanda terima), to be printed and handed over."""
    proposal = _recorded(number)
    context = {
        "proposal": proposal,
        "coming": next_milestone(proposal),
        "address": public_address(proposal),
        "file_count": proposal.attachments.count(),
    }
    return render(request, "proposals/staff_receipt.html", context)


def _completed_here(number: str) -> Proposal:
    """Recorded for others, or sent by telephone number: its proposer may have nothing but a telephone."""
    rows = Proposal.objects.submitted().completed_for_others().for_listing()
    return get_object_or_404(rows, number=number)


def complete_recorded(request: HttpRequest, number: str) -> HttpResponse:
    """What a verifier asked for is filled in for a proposer who wrote on paper, or who is reached by telephone alone."""
    proposal = _completed_here(number)
    kind = PhoneCompletionForm if proposal.is_by_phone else RecordForm
    form = _form(request, proposal.forum, instance=_completed_here(number), kind=kind)
    overtaken = ""
    if request.method == "POST":
        try:
            if _complete(proposal, request.user, form):
                messages.success(
                    request, _("%(number)s dilengkapi dan diajukan kembali.") % {"number": number}
                )
                return redirect("proposals:verification_queue")
        except Overtaken as refused:
            overtaken, proposal = refused.message, _completed_here(number)
        except StepRefused as refused:
            form.add_error(None, refused.message)
    context = {
        "form": form,
        "proposal": proposal,
        "overtaken": overtaken,
        "saved": given_answers(proposal) if overtaken else [],
        "problem": refusal("complete_recorded", proposal, request.user),
        "returned": proposal.events.public().filter(step="return").last(),
    }
    return render(request, "proposals/staff_complete.html", context, status=409 if overtaken else 200)


def _complete(proposal: Proposal, user, form: RecordForm) -> bool:
    check_seen(proposal, form.seen)
    if not form.is_valid():
        return False
    complete_for_proposer(proposal, actor=user, seen=form.seen, reason=form.reason, **form.answers)
    return True
