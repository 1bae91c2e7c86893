"""What of the plan stands in SIPD: the list, its marks, and the sheet to type from."""

from types import SimpleNamespace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.keys import keys_of
from core.paging import page_of
from renja.errors import PlanRefused
from renja.services.sipd import mark_entered, unmark_entered
from renja.sipd import STATES, counts_of, lines_to_type, sipd_book, state_of
from renja.views.exchange import book_response
from renja.views.fetching import get_plan

ROWS = 50


def sipd(request: HttpRequest, year: int) -> HttpResponse:
    """The lines with the state of each."""
    renja, wanted = get_plan(request, year), request.GET.get("keadaan", "")
    counts = counts_of(renja)
    page = page_of(lines_to_type(renja, wanted), request.GET.get("page"), ROWS)
    for line in page.object_list:
        line.renja, line.sipd_state = renja, state_of(line)
    context = {
        "renja": renja, "year": year, "page": page, "tabs": _tabs(counts, wanted, request.path), "counts": counts,
        "total": sum(counts.values()), "wanted": wanted if wanted in STATES else "",
    }  # fmt: skip
    return render(request, "renja/sipd.html", context)


def _tabs(counts: dict[str, int], wanted: str, address: str) -> list[SimpleNamespace]:
    everything = SimpleNamespace(
        url=address, label=_("Semua"), count=sum(counts.values()), current=wanted not in STATES
    )
    return [everything] + [
        SimpleNamespace(
            url=f"{address}?keadaan={name}", label=label, count=counts[name], current=name == wanted
        )
        for name, label in STATES.items()
    ]


def sipd_mark(request: HttpRequest, year: int) -> HttpResponse:
    """The ticked lines stand in SIPD; or they do not, where that button was pressed."""
    renja, seen = get_plan(request, year), _seen(request.POST.getlist("baris"))
    try:
        if request.POST.get("aksi") == "batal":
            gone = unmark_entered(renja, actor=request.user, lines=seen)
            messages.success(request, _("Tanda %(n)s baris dihapus.") % {"n": gone})
        else:
            _tell_marked(request, *mark_entered(renja, actor=request.user, seen=seen))
    except PlanRefused as refused:
        messages.error(request, refused.message)
    wanted = request.POST.get("keadaan", "")
    return redirect(reverse("renja:sipd", args=[year]) + (f"?keadaan={wanted}" if wanted in STATES else ""))


def _tell_marked(request: HttpRequest, marked: int, changed: int) -> None:
    if marked or not changed:
        messages.success(request, _("%(n)s baris ditandai sudah diinput di SIPD.") % {"n": marked})
    if changed:
        words = _(
            "%(n)s baris berubah sejak halaman ini dibuka, sehingga tidak ditandai. Periksa isinya dahulu."
        )
        messages.warning(request, words % {"n": changed})


def _seen(values: list[str]) -> dict[int, int]:
    """`12:3` → line 12 as of version 3; anything else is left out."""
    pairs = [keys_of(value.split(":")) for value in values if value.count(":") == 1]
    return {pair[0]: pair[1] for pair in pairs if len(pair) == 2}


def sipd_file(request: HttpRequest, year: int) -> HttpResponseBase:
    """The sheet to type from, in the order of SIPD's screens."""
    return book_response(f"Renja-{year}-siap-ketik-SIPD.xlsx", sipd_book(get_plan(request, year)))
