"""What everybody may read: the list of proposals and the page of each."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.vary import vary_on_headers

from core.kept_sql import give_rows
from core.paging import page_of
from notifications.models import Message
from proposals.carrying import carry_refusal
from proposals.choices import CORRECTABLE_STATES, UNANSWERED, Status
from proposals.city_map import city_map
from proposals.drafting import forum_taking_proposals, quantity
from proposals.forms.filters import FilterForm
from proposals.kept_reads import ANSWERS, FIRST_PAGE, HISTORY, LIST_ROWS, PAGE, PAGE_SIZE, PHASES
from proposals.models import Proposal
from proposals.querysets.reaching import ABOUT
from proposals.steps import STEPS
from proposals.supporting import support_panel
from proposals.tracking import closed_history, end_words, lines_of, milestones, next_milestone
from proposals.views.panels import notice_panel, own_panel, question_panel
from proposals.windows import deadline_words, review_until
from proposals.workflow import refusal

OWN_STEPS = ("resubmit", "withdraw", "ask_review")


@vary_on_headers("HX-Request")
def proposal_list(request: HttpRequest) -> HttpResponse:
    """All submitted proposals, searched, filtered, in order; or counted on the map; the rows alone for search-as-you-type."""
    filters = FilterForm(request.GET, user=request.user)
    rows = filters.apply(Proposal.objects.submitted().newest_first())
    context: dict[str, Any] = {"filters": filters}
    if filters.shows_map:
        context["map"] = city_map(rows, filters.query_of_kecamatan)
        context["found"] = context["map"].count_in_words
    else:
        if not request.GET:
            found = FIRST_PAGE.rows()
            rows.first_keys, rows.counted = [key for key, _all in found], found[0][1] if found else 0
        context["page"] = page_of(rows, request.GET.get("page"), PAGE_SIZE, whole=LIST_ROWS)
        context["found"] = context["page"].paginator.count_in_words
    template = "proposals/list.html#rows" if request.htmx else "proposals/list.html"
    return render(request, template, context)


def detail(request: HttpRequest, number: str) -> HttpResponse:
    """The tracking page: state, answer, the line of the Renja, history, what comes next. No personal data."""
    proposal = _with_forum(request, number)
    events = HISTORY.rows(proposal=proposal.pk)
    proposal.asked_already = any(event.step == "ask_review" for event in events)  # type: ignore[attr-defined]
    lines = lines_of(proposal)
    proposal.in_plan = proposal.root.in_plan = bool(lines)  # type: ignore[attr-defined]
    proposal.root.answered_by = lines
    coming = next_milestone(proposal)
    context = {
        "proposal": proposal,
        "may_read": request.user.has_perm("proposals.read_content", proposal),
        "coming": coming,
        "end": "" if coming else end_words(proposal),
        "counted": deadline_words(proposal, events),
    }
    if context["may_read"]:
        context |= _content(proposal, lines, request.user)
        context |= {"history": milestones(events, coming, context["fulfilments"])}
        context |= question_panel(proposal, request.user) | support_panel(proposal, request.user)
    else:
        context |= {"history": closed_history(events, lines)}
    context |= _actions(proposal, request.user)
    if context.get("sees_private"):
        context |= notice_panel(proposal)
    if context["is_mine"]:
        context |= own_panel(proposal, context["answers"])
        Message.objects.for_user(request.user).filter(key__startswith=f"{ABOUT}{proposal.pk}:").mark_read()
    return render(request, "proposals/detail.html", context)


def _with_forum(request: HttpRequest, number: str) -> Proposal:
    """The proposal with the windows of its forum, which its parent shares: read once, however often they are asked."""
    proposal = PAGE.first(number=number)
    if proposal is None or not request.user.has_perm("proposals.view", proposal):
        raise Http404
    give_rows(proposal.forum, "phases", PHASES.rows(forum=proposal.forum_id))
    if proposal.parent and proposal.parent.forum_id == proposal.forum_id:
        proposal.parent.forum = proposal.forum
    return proposal


def _content(proposal: Proposal, lines: list, user) -> dict:
    root = proposal.root
    root_is_readable = user.has_perm("proposals.read_content", root)
    private = user.has_perm("proposals.see_contact", proposal)
    files = proposal.attachments.all() if private else proposal.attachments.for_public()
    may_be_answered = root_is_readable and root.status not in UNANSWERED
    answers = ANSWERS.rows(proposal=root.pk) if may_be_answered else []
    return {
        "answers": answers,
        "fulfilments": lines if root_is_readable else [],
        "parent_state": root.public_state if root is not proposal else None,
        "successors": proposal.successors.submitted().order_by("number") if _may_come_back(proposal) else [],
        "attachments": files if proposal.has_files else [],
        "asked": quantity(proposal.volume, proposal.volume_unit),
        "agreed": quantity(proposal.agreed_volume, proposal.volume_unit if proposal.agreed_volume else ""),
        "children": [Proposal(**named) for named in proposal.merged],
        "sees_private": private,
    }


def _may_come_back(proposal: Proposal) -> bool:
    return proposal.status == Status.DEFERRED or (
        proposal.status in CORRECTABLE_STATES and proposal.forum.is_locked
    )


def _actions(proposal: Proposal, user) -> dict:
    """What this person can do here now; strangers can offer support, which asks them to sign in."""
    mine = user.is_authenticated and user.has_perm("proposals.submit", proposal)
    possible = [name for name in OWN_STEPS if mine and proposal.status in STEPS[name].sources]
    steps = [name for name in possible if not refusal(name, proposal, user)]
    forum = forum_taking_proposals() if mine and proposal.status in CORRECTABLE_STATES else None
    if forum and not carry_refusal(proposal, forum):
        steps.append("carry_over")
    return {
        "steps": steps,
        "is_mine": mine,
        "review_until": review_until(proposal) if "ask_review" in steps else None,
        "staff_page": _staff_page(proposal, user),
    }


def _staff_page(proposal: Proposal, user) -> str:
    """The URL name of the page on which this person works on the proposal, if there is one."""
    if user.has_perm("proposals.open_queue", proposal):
        return "proposals:verification"
    correctable = proposal.status in CORRECTABLE_STATES and user.has_perm(
        "proposals.correct_result", proposal
    )
    return "proposals:result" if correctable else ""
