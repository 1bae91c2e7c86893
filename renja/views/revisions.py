"""Revisi: what was frozen of a plan, and freezing it as it is now."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from core.quarantine import ScanState
from core.serving import file_response
from core.uploads import KINDS, UploadRefused
from renja.changes import read_changes
from renja.errors import PlanRefused
from renja.forms.revisions import PRESENT, CompareForm, EstablishForm, FreezeForm, PaperForm
from renja.models import Renja, Revision
from renja.open_points import open_points
from renja.revision_content import read_content
from renja.services import establish_plan, freeze_revision, keep_paper, open_amendment
from renja.services.revisions import stages_to_freeze
from renja.stages import SETTLED
from renja.views.fetching import get_plan


def revisions(request: HttpRequest, year: int) -> HttpResponse:
    """All revisions, the newest first, and what can be frozen next."""
    renja = get_plan(request, year)
    found = list(renja.revisions.for_listing())
    stages = stages_to_freeze(renja, found[0] if found else None)
    context = {
        "renja": renja, "year": year, "revisions": found,
        "may_freeze": any(stage not in SETTLED for stage in stages) and request.user.has_perm("renja.freeze"),
        "may_establish": any(stage in SETTLED for stage in stages) and request.user.has_perm("renja.establish"),
        "may_amend": renja.stage in SETTLED and request.user.has_perm("renja.edit"),
        "awaits_head": any(stage in SETTLED for stage in stages),
    }  # fmt: skip
    if found:
        first = found[1] if len(found) > 1 else found[0]
        newest = str(found[0].number) if len(found) > 1 else PRESENT
        context["compare"] = CompareForm(
            revisions=found, initial={"dari": str(first.number), "ke": newest}, auto_id="banding_%s"
        )
    return render(request, "renja/revisions.html", context)


def revision(request: HttpRequest, year: int, revision: int) -> HttpResponse:
    """One revision with its facts and papers; the head may add a better scan of the act."""
    found = get_revision(get_plan(request, year), revision)
    form = PaperForm(request.POST or None, request.FILES or None) if found.is_settled else None
    if request.method == "POST" and form and form.is_valid():
        try:
            keep_paper(found, form.cleaned_data["file"], actor=request.user)
        except UploadRefused as refused:
            form.add_error("file", refused)
        except PlanRefused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Dokumen penetapan disimpan."))
            return redirect("renja:revision", year, revision)
    return render(request, "renja/revision.html", _around(found) | {"year": year, "form": form})


def _around(revision: Revision) -> dict[str, Any]:
    """What its page shows, the numbers of the revisions beside it included."""
    numbers = list(revision.renja.revisions.order_by("number").values_list("number", flat=True))
    place = numbers.index(revision.number)
    return {
        "revision": revision, "renja": revision.renja, "papers": list(revision.papers.select_related("uploaded_by")),
        "previous": numbers[place - 1] if place else None, "content": revision.content,
        "leaves": sum(row["is_leaf"] for row in revision.content["rows"]),
        "is_newest": place == len(numbers) - 1,
    }  # fmt: skip


def get_revision(renja: Renja, number: int) -> Revision:
    rows = renja.revisions.select_related("renja__forum", "renja__edition", "frozen_by")
    return get_object_or_404(rows, number=number)


def paper(request: HttpRequest, year: int, revision: int, key) -> HttpResponseBase:
    """A document of penetapan; nobody is handed it before the scanner has called it clean."""
    found = get_object_or_404(
        get_revision(get_plan(request, year), revision).papers, key=key, scan=ScanState.CLEAN
    )
    kind = KINDS[found.file.name.rpartition(".")[2]]
    return file_response(found.file, name=found.original_name, content_type=kind.content_type)


def freeze(request: HttpRequest, year: int) -> HttpResponse:
    """Bekukan: keep the plan as it is now."""
    renja = get_plan(request, year)
    newest = renja.revisions.newest()
    stages, points = stages_to_freeze(renja, newest), open_points(renja)
    initial = {"seen": newest.number if newest else 0, "stage": str(renja.stage), "dated": renja.dated}
    form = FreezeForm(request.POST or None, stages=stages, points=points, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = freeze_revision(renja, actor=request.user, **form.values)
        except PlanRefused as refused:
            form.add_error(None, refused.message)
        else:
            words = _(
                "%(revision)s dibekukan. Isinya tidak dapat diubah lagi; naskah kerja dapat dilanjutkan."
            )
            messages.success(request, words % {"revision": made.name})
            return redirect("renja:revision", year, made.number)
    context = {
        "renja": renja, "year": year, "form": form, "points": points, "newest": newest,
        "can": any(stage not in SETTLED for stage in stages),
    }  # fmt: skip
    return render(request, "renja/freeze.html", context)


def establish(request: HttpRequest, year: int) -> HttpResponse:
    """Catat penetapan: the act, its document, and the plan frozen with it; said when it is not the final draft any more."""
    renja = get_plan(request, year)
    newest = renja.revisions.newest()
    points = open_points(renja)
    initial = {"seen": newest.number if newest else 0, "dated": renja.dated}
    form = EstablishForm(request.POST or None, request.FILES or None, points=points, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = _establish(request, renja, form)
        if made:
            messages.success(request, _("Penetapan dicatat. Renja %(year)s kini tetap.") % {"year": year})
            return redirect("renja:revision", year, made.number)
    can = any(stage in SETTLED for stage in stages_to_freeze(renja, newest))
    context = {
        "renja": renja, "year": year, "form": form, "points": points, "newest": newest, "can": can,
        "differs": can and bool(read_changes(newest.content, read_content(renja))),
    }  # fmt: skip
    return render(request, "renja/establish.html", context)


def _establish(request: HttpRequest, renja: Renja, form: EstablishForm) -> Revision | None:
    try:
        return establish_plan(renja, form.cleaned_data["file"], actor=request.user, **form.values)
    except UploadRefused as refused:
        form.add_error("file", refused)
    except PlanRefused as refused:
        form.add_error(None, refused.message)
    return None


def amend(request: HttpRequest, year: int) -> HttpResponse:
    """Buka Perubahan Renja."""
    renja = get_plan(request, year)
    try:
        open_amendment(renja, actor=request.user)
    except PlanRefused as refused:
        messages.error(request, refused.message)
    else:
        words = _(
            "Perubahan Renja %(year)s dibuka. Naskah kerja dapat disunting; yang ditetapkan tetap tersimpan."
        )
        messages.success(request, words % {"year": year})
    return redirect("renja:revisions", year)
