"""The verifiers' queue, and the one page on which a proposal is read, decided, directed and withheld."""

from collections.abc import Callable
from types import SimpleNamespace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.vary import vary_on_headers

from core.paging import count_with, page_of, rows_between
from proposals.choices import UNANSWERED, Status
from proposals.drafting import quantity
from proposals.forms.verification import AssignForm, VerificationForm, WithholdForm, WorkFilterForm
from proposals.hints import suggested_to_staff
from proposals.kept_reads import LIST_ROWS, WORK_ROWS
from proposals.models import Proposal
from proposals.queue import clock, next_in_queue, tabs_of
from proposals.renewing import renewal_refusal
from proposals.services import assign_refusal, assign_unit, withhold_proposal
from proposals.steps import STEPS
from proposals.tracking import full_history, lines_of
from proposals.verification import forward_proposal, merge_proposal, return_proposal, verify_proposal
from proposals.views.staleness import moved_away
from proposals.workflow import Overtaken, StepRefused, available_steps, check_seen, refusal

PAGE_SIZE = 25
SIMILAR = 3


@vary_on_headers("HX-Request")
def verification_queue(request: HttpRequest) -> HttpResponse:
    """What waits for this person, what waits elsewhere, what came back, what is done; each row with its clock."""
    tabs = tabs_of(request.user)
    tab = next((tab for tab in tabs if tab.slug == request.GET.get("daftar")), tabs[0])
    filters = WorkFilterForm(request.GET)
    rows = filters.apply(tab.rows(request.user), *tab.order)
    shown = [] if request.htmx else tabs
    counts = count_with(rows, [one.rows(request.user) for one in shown])
    page = page_of(rows, request.GET.get("page"), PAGE_SIZE, whole=WORK_ROWS)
    context = {
        "tab": tab,
        "tabs": [_shown(one, count, one is tab) for one, count in zip(shown, counts, strict=True)],
        "filters": filters,
        "page": page,
        "rows": [(proposal, clock(proposal)) for proposal in page],
    }
    template = "proposals/staff_queue.html#rows" if request.htmx else "proposals/staff_queue.html"
    return render(request, template, context)


def _shown(tab, count: int, is_current: bool) -> SimpleNamespace:
    """A tab as components/subnav.html shows it."""
    address = f"{reverse('proposals:verification_queue')}?daftar={tab.slug}"
    return SimpleNamespace(url=address, label=tab.label, count=count, current=is_current)


def verification(request: HttpRequest, number: str) -> HttpResponse:
    """Everything about one proposal, and every step that this person can take with it now."""
    proposal = _handled(request, number)
    sent = request.POST.get("tindakan", "") if request.method == "POST" else ""
    if proposal is None:
        return _moved_away(request, number, sent)
    forms = _forms(request, proposal, sent)
    if sent not in DEEDS:
        return _page(request, proposal, forms)
    try:
        if done := _do(request, proposal, forms[sent], sent):
            messages.success(request, done)
            return _onwards(request, proposal)
    except Overtaken as refused:
        return _overtaken(request, proposal, forms, sent, refused)
    except StepRefused as refused:
        forms[sent].add_error(None, refused.message)
    return _page(request, proposal, forms, sent=sent)


def _overtaken(
    request: HttpRequest, proposal: Proposal, forms: dict, sent: str, refused: Overtaken
) -> HttpResponse:
    """Somebody was quicker: who did what, the proposal as it is now, and everything that was typed."""
    if _is_second_press(request, proposal):
        return _onwards(request, proposal)
    fresh = _handled(request, proposal.number)
    if fresh is None:
        return _moved_away(request, proposal.number, sent)
    return _page(request, fresh, forms, sent=sent, overtaken=refused.message)


def _handled(request: HttpRequest, number: str) -> Proposal | None:
    rows = Proposal.objects.handled_by(request.user).for_listing().prefetch_related("forum__phases")
    return rows.filter(number=number).first()


def _moved_away(request: HttpRequest, number: str, sent: str) -> HttpResponse:
    form_of = (lambda proposal: _forms(request, proposal, sent)[sent]) if sent in DEEDS else None
    return moved_away(request, number, form_of)


def _forms(request: HttpRequest, proposal: Proposal, sent: str) -> dict:
    """The three forms of the page; the one that was sent holds what was typed."""
    steps = [name for name in available_steps(proposal, request.user) if name in VERBS]
    parent = request.GET.get("induk")
    suggested = {"step": "merge", "parent": parent} if parent else {}
    data = {name: request.POST if name == sent else None for name in DEEDS}
    return {
        "putusan": VerificationForm(data["putusan"], proposal=proposal, steps=steps, initial=suggested),
        "disposisi": AssignForm(data["disposisi"], proposal=proposal),
        "kecualikan": WithholdForm(data["kecualikan"], proposal=proposal),
    }


