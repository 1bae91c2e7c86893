"""Pengesahan: the head reads the pending results, confirms, publishes, and sees what became of each."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.paging import page_of
from proposals.approval import audience_of, grouped, rows_for, waiting_results
from proposals.forms.approval import ApprovalForm
from proposals.results import publish_results
from stakeholders.delegating import delegation_of

PAGE_SIZE = 50


def approval(request: HttpRequest) -> HttpResponse:
    """Read, choose (one, all of an urusan, or the ticked ones), confirm, publish."""
    if request.method != "POST":
        return _reading(request)
    form = ApprovalForm(request.POST)
    if not form.is_valid() or not form.chosen:
        messages.error(request, _("Pilih sekurang-kurangnya satu hasil yang akan disahkan."))
        return redirect("proposals:approval")
    if "sahkan" in request.POST:
        rows = publish_results(form.chosen, actor=request.user)
        published = sum(not row.problem for row in rows)
        return render(request, "proposals/staff_published.html", {"rows": rows, "published": published})
    return _confirming(request, form.chosen)


def _reading(request: HttpRequest) -> HttpResponse:
    page = page_of(waiting_results(), request.GET.get("page"), PAGE_SIZE)
    groups = grouped(rows_for(page, request.user))
    context = {"page": page, "groups": groups, "delegation": delegation_of(request.user)}
    return render(request, "proposals/staff_approval.html", context)


def _confirming(request: HttpRequest, chosen: dict[int, int]) -> HttpResponse:
    """What will be published and how many will be told; what cannot be published, with why."""
    rows = rows_for(waiting_results().filter(pk__in=chosen), request.user)
    current = [row for row in rows if row.decision.version == chosen[row.decision.pk]]
    ready = [row for row in current if not row.problem]
    context = {
        "ready": ready,
        "refused": [row for row in current if row.problem],
        "changed": [row for row in rows if row not in current],
        "gone": len(chosen) - len(rows),
        "audience": audience_of(ready),
        "delegation": delegation_of(request.user),
    }
    return render(request, "proposals/staff_approval_confirm.html", context)
