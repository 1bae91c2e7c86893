"""Lembaga saya: belonging to organisations, and asking to. For the secretariat: the requests that wait."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _

from accounts.second_factor import demand_fresh_proof
from core.versions import attempt
from stakeholders import joining
from stakeholders.forms.joining import AnswerForm, DeclineForm, FoundForm, JoinForm
from stakeholders.models import Membership, MembershipRequest, Organization
from stakeholders.views.frame import act

MINE, REQUESTS = "stakeholders:mine", "stakeholders:requests"


def mine(request: HttpRequest) -> HttpResponse:
    """Where one belongs, what waits, what was answered, and the form to ask for more."""
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and attempt(form, lambda: form.ask(request.user)):
        messages.success(request, _("Permintaan dikirim. Sekretariat mengonfirmasinya, lalu Anda dikabari."))
        return redirect(MINE)
    requests = MembershipRequest.objects.filter(user=request.user.pk).for_listing()
    context = {
        "form": form,
        "memberships": Membership.objects.in_force().filter(user=request.user).select_related("organization"),
        "waiting": next((row for row in requests if row.is_waiting), None),
        "declined": [row for row in requests if row.state == MembershipRequest.State.DECLINED][-1:],
    }
    return render(request, "stakeholders/mine.html", context)


def find(request: HttpRequest) -> HttpResponse:
    """The organisations that are found for the letters typed so far: a part of the page, for search-as-you-type."""
    return render(request, "stakeholders/found.html", {"form": FoundForm(request.GET)})


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a request back."""
    found = get_object_or_404(request.user.membership_requests, pk=pk)
    return act(
        request,
        lambda: joining.withdraw_request(found, actor=request.user),
        done=_("Permintaan dibatalkan."),
        back=MINE,
    )


def requests(request: HttpRequest) -> HttpResponse:
    """Keanggotaan: who says that they belong to which organisation, the one that has waited longest first."""
    rows = MembershipRequest.objects.waiting().for_listing()
    return render(request, "stakeholders/requests.html", {"requests": rows})


def request_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: who, for whom, who is there already; confirm it, or decline it with a reason."""
    found = get_object_or_404(MembershipRequest.objects.waiting().for_listing(), pk=pk)
    declines = "tolak" in request.POST
    answer = AnswerForm(request.POST if request.method == "POST" and not declines else None, request=found)
    refusal = DeclineForm(request.POST if declines else None)
    form = refusal if declines else answer
    if form.is_valid() and attempt(form, lambda: _answer(request, found, form, declines=declines)):
        messages.success(request, _("Permintaan dijawab. Pemintanya dikabari melalui surel."))
        return redirect(REQUESTS)
    context = {
        "found": found,
        "form": form,
        "answer": answer,
        "refusal": refusal,
        "members": found.organization.memberships.in_force().count(),
        "similar": _similar(found.organization) if found.is_for_new_organization else [],
    }
    return render(request, "stakeholders/request.html", context)


def _answer(request: HttpRequest, found: MembershipRequest, form, *, declines: bool):
    demand_fresh_proof(request)
    if declines:
        return joining.decline_request(found, actor=request.user, **form.cleaned_data)
    return joining.confirm_request(found, actor=request.user, **form.cleaned_data)


def _similar(organization: Organization) -> list[Organization]:
    """Organisations that take part and share the longest word of the name: perhaps it is one of them."""
    word = max(organization.name.split(), key=len)
    return list(Organization.objects.participants().active().matching(word)[:5])