def _do(request: HttpRequest, proposal: Proposal, form, sent: str) -> str:
    """Call the verb of the form that was sent; what was done, in words, or nothing where the form has errors."""
    check_seen(proposal, form.seen)
    return DEEDS[sent](proposal, request.user, form) if form.is_valid() else ""


def _decide(proposal: Proposal, actor, form: VerificationForm) -> str:
    given = form.cleaned_data
    step = given["step"]
    extra = {
        "verify": form.completed,
        "forward": {"office": given["office"]},
        "merge": {"parent": given["parent"]},
    }
    VERBS[step](
        proposal, actor=actor, reason=given["reason"], seen=form.seen, checked=given["checked"], **extra.get(step, {})
    )  # fmt: skip
    return _("%(number)s: %(done)s.") % {"number": proposal.number, "done": STEPS[step].title}


def _assign(proposal: Proposal, actor, form: AssignForm) -> str:
    unit = form.cleaned_data["unit"]
    assign_unit(proposal, actor=actor, unit=unit, seen=form.seen)
    return _("%(number)s didisposisikan kepada %(unit)s.") % {"number": proposal.number, "unit": unit}


def _withhold(proposal: Proposal, actor, form: WithholdForm) -> str:
    reason = form.cleaned_data["withheld_reason"]
    withhold_proposal(proposal, actor=actor, reason=reason, seen=form.seen)
    words = (
        _("Isi %(number)s dikecualikan dari publik.")
        if reason
        else _("Isi %(number)s dapat dibaca publik lagi.")
    )
    return words % {"number": proposal.number}


VERBS: dict[str, Callable] = {
    "verify": verify_proposal,
    "return": return_proposal,
    "forward": forward_proposal,
    "merge": merge_proposal,
}
DEEDS: dict[str, Callable] = {"putusan": _decide, "disposisi": _assign, "kecualikan": _withhold}


def _is_second_press(request: HttpRequest, proposal: Proposal) -> bool:
    """The same person sent the same decision again: it was done the first time."""
    last = proposal.events.last()
    reason = "\n".join(request.POST.get("reason", "").strip().splitlines())
    return bool(
        last
        and last.actor_id == request.user.pk
        and last.step == request.POST.get("step")
        and "\n".join(last.reason.splitlines()) == reason
    )


def _onwards(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """To the next proposal for "simpan & berikutnya"; else to the list, or back to a proposal that is still here."""
    sent = request.POST.get("tindakan")
    if "berikutnya" in request.POST:
        following = next_in_queue(request.user, after=proposal, directing=sent == "disposisi")
        if following:
            return redirect("proposals:verification", following.number)
        messages.info(request, _("Antrean Anda sudah kosong."))
    if sent == "kecualikan":
        return redirect("proposals:verification", proposal.number)
    return redirect("proposals:verification_queue")


def _page(
    request: HttpRequest, proposal: Proposal, forms: dict, *, sent: str = "", overtaken: str = ""
) -> HttpResponse:
    context = {
        "proposal": proposal,
        "forms": forms,
        "form": forms.get(sent),
        "sent": sent,
        "overtaken": overtaken,
    }
    context |= _content(proposal) | _possible(proposal, request.user)
    return render(request, "proposals/staff_verification.html", context, status=409 if overtaken else 200)


def _content(proposal: Proposal) -> dict:
    root = proposal.root
    return {
        "clock": clock(proposal),
        "similar": _similar(proposal),
        "suggestions": suggested_to_staff(proposal),
        "answers": []
        if root.status in UNANSWERED
        else list(root.answers.select_related("decision__reason_code")),
        "fulfilments": lines_of(proposal),
        "attachments": proposal.attachments.all(),
        "children": proposal.merged_proposals.order_by("number"),
        "asked": quantity(proposal.volume, proposal.volume_unit),
        "agreed": quantity(proposal.agreed_volume, proposal.volume_unit if proposal.agreed_volume else ""),
        "sees_private": True,
        "history": full_history(proposal),
    }


def _similar(proposal: Proposal) -> list[Proposal]:
    rows = Proposal.objects.similar_to(proposal)
    return rows_between(rows, 0, SIMILAR, whole=LIST_ROWS)


def _possible(proposal: Proposal, user) -> dict:
    """What this person can do here now, and the sentence why they cannot verify."""
    steps = available_steps(proposal, user)
    waits_for_result = proposal.status == Status.VERIFIED
    return {
        "steps": [name for name in steps if name in VERBS],
        "why_not": refusal("verify", proposal, user),
        "may_complete": "complete_recorded" in steps,
        "may_assign": not assign_refusal(proposal, user),
        "may_renew": proposal.is_by_phone and not renewal_refusal(proposal, user),
        "may_withhold": user.has_perm("proposals.withhold", proposal),
        "may_record_result": waits_for_result and user.has_perm("proposals.record_result", proposal),
    }
