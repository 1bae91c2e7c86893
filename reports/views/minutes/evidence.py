"""Berkas bukti: what Bappeda asks for, by its parts, and all of it as one ZIP."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.errors import NotAllowed
from core.quarantine import ScanState
from core.serving import file_response
from core.uploads import UploadRefused
from forums.sections import sections
from forums.views.confirm import confirm
from forums.views.manage import managed_forum
from meetings.evidence import add_evidence, delete_evidence
from meetings.models import Evidence
from reports.forms.minutes import EvidenceForm
from reports.minutes.bundle import slots_of, write_bundle


def evidence(request: HttpRequest, year: int) -> HttpResponse:
    """What is there in each part, and one more file; `bagian` names the part it is for."""
    forum = managed_forum(request, year)
    asked = {"slot": request.GET.get("bagian", "")}
    form = EvidenceForm(request.POST or None, request.FILES or None, initial=asked)
    if request.method == "POST" and form.is_valid() and _stored(request, forum, form):
        messages.success(request, _("Berkas bukti disimpan."))
        return redirect("reports:evidence", year)
    context = {
        "forum": forum,
        "form": form,
        "slots": slots_of(forum),
        "sections": sections(forum, "reports:evidence"),
    }
    return render(request, "reports/minutes_pages/evidence.html", context)


def _stored(request: HttpRequest, forum, form: EvidenceForm) -> bool:
    values = form.cleaned_data
    try:
        add_evidence(forum, values["file"], actor=request.user, slot=values["slot"], title=values["title"])
    except UploadRefused as refused:
        form.add_error("file", refused)
    except NotAllowed as refused:
        form.add_error(None, refused.message)
    else:
        return True
    return False


def _found(request: HttpRequest, year: int, pk: int) -> Evidence:
    return get_object_or_404(
        Evidence.objects.select_related("forum"), pk=pk, forum=managed_forum(request, year)
    )


def evidence_file(request: HttpRequest, year: int, pk: int) -> HttpResponseBase:
    found = get_object_or_404(Evidence, pk=pk, forum=managed_forum(request, year), scan=ScanState.CLEAN)
    return file_response(found.file, name=found.original_name, content_type=found.content_type)


def evidence_delete(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    found = _found(request, year, pk)
    return confirm(
        request,
        lambda: delete_evidence(found, actor=request.user),
        page={
            "title": _("Hapus berkas bukti ini?"),
            "text": _("Berkasnya hilang dan tidak dapat dikembalikan."),
            "what": found,
            "button": _("Hapus berkas"),
        },
        done=_("Berkas bukti dihapus."),
        back=reverse("reports:evidence", args=[year]),
    )


def evidence_zip(request: HttpRequest, year: int) -> FileResponse:
    """Everything in folders by part."""
    forum = managed_forum(request, year)
    return FileResponse(
        write_bundle(forum), as_attachment=True, filename=f"berkas-bukti-forum-renja-{year}.zip",
        content_type="application/zip", headers={"Cache-Control": "private, no-store"},
    )  # fmt: skip
