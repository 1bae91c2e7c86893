"""Writing a proposal: beginning, its pages, checking, sending."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forums.models import Activity, Forum
from proposals.choices import EDITABLE_STATES, Status
from proposals.drafting import (
    ALREADY_SENT,
    PAGES,
    Answer,
    forum_taking_proposals,
    given_answers,
    missing_answers,
    save_answers,
)
from proposals.forms.draft import PAGE_FORMS, BeginForm
from proposals.intake import submit_proposal
from proposals.models import Proposal
from proposals.services import begin_draft, delete_draft
from proposals.tracking import next_milestone
from proposals.views.draft_steps import files_of, go_on, own_proposal, page_context
from proposals.views.held import by_account_or_holder, held_rows, list_of_owner, page_of_owner
from proposals.views.kept_text import sign_in_keeping_text, take_kept_text
from proposals.workflow import StepRefused, refusal, sending_step

DRAFTS_SHOWN = 5  # all of them are on "Usulan saya"


def new_proposal(request: HttpRequest) -> HttpResponse:
    """What this portal is for, and who proposes. Anybody may read it; pressing the button asks to sign in."""
    forum = forum_taking_proposals()
    form = BeginForm(request.POST or None, user=request.user)
    if request.method == "POST" and forum:
        if not request.user.is_authenticated:
            return redirect_to_login(request.path)
        if form.is_valid():
            draft = _blank_draft(forum, request.user, form.cleaned_data["organization"])
            return redirect("proposals:draft", draft.key, "masalah")
    latest = forum or Forum.objects.current()
    window = latest.window(Activity.SUBMIT) if latest else None
    own = Proposal.objects.owned_by(request.user) | held_rows(request)
    drafts = own.begun_drafts().with_people()
    context = {"form": form, "forum": forum, "latest": latest, "window": window, "now": timezone.now()}
    context["drafts"] = list(drafts[:DRAFTS_SHOWN])
    return render(request, "proposals/new.html", context)


def _blank_draft(forum: Forum, user, organization) -> Proposal:
    """A new draft, or the one in which nothing was written yet: pressing twice begins one."""
    blank = Proposal.objects.untouched_drafts().filter(
        forum=forum, proposer=user, organization=organization, recorded_by=None
    )
    return blank.first() or begin_draft(forum, actor=user, organization=organization)


@sign_in_keeping_text
def draft_page(request: HttpRequest, key, step: str) -> HttpResponse:
    """One page of the form. Everything that can be kept is kept, whichever button is pressed."""
    proposal = own_proposal(request, key=key)
    if step not in PAGE_FORMS:
        raise Http404
    if proposal.status not in EDITABLE_STATES:
        return _no_longer_written(request, proposal)
    kept = None if request.method == "POST" else take_kept_text(request)
    form = PAGE_FORMS[step](request.POST if request.method == "POST" else kept, instance=proposal)
    if request.method == "POST":
        answer = _save_page(request, proposal, form, step)
        if answer:
            return answer
    context = page_context(proposal, step) | {"form": form, "restored": kept is not None}
    return render(request, "proposals/draft_page.html", context)


def _no_longer_written(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """Sent meanwhile, in another window or by a colleague: an automatic saving is told so, everybody else sees it."""
    if request.htmx:
        return render(request, "proposals/saved.html", {"refusal": ALREADY_SENT})
    return redirect(page_of_owner(proposal))


def _save_page(request: HttpRequest, proposal: Proposal, form, step: str) -> HttpResponse | None:
    """Save what is valid; None where the page must be shown again with its errors."""
    finished = form.is_valid()
    try:
        save_answers(proposal, actor=request.user, values=form.savable)
    except StepRefused as refused:
        if request.htmx:
            return render(request, "proposals/saved.html", {"refusal": refused.message})
        messages.error(request, refused.message)
        return redirect(list_of_owner(proposal))
    if request.htmx:
        return render(request, "proposals/saved.html", {"form": form, "at": timezone.now()})
    if finished or ("nanti" in request.POST and not form.has_wrong_answers):
        return go_on(request, proposal, step)
    return None


@sign_in_keeping_text
def draft_check(request: HttpRequest, key) -> HttpResponse:
    """Everything that was answered, what is still missing, and the button that sends it."""
    proposal = own_proposal(request, key=key)
    if proposal.status not in EDITABLE_STATES:
        return redirect(page_of_owner(proposal))
    return _render_check(request, proposal)


def complete(request: HttpRequest, number: str) -> HttpResponse:
    """A proposal that came back: what is asked for, all answers with "Ubah", and the button that sends it again."""
    proposal = own_proposal(request, number=number)
    if proposal.status != Status.RETURNED:
        return redirect("proposals:detail", proposal.number)
    return _render_check(request, proposal)


def _as_asked(proposal: Proposal, answer: Answer) -> dict:
    """An answer under the words in which it was asked, with the way to change it."""
    field = PAGE_FORMS[answer.page].base_fields[answer.field]
    url = reverse("proposals:draft", args=[proposal.key, answer.page]) + "?periksa"
    return {"label": field.label, "value": answer.value, "url": url, "is_needed": field.required}


def _render_check(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    rows = [_as_asked(proposal, answer) for answer in given_answers(proposal)]
    context = page_context(proposal, "periksa") | {
        "rows": [row for row in rows if row["value"] or row["is_needed"]],
        "left_open": [row for row in rows if not row["value"] and not row["is_needed"]],
        "written": [(slug, PAGES[slug].label) for slug in PAGE_FORMS],
        "files": files_of(proposal),
        "missing": missing_answers(proposal),
        "refusal": refusal(sending_step(proposal), proposal, request.user),
    }
    return render(request, "proposals/draft_check.html", context)


@by_account_or_holder
def submit(request: HttpRequest, key) -> HttpResponse:
    """Send it. Sent again, or from two windows at once, it stays one proposal with one number."""
    proposal = get_object_or_404(Proposal.objects.owned_by(request.user), key=key)
    if request.method != "POST":
        return redirect("proposals:draft", key, "periksa")
    if proposal.status in EDITABLE_STATES:
        try:
            proposal = submit_proposal(proposal, actor=request.user, keeps_contacts="tetap" in request.POST)
        except StepRefused as refused:
            messages.error(request, refused.message)
            return redirect("proposals:draft", key, "periksa")
    if proposal.is_by_phone:
        return redirect(page_of_owner(proposal))
    return redirect("proposals:submitted", proposal.number)


def submitted(request: HttpRequest, number: str) -> HttpResponse:
    """The number, and what happens next with dates."""
    proposal = own_proposal(request, number=number)
    context = {"proposal": proposal, "coming": next_milestone(proposal)}
    return render(request, "proposals/submitted.html", context)


@by_account_or_holder
def delete(request: HttpRequest, key) -> HttpResponse:
    """Throw a draft away, asked once more."""
    proposal = own_proposal(request, key=key, status=Status.DRAFT)
    back = list_of_owner(proposal)
    if request.method == "POST":
        try:
            delete_draft(proposal, actor=request.user)
            messages.success(request, _("Draf dihapus."))
        except StepRefused as refused:
            messages.error(request, refused.message)
        return redirect(back)
    return render(request, "proposals/delete.html", {"proposal": proposal, "back": back})
