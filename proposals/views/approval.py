"""Pengesahan: the head reads the pending results, confirms, publishes, and sees what became of each."""

from collections import Counter

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.vary import vary_on_headers

from jobs.models import Job
from proposals.approval import Row, audience_of, documents_of, grouped, rows_for, waiting_results
from proposals.forms.approval import ApprovalForm
from proposals.publisher import NO_DOCUMENT
from proposals.publishing import (
    INLINE_RESULTS,
    PUBLISH,
    order_publication,
    read_publication,
    read_rows,
    told_of,
)
from proposals.results import publish_results
from proposals.waiting import Choice, pairs, read_waiting, reading_of, scoped, tabs
from proposals.workflow import StepRefused
from stakeholders.delegating import delegation_of

WITH_DOCUMENT = "bersama"  # which button was pressed
PUBLISHED = "published_results"  # in the session: what became of the last ones


def approval(request: HttpRequest) -> HttpResponse:
    """Read, take the tick from what shall wait, confirm, publish."""
    if request.method != "POST":
        return _reading(request, request.GET.get("page"))
    form = ApprovalForm(request.POST)
    form.is_valid()
    if "halaman" in request.POST:
        return _reading(request, request.POST["halaman"], form.choice)
    if not form.choice.chosen:
        messages.error(request, _("Pilih sekurang-kurangnya satu hasil yang akan disahkan."))
        return redirect(request.get_full_path())
    if "sahkan" in request.POST:
        named = form.cleaned_data["naskah"] if request.POST["sahkan"] == WITH_DOCUMENT else NO_DOCUMENT
        return _publishing(request, form.choice.chosen, named)
    return _confirming(request, form.choice)


def _reading(request: HttpRequest, number, choice: Choice | None = None) -> HttpResponse:
    """What stands out first, then the others by urusan; the choice goes with the reader from page to page."""
    waiting = read_waiting(request.user)
    rows = scoped(waiting, request.GET)
    reading = reading_of(rows, number, choice)
    context = {
        "reading": reading,
        "page": reading.page,
        "groups": grouped(reading.others),
        "tabs": tabs(waiting, request.GET),
        "exception_count": sum(row.is_exception for row in rows),
        "documents": documents_of(rows),
        "delegation": delegation_of(request.user),
        "running": Job.objects.active().filter(kind=PUBLISH, created_by=request.user).first(),
    }
    return render(request, "proposals/staff_approval.html", context)


def _confirming(request: HttpRequest, choice: Choice) -> HttpResponse:
    """What will be published and how many will be told; what cannot be published, with why."""
    chosen = choice.chosen
    rows = rows_for(waiting_results().filter(pk__in=chosen), request.user)
    current = [row for row in rows if row.decision.version == chosen[row.decision.pk]]
    ready = [row for row in current if not row.problem]
    documents = documents_of(ready)
    context = {
        "ready": ready,
        "documents": documents,
        "named": [one for one in documents if one.said],
        "groups": grouped(ready),
        "outcomes": _by_outcome(ready),
        "chosen": pairs({row.decision.pk: row.decision.version for row in ready}),
        "is_long": len(ready) > INLINE_RESULTS,
        "refused": [row for row in current if row.problem],
        "changed": [row for row in rows if row not in current],
        "gone": len(chosen) - len(rows),
        "left_out": len(choice.known) - len(chosen),
        "audience": audience_of(ready),
        "delegation": delegation_of(request.user),
    }
    return render(request, "proposals/staff_approval_confirm.html", context)


def _by_outcome(rows: list[Row]) -> list[tuple[str, int]]:
    """How many of each outcome, the most frequent first."""
    return Counter(row.decision.get_outcome_display() for row in rows).most_common()


def _publishing(request: HttpRequest, chosen: dict[int, int], documents: frozenset[str]) -> HttpResponse:
    """Few are published at once; many by the worker, and a page of their own tells how far it is."""
    if len(chosen) > INLINE_RESULTS:
        try:
            job = order_publication(chosen, actor=request.user, documents=documents)
        except StepRefused as refused:
            messages.error(request, refused.message)
            return redirect("proposals:approval")
        return redirect("proposals:publication", job.pk)
    rows = publish_results(chosen, actor=request.user, documents=documents)
    request.session[PUBLISHED] = told_of(rows)
    return redirect("proposals:published")


def published(request: HttpRequest) -> HttpResponse:
    """What became of each result that was published at once, as often as the page is loaded."""
    if PUBLISHED not in request.session:
        return redirect("proposals:approval")
    rows = read_rows(request.session[PUBLISHED])
    context = {"rows": rows, "published": sum(not row.problem for row in rows)}
    return render(request, "proposals/staff_published.html", context)


@vary_on_headers("HX-Request")
def publication(request: HttpRequest, job) -> HttpResponse:
    """How far the worker is with an order of this head (htmx asks for that alone); then what became of each result."""
    found = get_object_or_404(Job, pk=job, kind=PUBLISH, created_by=request.user)
    told = read_publication(found)
    template = (
        "proposals/staff_published.html" if found.state == "done" else "proposals/staff_publishing.html"
    )
    if request.htmx:
        template = "proposals/staff_publishing.html#status"
    context = {"publication": told, "job": found, "rows": told.rows, "published": told.published}
    return render(request, template, context)
