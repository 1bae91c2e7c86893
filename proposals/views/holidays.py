"""Pengaturan → Hari libur. They stand here, above forums, because each change moves the deadlines of proposals."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.errors import NotAllowed
from forums import holidays as verbs
from forums.forms.holidays import HolidayFileForm, HolidayForm, HolidayListForm
from forums.holiday_table import Line, as_csv
from forums.models import Holiday
from forums.views.confirm import confirm
from proposals.deadlines import Recount, change_holidays, fill_holidays
from stakeholders.sections import sections
from stakeholders.views.frame import act, form_page

LIST = "proposals:holidays"


def _sections(request: HttpRequest) -> list:
    """The other parts of the settings, for who may open them."""
    return sections(LIST) if request.user.has_perm("stakeholders.change_host") else []


def _tell_moved(request: HttpRequest, recount: Recount) -> None:
    """How many deadlines the change moved."""
    words = ngettext(
        "%(n)d tenggat pemeriksaan bergeser; pengusulnya dikabari.",
        "%(n)d tenggat pemeriksaan bergeser; pengusulnya dikabari.",
        recount.moved,
    )
    if recount.moved:
        messages.info(request, words % {"n": recount.moved})


def _changing(request: HttpRequest, change: Callable[[], Any], reason: str) -> Callable[[], Any]:
    """The change, with the deadlines that it moves, and what is said of them."""

    def verb() -> Any:
        recount = change_holidays(change, actor=request.user, reason=reason)
        _tell_moved(request, recount)
        return recount.result

    return verb


def holidays(request: HttpRequest) -> HttpResponse:
    """The days of one year (`?tahun=`), and what there is to do with them."""
    this_year = timezone.localdate().year
    asked = request.GET.get("tahun", "")
    year = int(asked) if asked.isdecimal() and 1900 <= int(asked) <= 2199 else this_year
    known = Holiday.objects.years()
    years = sorted({*known, this_year, this_year + 1, year}, reverse=True)
    context = {
        "rows": list(Holiday.objects.of_year(year)),
        "year": year,
        "years": [
            {"label": one, "url": f"{request.path}?tahun={one}", "current": one == year} for one in years
        ],
        "sections": _sections(request),
    }
    return render(request, "forums/holidays.html", context)


def holiday_fill(request: HttpRequest, year: int) -> HttpResponse:
    """Isi dari kalender: a year of which no day is known."""

    def verb() -> None:
        _tell_moved(request, fill_holidays([year], actor=request.user))

    done = _("Hari libur %(year)d diisi dari kalender. Sesuaikan dengan SKB.") % {"year": year}
    answer = act(request, verb, done=done, back=LIST)
    return redirect(f"{answer.url}?tahun={year}")


def holiday_new(request: HttpRequest) -> HttpResponse:
    form = HolidayForm(request.POST or None)
    page = {
        "title": _("Tambah hari libur"),
        "lead": _("Tenggat yang sedang berjalan dihitung ulang, dan pengusulnya dikabari."),
        "button": _("Tambah hari libur"),
        "sections": _sections(request),
    }

    def add() -> Holiday:
        reason = _("Hari libur ditambahkan: %(day)s.") % {"day": Holiday(**form.values)}
        change = _changing(request, lambda: verbs.add_holiday(values=form.values, actor=request.user), reason)
        return change()

    return form_page(request, form, add, section=LIST, done=_("Hari libur ditambahkan."), page=page)


def holiday(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Holiday, pk=pk)
    form = HolidayForm(request.POST or None, instance=Holiday.objects.get(pk=pk))
    page = {
        "title": str(found),
        "lead": _("Tenggat yang sedang berjalan dihitung ulang, dan pengusulnya dikabari."),
        "button": _("Simpan hari libur"),
        "sections": _sections(request),
        "template": "forums/holiday.html",
        "holiday": found,
    }

    def save() -> Holiday:
        reason = _("Hari libur diubah: %(day)s.") % {"day": Holiday(**form.values)}
        change = _changing(
            request,
            lambda: verbs.change_holiday(
                found, values=form.values, version=form.based_on, actor=request.user
            ),
            reason,
        )
        return change()

    return form_page(request, form, save, section=LIST, done=_("Hari libur disimpan."), page=page)


def holiday_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Keluarkan, after a question."""
    found = get_object_or_404(Holiday, pk=pk)
    reason = _("Hari libur dikeluarkan: %(day)s.") % {"day": found}
    page = {
        "title": _("Keluarkan hari libur ini?"),
        "text": _("Hari itu dihitung lagi sebagai hari kerja, kecuali Sabtu dan Minggu."),
        "what": found,
        "button": _("Keluarkan hari libur"),
    }
    verb = _changing(request, lambda: verbs.remove_holiday(found, actor=request.user), reason)
    back = f"{reverse(LIST)}?tahun={found.day.year}"
    return confirm(request, verb, page=page, done=_("Hari libur dikeluarkan."), back=back)


def holidays_import(request: HttpRequest) -> HttpResponse:
    """Impor daftar: the file, then what it would change."""
    form = HolidayFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _preview(request, form.lines, replaces=form.cleaned_data["replaces"])
    context = {"form": form, "sections": _sections(request)}
    return render(request, "forums/holidays_import.html", context)


def _preview(request: HttpRequest, lines: list[Line], *, replaces: bool) -> HttpResponse:
    context = {
        "changes": verbs.preview_import(lines, replaces=replaces),
        "count": len(lines),
        "text": as_csv(lines),
        "replaces": replaces,
        "sections": _sections(request),
    }
    return render(request, "forums/holidays_preview.html", context)


def holidays_take_over(request: HttpRequest) -> HttpResponse:
    """Ambil alih daftar ini: what was shown, read once more."""
    form = HolidayListForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Daftar itu tidak terbaca lagi. Unggah berkasnya sekali lagi."))
        return redirect("proposals:holidays_import")
    lines, replaces = form.cleaned_data["text"], form.cleaned_data["replaces"]
    verb = _changing(
        request,
        lambda: verbs.import_holidays(lines, replaces=replaces, actor=request.user),
        _("Daftar hari libur diperbarui."),
    )
    try:
        changes = verb()
    except NotAllowed as refused:
        messages.error(request, refused.message)
    else:
        done = _("Daftar diambil alih: %(new)d hari baru, %(changed)d diubah, %(gone)d dikeluarkan.")
        counts = {"new": len(changes.new), "changed": len(changes.changed), "gone": len(changes.gone)}
        messages.success(request, done % counts)
    return redirect(f"{reverse(LIST)}?tahun={lines[0].day.year}")
