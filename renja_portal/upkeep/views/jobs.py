"""Pekerjaan latar: what the worker does, how far it is, why something failed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.vary import vary_on_headers

from jobs.models import Job, WorkerHeartbeat
from jobs.services import retry_job
from renja_portal.upkeep.forms import JobFilter
from renja_portal.upkeep.rows import job_rows
from renja_portal.upkeep.sections import sections
from renja_portal.upkeep.views.listing import do_and_return, page_of

JOBS = "upkeep:jobs"


@vary_on_headers("HX-Request")
def jobs(request: HttpRequest) -> HttpResponse:
    """All jobs, newest first; the rows alone when the filter changes."""
    filters = JobFilter(request.GET)
    page = page_of(request, filters.apply(Job.objects.for_listing()))
    context = {"filters": filters, "page": page, "rows": job_rows(page)}
    if request.htmx:
        return render(request, "upkeep/jobs.html#rows", context)
    context |= {
        "sections": sections(request.user, JOBS),
        "workers": WorkerHeartbeat.objects.alive().count(),
        "failed": Job.objects.failed().count(),
        "waiting": Job.objects.active().count(),
    }
    return render(request, "upkeep/jobs.html", context)


def retry(request: HttpRequest, job) -> HttpResponse:
    """Coba lagi."""
    found = get_object_or_404(Job, pk=job)
    return do_and_return(
        request,
        lambda: retry_job(found, actor=request.user),
        done=_("Pekerjaan masuk antrean lagi."),
        back=JOBS,
    )
