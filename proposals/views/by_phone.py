"""Tanpa surel: name and telephone number first, then the same pages as for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from proposals.by_phone import begin_by_phone
from proposals.drafting import forum_taking_proposals
from proposals.forms.by_phone import ByPhoneForm
from proposals.views.held import hold


def new_by_phone(request: HttpRequest) -> HttpResponse:
    """Saya tidak punya surel. Who is signed in, and where nothing is taken now, goes on from the page before."""
    forum = forum_taking_proposals()
    if forum is None or request.user.is_authenticated:
        return redirect("proposals:new")
    form = ByPhoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        draft = begin_by_phone(forum, name=given["name"], phone=given["phone"])
        hold(request, draft)
        return redirect("proposals:draft", draft.key, "masalah")
    return render(request, "proposals/new_by_phone.html", {"form": form, "forum": forum})
