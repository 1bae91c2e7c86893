"""Apakah tanggapan ini membantu? The proposer's side says; staff read."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _

from core.paging import page_of
from core.versions import attempt
from proposals.forms.questions import FeedbackForm
from proposals.models import Feedback, Proposal
from proposals.rating import rate_answer, rated_decision, share_of

PAGE_SIZE = 20


def rate(request: HttpRequest, number: str) -> HttpResponse:
    """Say, or change, whether the published answer helped."""
    rows = Proposal.objects.owned_by(request.user).submitted().select_related("parent", "organization")
    proposal = get_object_or_404(rows, number=number)
    decision = rated_decision(proposal)
    if decision is None:
        messages.error(request, _("Tanggapan resmi atas usulan ini belum diumumkan."))
        return redirect("proposals:detail", proposal.number)
    given = Feedback.objects.filter(proposal=proposal, decision=decision).first()
    form = FeedbackForm(request.POST or None, instance=given)
    if request.method == "POST" and form.is_valid():
        said = {"helped": form.cleaned_data["helped"], "line": form.cleaned_data["line"]}
        if attempt(form, lambda: rate_answer(proposal, actor=request.user, **said)):
            messages.success(request, _("Terima kasih. Penilaian Anda membantu kami menulis lebih baik."))
            return redirect("proposals:detail", proposal.number)
    return render(request, "proposals/rating.html", {"proposal": proposal, "form": form, "given": given})


def ratings(request: HttpRequest) -> HttpResponse:
    """How many said yes, and what they wrote; the newest first."""
    rows = Feedback.objects.current()
    tally = rows.tally()
    page = page_of(rows, request.GET.get("page"), PAGE_SIZE, whole=Feedback.objects.for_list())
    context = {"page": page, "tally": tally, "no": tally["all"] - tally["yes"], "share": share_of(tally)}
    return render(request, "proposals/staff_ratings.html", context)
