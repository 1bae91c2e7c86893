"""One remark: written, changed while it is a draft, answered; and many taken in at once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from renja.errors import PlanRefused, StaleEdit
from renja.forms.remarks import AnswerForm, PasteForm, RemarkForm
from renja.models import Examination, Remark
from renja.remarks.content import WHOLE, Examined
from renja.remarks.listing import show_present
from renja.remarks.models import Side
from renja.services.remarks import answer_remark, change_remark, drop_remark, side_of, write_remarks
from renja.views.examining import get_examination, get_examined
from renja.views.fetching import seen_version


def _remark(request: HttpRequest, found: Examination, pk: int) -> Remark:
    rows = found.remarks.read_by(side_of(found, request.user)).with_steps()
    remark = get_object_or_404(rows, pk=pk)
    remark.examination = found
    return remark


def new(request: HttpRequest, key) -> HttpResponse:
    """A remark on the part or line that the address names (`?tentang=naskah:1.2`)."""
    found = get_examined(request, key)
    examined = Examined(found.revision)
    chosen = examined.find(request.GET.get("tentang", "")) or WHOLE
    form = RemarkForm(request.POST if request.method == "POST" else None, examined=examined, chosen=chosen)
    if request.method == "POST" and form.is_valid():
        try:
            write_remarks(found, actor=request.user, rows=[(form.spot, form.cleaned_data["text"])])
        except PlanRefused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Catatan disimpan. Kirimkan setelah semua catatan ditulis."))
            return _onward(request, found)
    return render(request, "renja/remark_form.html", {"examination": found, "form": form})


def _onward(request: HttpRequest, found: Examination) -> HttpResponse:
    """Back to reading where the person came from there."""
    return redirect("renja:examined" if "baca" in request.POST else "renja:examination", found.key)


def edit(request: HttpRequest, key, pk: int) -> HttpResponse:
    """Change a draft; 409 with both texts when somebody of the agency saved meanwhile."""
    found = get_examined(request, key)
    remark = _remark(request, found, pk)
    examined = Examined(found.revision)
    chosen = examined.find(f"{remark.place}:{remark.ref}") or WHOLE
    data = request.POST if request.method == "POST" else None
    form = RemarkForm(data, examined=examined, chosen=chosen, initial={"text": remark.text})
    context = {"examination": found, "form": form, "remark": remark, "version": remark.version}
    status = 200
    if request.method == "POST" and form.is_valid():
        given = {"spot": form.spot, "text": form.cleaned_data["text"]}
        try:
            change_remark(remark, actor=request.user, seen=seen_version(request), **given)
        except StaleEdit as stale:
            form.add_error(None, stale.message)
            context |= {"stored": stale.current, "version": stale.current.version}
            status = 409
        except PlanRefused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Catatan disimpan."))
            return redirect("renja:examination", key)
    return render(request, "renja/remark_form.html", context, status=status)


def drop(request: HttpRequest, key, pk: int) -> HttpResponse:
    """Take a draft out."""
    found = get_examination(request, key)
    try:
        drop_remark(_remark(request, found, pk), actor=request.user)
    except PlanRefused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Catatan dihapus."))
    return redirect("renja:examination", key)


def remark(request: HttpRequest, key, pk: int) -> HttpResponse:
    """A remark with its history, and the form for what this side says to it; 409 when somebody was quicker."""
    found = get_examination(request, key)
    one, side = _remark(request, found, pk), side_of(found, request.user)
    form, status = None, 200
    if side and not one.is_draft:
        data = request.POST if request.method == "POST" else None
        form = AnswerForm(data, side=side)
    if request.method == "POST" and form and form.is_valid():
        try:
            _answer(request, one, form)
            return redirect("renja:examination", key)
        except StaleEdit as stale:
            form.add_error(None, stale.message)
            one, status = _remark(request, found, pk), 409
        except PlanRefused as refused:
            form.add_error(None, refused.message)
    if side == Side.OFFICE:
        show_present(found.revision.renja, [one])
    context = {
        "examination": found,
        "remark": one,
        "form": form,
        "examines": side == Side.BAPPEDA,
    }
    return render(request, "renja/remark.html", context | {"version": one.version}, status=status)


def _answer(request: HttpRequest, one: Remark, form: AnswerForm) -> None:
    given = form.cleaned_data
    answer_remark(
        one, actor=request.user, seen=seen_version(request), state=given["state"], text=given["text"]
    )
    messages.success(request, _("Tindak lanjut dicatat. Kabarkan setelah selesai dengan catatan lainnya."))


def paste(request: HttpRequest, key) -> HttpResponse:
    """Remarks from a spreadsheet: first what matched what, then all of them or none."""
    found = get_examined(request, key)
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PasteForm(*data, examined=Examined(found.revision))
    context = {"examination": found, "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "renja/remarks_paste.html", context)
    rows = form.cleaned_data["found"]
    if "simpan" in request.POST:
        try:
            write_remarks(found, actor=request.user, rows=[(row.spot, row.kept_text) for row in rows])
        except PlanRefused as refused:
            form.add_error(None, refused.message)
        else:
            told = ngettext("%(n)d catatan disimpan.", "%(n)d catatan disimpan.", len(rows)) % {
                "n": len(rows)
            }
            messages.success(request, told + " " + _("Periksa, lalu kirimkan."))
            return redirect("renja:examination", key)
    context |= {"rows": rows, "carried": form.cleaned_data["carried"]}
    context["unmatched"] = sum(not row.is_matched for row in rows)
    context["too_long"] = sum(row.is_too_long for row in rows)
    return render(request, "renja/remarks_preview.html", context)
