"""Daftar hadir: who came, corrected, taken out, entered from the signed list, handed out as Excel."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.vary import vary_on_headers

from core.columns import as_cells, read_row
from core.excel_export import excel_response
from core.paging import page_of
from core.versions import attempt
from forums.models import Delegate
from forums.sections import sections
from forums.views.manage import managed_forum
from meetings import door as verbs
from meetings import door_reads as reads
from meetings import hours
from meetings.forms.door import SheetRows, TicksForm
from meetings.forms.presence import CorrectForm, PresenceFilter, TakeOutForm
from meetings.models import Attendance
from meetings.presence_columns import COLUMNS
from meetings.views.door import enter_all

PAGE_SIZE = 50
HERE = "meetings:presence"


@vary_on_headers("HX-Request")
def presence(request: HttpRequest, year: int) -> HttpResponse:
    """Everybody who came, narrowed by words, kind and means; the rows alone for search-as-you-type."""
    forum = managed_forum(request, year)
    filters = PresenceFilter(request.GET)
    rows = filters.apply(forum.attendances.of_forum(forum))
    context = {
        "forum": forum,
        "filters": filters,
        "page": page_of(rows, request.GET.get("page"), PAGE_SIZE),
    }
    if request.htmx:
        return render(request, "meetings/presence.html#rows", context)
    context |= {"summary": reads.summary(forum), "sections": sections(forum, HERE)}
    return render(request, "meetings/presence.html", context)


def correct(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """Perbaiki what stands in the list."""
    forum = managed_forum(request, year)
    found = get_object_or_404(forum.attendances.select_related("forum"), pk=pk)
    form = CorrectForm(request.POST or None, instance=found)

    def save():
        reason = form.cleaned_data["reason"]
        verbs.correct_attendance(
            found, actor=request.user, values=form.values, reason=reason, version=form.based_on
        )

    if request.method == "POST" and form.is_valid() and attempt(form, save):
        messages.success(request, _("Daftar hadir diperbaiki."))
        return redirect(HERE, year)
    context = {"forum": forum, "form": form, "attendance": found, "sections": sections(forum, HERE)}
    return render(request, "meetings/presence_correct.html", context, status=409 if form.conflict else 200)


def take_out(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """Keluarkan from the list, with a reason."""
    forum = managed_forum(request, year)
    found = get_object_or_404(forum.attendances.select_related("forum"), pk=pk)
    form = TakeOutForm(request.POST or None)

    def remove():
        verbs.take_out(found, actor=request.user, reason=form.cleaned_data["reason"])

    if request.method == "POST" and form.is_valid() and attempt(form, remove):
        messages.success(request, _("%(name)s dikeluarkan dari daftar hadir.") % {"name": found.name})
        return redirect(HERE, year)
    context = {"forum": forum, "form": form, "attendance": found, "sections": sections(forum, HERE)}
    return render(request, "meetings/presence_take_out.html", context)


def sheet(request: HttpRequest, year: int) -> HttpResponse:
    """Centang dari lembar hadir: who signed on paper, all at once."""
    forum = managed_forum(request, year)
    delegates = Delegate.objects.filter(participant__forum=forum)
    ticks, rows = TicksForm(request.POST or None, delegates=delegates), SheetRows(request.POST or None)
    if request.method == "POST" and ticks.is_valid() and rows.is_valid():
        means, at = Attendance.Means.SHEET, hours.began_at(forum)
        if enter_all(request, forum, ticks.arrivals(rows, means=means, came_at=at), ticks):
            return redirect(HERE, year)
    context = {
        "forum": forum,
        "form": ticks,
        "rows": rows,
        "expected": reads.still_expected(forum),
        "organizations": forum.participants.for_listing(),
        "sections": sections(forum, HERE),
    }
    return render(request, "meetings/presence_sheet.html", context)


def excel(request: HttpRequest, year: int) -> HttpResponseBase:
    """The list as a workbook, for staff: with telephone numbers as long as they are kept."""
    forum = managed_forum(request, year)
    rows = forum.attendances.of_forum(forum).select_related("participant__organization")
    head = [str(column.label) for column in COLUMNS]
    cells = (as_cells(read_row(COLUMNS, row)) for row in rows)
    return excel_response(f"daftar-hadir-forum-renja-{year}.xlsx", _("Daftar hadir"), head, cells)
