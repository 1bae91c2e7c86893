"""Bekukan data: staff keep the data of a year as it is now."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from forums.models import Forum
from jobs.models import Job
from reports.errors import ReportRefused
from reports.open_data.freezing import FREEZE_DATA, request_edition
from reports.open_data.hidden import open_editions


def editions(request: HttpRequest) -> HttpResponse:
    """The forums whose data can be frozen, and what was frozen so far."""
    context = {
        "forums": Forum.objects.filter(is_published=True),
        "editions": open_editions(),
        "active": Job.objects.active().filter(kind=FREEZE_DATA).order_by("created_at").first(),
    }
    return render(request, "reports/data/work.html", context)


def freeze(request: HttpRequest, year: int) -> HttpResponse:
    """Start freezing, or join the job that does so already."""
    forum = get_object_or_404(Forum.objects.visible_to(request.user), plan_year=year)
    try:
        request_edition(forum, actor=request.user)
    except ReportRefused as refused:
        messages.error(request, refused.message)
    else:
        words = _("Data tahun %(year)d sedang dibekukan. Edisinya muncul di bawah ini bila selesai.")
        messages.success(request, words % {"year": year})
    return redirect("reports:data_work")
