"""Impor usulan: a file, its columns, what would happen to each row, and the whole list entered or nothing."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from core.csv_export import csv_response
from core.errors import NotAllowed
from core.paging import page_of
from proposals.forms.importing import ImportColumnsForm, ImportFileForm
from proposals.importing.preview import KINDS, problems_of, rows_shown, tabs_of
from proposals.importing.services import begin_import, choose_columns, drop_batch, order_entering
from proposals.intake import forum_taking_records
from proposals.kept_reads import WORK_ROWS
from proposals.models import ImportBatch, Proposal
from proposals.workflow import StepRefused

BATCHES = 20
ROWS = 50


def imports(request: HttpRequest) -> HttpResponse:
    """A new list, and the lists that were entered before."""
    forum = forum_taking_records()
    form = ImportFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and forum and form.is_valid():
        batch = _begin(request, forum, form)
        if batch:
            return redirect("proposals:import_columns", batch.key)
    rows = ImportBatch.objects.for_listing().order_by("-pk")
    page = page_of(rows, request.GET.get("page"), BATCHES)
    return render(request, "proposals/import_list.html", {"form": form, "forum": forum, "page": page})


def _begin(request: HttpRequest, forum, form: ImportFileForm) -> ImportBatch | None:
    try:
        return begin_import(forum, actor=request.user, **form.cleaned_data)
    except ValidationError as refused:
        form.add_error("file", refused)
    except StepRefused as refused:
        form.add_error(None, refused.message)
    except NotAllowed as refused:  # the file is no table that can be read
        form.add_error("file", refused.message)
    return None


def _batch(key) -> ImportBatch:
    return get_object_or_404(
        ImportBatch.objects.select_related("forum", "urusan", "created_by", "job"), key=key
    )


def import_columns(request: HttpRequest, key) -> HttpResponse:
    """Which column means what; then the list is checked."""
    batch = _batch(key)
    if batch.is_entered or batch.waits:
        return redirect("proposals:import_batch", key)
    form = ImportColumnsForm(request.POST or None, batch=batch)
    if request.method == "POST" and form.is_valid():
        try:
            choose_columns(batch, actor=request.user, columns=form.columns, sheets=form.chosen)
            return redirect("proposals:import_batch", key)
        except StepRefused as refused:
            form.add_error(None, refused.message)
    left_out = [sheet["name"] for sheet in batch.sheets if not sheet["names"]]
    return render(
        request, "proposals/import_columns.html", {"batch": batch, "form": form, "left_out": left_out}
    )


def import_batch(request: HttpRequest, key) -> HttpResponse:
    """How far the worker is; what would happen to each row; or what came of it."""
    batch = _batch(key)
    if batch.waits or (batch.job and batch.job.state == "failed" and not batch.is_entered):
        return render(request, "proposals/import_waiting.html", {"batch": batch})
    if batch.is_entered:
        return _outcome(request, batch)
    if not batch.is_checked:
        return redirect("proposals:import_columns", key)
    wanted = request.GET.get("tampil", "")
    rows = rows_shown(batch, wanted)
    context = {
        "batch": batch,
        "tabs": tabs_of(batch, wanted, request.path),
        "counts": batch.report["counts"],
        "page": Paginator(rows, ROWS).get_page(request.GET.get("page")),
        "kinds": KINDS,
    }
    return render(request, "proposals/import_preview.html", context)


def _outcome(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    rows = Proposal.objects.filter(import_batch=batch).order_by("number")
    page = page_of(rows, request.GET.get("page"), ROWS, whole=WORK_ROWS)
    context = {
        "batch": batch,
        "page": page,
        "changed": batch.report.get("changed", []),
        "untouched": batch.report.get("untouched", []),
    }
    return render(request, "proposals/import_done.html", context)


def import_save(request: HttpRequest, key) -> HttpResponse:
    """Impor: all of it, or nothing with the reason."""
    batch = _batch(key)
    try:
        done = order_entering(batch, actor=request.user)
    except StepRefused as refused:
        messages.error(request, refused.message)
    else:
        if done.is_entered:
            words = _("Daftar diimpor: %(new)d usulan baru, %(changed)d diperbarui.")
            messages.success(request, words % {"new": done.new_count, "changed": done.changed_count})
    return redirect("proposals:import_batch", key)


def import_drop(request: HttpRequest, key) -> HttpResponse:
    """Batalkan: what was read from the file goes; nothing was entered."""
    try:
        drop_batch(_batch(key), actor=request.user)
    except StepRefused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Impor dibatalkan. Tidak ada usulan yang dicatat."))
    return redirect("proposals:imports")


def import_errors(request: HttpRequest, key) -> HttpResponseBase:
    """What is wrong, as a table to send back to whom the list came from."""
    batch = _batch(key)
    if batch.is_entered or not batch.is_checked:
        raise Http404(_("Daftar galat hanya ada sebelum daftarnya diimpor."))
    head = [_("Lembar"), _("Baris"), _("Nomor asal"), _("Judul usulan"), _("Yang salah")]
    return csv_response(f"galat-impor-{batch.pk}.csv", head, problems_of(batch))
