"""Data saya: read, take along, erase."""

from django.contrib.auth import logout
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from accounts.second_factor import demand_fresh_proof
from core.serving import file_response
from core.versions import attempt
from jobs.models import Job
from proposals.models import Proposal
from renja_portal.personal import archive
from renja_portal.personal.erasure import drafts_of, erase_account, erasure_refusal
from renja_portal.personal.forms import EraseForm
from renja_portal.personal.overview import parts_of

ZIP = "application/zip"


def my_data(request: HttpRequest) -> HttpResponse:
    """Everything that the portal holds about this person; how far a copy is that the worker makes."""
    job = Job.objects.filter(kind=archive.DATA_COPY, key=str(request.user.pk)).first()
    context = {
        "parts": parts_of(request.user, request.session.session_key),
        "copy": request.user.data_copies.first(),
        "job": job if job and job.state != "done" else None,
        "is_large": archive.is_large(request.user),
    }
    template = "personal/my_data.html#copy" if request.htmx else "personal/my_data.html"
    return render(request, template, context)


def download(request: HttpRequest) -> HttpResponseBase:
    """The ZIP, or the job that makes it where the files are many; after a fresh proof of who one is."""
    demand_fresh_proof(request)
    if archive.is_large(request.user):
        archive.order_copy(request.user, actor=request.user)
        return redirect("my_data")
    response = FileResponse(
        archive.hand_out(request.user, actor=request.user), as_attachment=True, filename=archive.NAME
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response


def fetch_copy(request: HttpRequest, key) -> HttpResponseBase:
    """A copy that the worker made, to its owner alone; after a fresh proof."""
    found = get_object_or_404(request.user.data_copies, key=key)
    demand_fresh_proof(request)
    return file_response(found.file, name=archive.NAME, content_type=ZIP)


def erase(request: HttpRequest) -> HttpResponse:
    """Hapus akun: what will happen, asked once more, after a fresh proof."""
    refusal = erasure_refusal(request.user)
    form = EraseForm(request.POST or None)
    if (
        request.method == "POST"
        and not refusal
        and form.is_valid()
        and attempt(form, lambda: _erase(request))
    ):
        logout(request)
        return redirect("account_erased")
    context = {
        "form": form,
        "refusal": refusal,
        "drafts": drafts_of(request.user).count(),
        "sent": Proposal.objects.filter(proposer=request.user.pk).exclude(number=None).count(),
        "supports": request.user.supports.count(),
    }
    return render(request, "personal/erase.html", context)


def _erase(request: HttpRequest) -> None:
    demand_fresh_proof(request)
    erase_account(request.user, actor=request.user)


def erased(request: HttpRequest) -> HttpResponse:
    """It is done."""
    return render(request, "personal/erased.html")
