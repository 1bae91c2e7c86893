"""Usulan yang belum dibahas: what the forum did not come to, and the decision to leave it for the next one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from forums.sections import sections
from forums.views.manage import managed_forum
from meetings.forms.undiscussed import UndiscussedForm
from meetings.undiscussed import leave_for_next_forum, read_undiscussed, words_for


def undiscussed(request: HttpRequest, year: int) -> HttpResponse:
    """All of them with where they stood; the ticked ones are left for the next forum."""
    forum = managed_forum(request, year)
    form = UndiscussedForm(request.POST or None, initial=words_for(forum))
    if request.method == "POST" and form.is_valid():
        _leave(request, forum, form)
        return redirect("meetings:undiscussed", year)
    rows = read_undiscussed(forum, request.user)
    context = {
        "forum": forum,
        "form": form,
        "rows": rows,
        "may_decide": any(not row.problem for row in rows),
        "sections": sections(forum, "reports:berita_acara"),
    }
    return render(request, "meetings/undiscussed.html", context)


def _leave(request: HttpRequest, forum, form: UndiscussedForm) -> None:
    values = form.cleaned_data
    told = leave_for_next_forum(
        forum, values["pilih"], actor=request.user, reason=values["reason"], response=values["response"]
    )
    done = sum(not row.problem for row in told)
    if done:
        words = _("%(n)d usulan dicatat untuk dibahas pada forum berikutnya; hasilnya menunggu pengesahan.")
        messages.success(request, words % {"n": done})
    for row in told:
        if row.problem:
            messages.error(request, f"{row.proposal.number}: {row.problem}")
