"""Excel both ways: what is handed out, a file that comes in, what it would do, and the whole of it applied or nothing."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.csv_export import csv_response
from core.errors import NotAllowed
from core.excel_export import excel_response
from core.keys import key_of, keys_of
from core.paging import page_of
from renja.errors import PlanRefused
from renja.exchange.preview import GONE, differences_of, rows_shown, shown_kind, tabs_of
from renja.exchange.services import (
    begin_file,
    choose_columns,
    choose_removals,
    drop_file,
    order_applying,
    undo_file,
)
from renja.exchange.writing import Workbook, lines_book, table_book
from renja.forms.exchange import LINES, PlanColumnsForm, PlanFileForm
from renja.models import PlanFile, Renja
from renja.structure import structure_of
from renja.views.fetching import get_plan
from renja.views.official_tables import get_table
from renja.windows import edit_refusal
from stakeholders.models import Unit

FILES = 20
ROWS = 50


def exchange(request: HttpRequest, year: int) -> HttpResponse:
    """What can be downloaded, a file to upload, and the files that were taken in before."""
    renja = get_plan(request, year)
    wanted = {"purpose": request.GET.get("untuk", LINES)}
    form = PlanFileForm(request.POST or None, request.FILES or None, renja=renja, initial=wanted)
    if request.method == "POST" and form.is_valid():
        file = _begin(request, renja, form)
        if file:
            return redirect(
                "renja:file" if file.is_checked or file.job else "renja:file_columns", year, file.key
            )
    files = renja.files.for_listing().order_by("-pk")
    context = {
        "form": form, "renja": renja, "year": year, "refusal": edit_refusal(renja.forum, request.user),
        "page": page_of(files, request.GET.get("page"), FILES), "units": form.units,
        "tables": structure_of(renja.structure).typed,
    }  # fmt: skip
    return render(request, "renja/exchange.html", context)


def _begin(request: HttpRequest, renja: Renja, form: PlanFileForm) -> PlanFile | None:
    try:
        return begin_file(renja, actor=request.user, **form.asked)
    except ValidationError as refused:
        form.add_error("file", refused)
    except PlanRefused as refused:
        form.add_error(None, refused.message)
    except NotAllowed as refused:  # the file is no table that can be read
        form.add_error("file", refused.message)
    return None


def exchange_file(request: HttpRequest, year: int) -> HttpResponseBase:
    """The lines of the plan as a workbook; `?bidang=` for those of one bidang."""
    renja, unit = get_plan(request, year), _unit(request.GET.get("bidang", ""))
    name = f"Renja-{year}{'-bidang-' + str(unit.pk) if unit else ''}.xlsx"
    return book_response(name, lines_book(renja, unit))


def _unit(value: str) -> Unit | None:
    if not value:
        return None
    return get_object_or_404(Unit, pk=key_of(value), organization__is_host=True)


def table_file(request: HttpRequest, year: int, table: str) -> HttpResponseBase:
    """A typed table as a workbook."""
    renja = get_plan(request, year)
    declared = get_table(renja, table)
    return book_response(f"Renja-{year}-{declared.anchor}.xlsx", table_book(renja, declared))


def book_response(name: str, book: Workbook) -> HttpResponseBase:
    return excel_response(name, book.title, book.head, book.rows, **book.layout)


def _get_file(request: HttpRequest, year: int, key: UUID) -> PlanFile:
    rows = PlanFile.objects.select_related("renja__forum", "renja__edition", "unit", "created_by", "job")
    return get_object_or_404(rows, key=key, renja=get_plan(request, year))


def file_columns(request: HttpRequest, year: int, key: UUID) -> HttpResponse:
    """Which column means what; then the file is checked."""
    file = _get_file(request, year, key)
    if file.is_applied or file.waits:
        return redirect("renja:file", year, key)
    try:
        form = PlanColumnsForm(request.POST or None, file=file)
    except PlanRefused as refused:  # its table is none of the plan's any more
        messages.error(request, refused.message)
        return redirect("renja:exchange", year)
    if request.method == "POST" and form.is_valid():
        try:
            choose_columns(file, actor=request.user, columns=form.columns, sheets=form.chosen)
            return redirect("renja:file", year, key)
        except PlanRefused as refused:
            form.add_error(None, refused.message)
    left_out = [sheet["name"] for sheet in file.sheets if not sheet["names"]]
    context = {"file": file, "form": form, "year": year, "left_out": left_out}
    return render(request, "renja/file_columns.html", context)


def file(request: HttpRequest, year: int, key: UUID) -> HttpResponse:
    """How far the worker is; what would happen to each row; or what came of it."""
    found = _get_file(request, year, key)
    context = {"file": found, "year": year, "renja": found.renja}
    if found.is_applied:
        page = Paginator(found.report["rows"], ROWS).get_page(request.GET.get("page"))
        return render(request, "renja/file_done.html", context | {"page": page})
    if found.waits or (found.job and found.job.state == "failed"):
        return render(request, "renja/file_waiting.html", context)
    if not found.is_checked:
        return redirect("renja:file_columns", year, key)
    wanted = shown_kind(found, request.GET.get("tampil", ""))
    context |= {
        "tabs": tabs_of(found, wanted, request.path), "counts": found.report["counts"], "shows_missing": wanted == GONE,
        "page": Paginator(rows_shown(found, wanted), ROWS).get_page(request.GET.get("page")),
        "deeds": found.report["counts"]["new"] + found.report["counts"]["changed"] + len(found.removals),
    }  # fmt: skip
    return render(request, "renja/file_preview.html", context)


def file_removals(request: HttpRequest, year: int, key: UUID) -> HttpResponse:
    """Of the rows on this page that the file does not name, those that are ticked shall go."""
    shown, wanted = (keys_of(request.POST.getlist(name)) for name in ("ada", "hapus"))
    try:
        done = choose_removals(_get_file(request, year, key), actor=request.user, shown=shown, wanted=wanted)
    except PlanRefused as refused:
        messages.error(request, refused.message)
    else:
        words = _("%(n)s baris dipilih untuk dihapus saat berkas diterapkan.")
        messages.success(request, words % {"n": len(done.removals)})
    return redirect(f"{reverse('renja:file', args=[year, key])}?tampil={GONE}")


def file_apply(request: HttpRequest, year: int, key: UUID) -> HttpResponse:
    """Terapkan: all of it, or nothing with the reason."""
    try:
        done = order_applying(_get_file(request, year, key), actor=request.user)
    except PlanRefused as refused:
        messages.error(request, refused.message)
    else:
        if done.is_applied:
            words = _("Berkas diterapkan: %(new)s baru, %(changed)s diubah, %(gone)s dihapus.")
            told = {"new": done.new_count, "changed": done.changed_count, "gone": done.removed_count}
            messages.success(request, words % told)
    return redirect("renja:file", year, key)


def file_undo(request: HttpRequest, year: int, key: UUID) -> HttpResponse:
    """Urungkan: everything as before, or nothing with the rows that were changed since."""
    try:
        undo_file(_get_file(request, year, key), actor=request.user)
    except PlanRefused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Impor diurungkan. Renja kembali seperti sebelum berkas ini diterapkan."))
    return redirect("renja:file", year, key)


def file_drop(request: HttpRequest, year: int, key: UUID) -> HttpResponse:
    """Batalkan: what was read from the file goes; nothing was applied."""
    try:
        drop_file(_get_file(request, year, key), actor=request.user)
    except PlanRefused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Berkas dibuang. Renja tidak berubah."))
    return redirect("renja:exchange", year)


def file_differences(request: HttpRequest, year: int, key: UUID) -> HttpResponseBase:
    """What is wrong or differs, as a table."""
    found = _get_file(request, year, key)
    if found.is_applied or not found.is_checked:
        raise Http404(_("Daftar selisih hanya ada sebelum berkasnya diterapkan."))
    head = [
        _("Lembar"), _("Baris"), _("Kode"), _("Uraian"), _("Keadaan"), _("Isian"), _("Di portal"), _("Dalam berkas"),
    ]  # fmt: skip
    return csv_response(f"selisih-renja-{year}-{found.pk}.csv", head, differences_of(found))
