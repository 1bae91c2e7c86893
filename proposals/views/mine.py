"""What people do with proposals that were sent: follow their own, withdraw, ask for a review, support others'."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.paging import page_of
from forums.models import Activity
from proposals.carrying import carry_over as carry_proposal_over
from proposals.drafting import forum_taking_proposals
from proposals.forms.reasons import ReasonForm
from proposals.intake import withdraw_proposal
from proposals.models import Proposal
from proposals.own_list import own_list
from proposals.results import ask_review as ask_for_review
from proposals.services import propose_as_citizen, support_proposal, withdraw_support
from proposals.supporting import speaks_for, support_panel
from proposals.views.held import page_of_owner
from proposals.windows import review_until
from proposals.workflow import StepRefused, refusal

PAGE_SIZE = 20


def mine(request: HttpRequest) -> HttpResponse:
    """Usulan saya: what waits for me, drafts, then all others; mine and my organisations'."""
    found, forum = own_list(request.user), forum_taking_proposals()
    page = page_of(found.rest, request.GET.get("page"), PAGE_SIZE, whole=Proposal.objects.with_people())
    begun = next((draft.forum for draft in found.drafts if draft.forum == forum), None)
    window = begun.window(Activity.SUBMIT) if begun else None
    context = {
        "drafts": found.drafts,
        "needs": found.needs,
        "page": page,
        "forum": forum,
        "closes_at": window.closes_at if window else None,
    }
    return render(request, "proposals/mine.html", context)


def _own(request: HttpRequest, number: str) -> Proposal:
    rows = Proposal.objects.owned_by(request.user).select_related("forum", "organization", "parent")
    return get_object_or_404(rows, number=number)


def _step_with_reason(
    request: HttpRequest, proposal: Proposal, step: str, verb: Callable, page: dict, done: str
) -> HttpResponse:
    """A page that asks for a reason and takes one step; where the step cannot be taken, back with the reason why."""
    problem, back = refusal(step, proposal, request.user), page_of_owner(proposal)
    if problem:
        messages.error(request, problem)
        return redirect(back)
    form = ReasonForm(request.POST or None, label=page["label"], help_text=page["help"])
    if request.method == "POST" and form.is_valid():
        try:
            verb(proposal, actor=request.user, reason=form.cleaned_data["reason"])
        except StepRefused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, done)
            return redirect(back)
    return render(
        request, "proposals/reason.html", {"proposal": proposal, "form": form, "back": back, **page}
    )


def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Tarik usulan, with a reason."""
    return withdraw_own(request, _own(request, number))


def withdraw_own(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """The same, of the proposal that its proposer has come to: by account, or by the link of the receipt."""
    step = "cancel" if proposal.is_unpublished else "withdraw"
    page = {
        "title": _("Tarik usulan"),
        "lead": _("Usulan yang ditarik tidak diproses lagi. Langkah ini tidak dapat dibatalkan."),
        "label": _("Mengapa usulan ini ditarik?"),
        "help": _("Alasan ini ditampilkan pada riwayat usulan."),
        "button": _("Tarik usulan ini"),
        "is_final": True,
    }
    done = _("Usulan sudah ditarik.")
    return _step_with_reason(request, proposal, step, withdraw_proposal, page, done)


def ask_review(request: HttpRequest, number: str) -> HttpResponse:
    """Ajukan peninjauan ulang, with a reason; once."""
    return ask_review_of_own(request, _own(request, number))


def ask_review_of_own(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """The same, by account or by the link of the receipt."""
    page = {
        "title": _("Ajukan peninjauan ulang"),
        "lead": _(
            "Hasil diputuskan kembali oleh orang lain. Peninjauan ulang hanya dapat diajukan satu kali."
        ),
        "label": _("Mengapa hasil ini perlu ditinjau ulang?"),
        "help": _("Sebutkan hal yang belum dipertimbangkan. Alasan ini ditampilkan pada riwayat usulan."),
        "button": _("Ajukan peninjauan ulang"),
        "until": review_until(proposal),
    }
    done = _("Peninjauan ulang sudah diajukan.")
    return _step_with_reason(request, proposal, "ask_review", ask_for_review, page, done)


def support(request: HttpRequest, number: str) -> HttpResponse:
    """Dukung usulan ini, or take the support back (`batal`). After signing in one lands on the proposal.

    htmx gets the panel anew, everybody else the page.
    """
    proposal = get_object_or_404(
        Proposal.objects.visible_to(request.user).select_related("parent", "organization"), number=number
    )
    problem = _supported(request, proposal) if request.method == "POST" else ""
    if request.htmx and request.user.has_perm("proposals.read_content", proposal):
        context = {"proposal": proposal, "refused": problem} | support_panel(proposal, request.user)
        return render(request, "proposals/detail_support.html", context)
    if problem:
        messages.error(request, problem)
    return redirect("proposals:detail", proposal.number)


def _supported(request: HttpRequest, proposal: Proposal) -> str | Promise:
    """Do what was pressed; why it cannot be done, or ""."""
    chosen = request.POST.get("atas_nama", "")
    mine = {str(one.pk): one for one in speaks_for(request.user)} if chosen else {}
    try:
        if "batal" in request.POST:
            withdraw_support(proposal, actor=request.user)
        elif chosen and chosen not in mine:
            return _("Pilih salah satu lembaga Anda, atau dukung sebagai warga.")
        else:
            support_proposal(proposal, actor=request.user, organization=mine.get(chosen))
    except StepRefused as refused:
        return refused.message
    return ""


def as_citizen(request: HttpRequest, key) -> HttpResponse:
    """Jadikan usulan warga: a draft in the name of an organisation becomes one's own."""
    draft = get_object_or_404(Proposal.objects.owned_by(request.user), key=key)
    try:
        propose_as_citizen(draft, actor=request.user)
    except StepRefused as refused:
        messages.error(request, refused.message)
        return redirect("proposals:mine")
    messages.success(request, _("Draf ini sekarang usulan Anda sebagai warga."))
    return redirect("proposals:draft", key, "periksa")


def carry_over(request: HttpRequest, number: str) -> HttpResponse:
    """Usulkan kembali: a reserve of an earlier forum becomes a draft of the one that is open now."""
    proposal = _own(request, number)
    if request.method != "POST":
        return redirect("proposals:detail", proposal.number)
    forum = forum_taking_proposals()
    if forum is None:
        messages.error(request, _("Belum ada forum yang menerima usulan."))
        return redirect("proposals:detail", proposal.number)
    try:
        draft = carry_proposal_over(proposal, forum, actor=request.user)
    except StepRefused as refused:
        messages.error(request, refused.message)
        return redirect("proposals:detail", proposal.number)
    return redirect("proposals:draft", draft.key, "periksa")
