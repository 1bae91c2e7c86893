"""Pages about personal data."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from accounts.second_factor import demand_fresh_proof
from core.csv_export import csv_response
from core.dates import long_datetime
from core.versions import attempt
from renja_portal.personal.erasure import ERASE_FOR_OTHERS, erase_on_request, forget_contact_on_request
from renja_portal.privacy.breach import REPORT, Touched, breach_report
from renja_portal.privacy.consents import consents_by_version
from renja_portal.privacy.forms import BreachForm, EraseForm
from renja_portal.privacy.notices import ITEMS, drafts
from renja_portal.privacy.processing import PROCESSING, UNCHECKED
from renja_portal.privacy.retention import RETENTION
from renja_portal.upkeep.sections import sections
from stakeholders.models import Organization

PLACE = "data_processing"
COLUMNS = (
    _l("Nama"), _l("Kontak"), _l("Yang dibuka"), _l("Dibuka oleh"), _l("Berapa kali"), _l("Pertama"), _l("Terakhir"),
)  # fmt: skip


def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people, for what, and for how long."""
    return render(request, "account/privacy.html", {"kept": [one for one in RETENTION if one.public]})


def processing(request: HttpRequest) -> HttpResponse:
    """Catatan pemrosesan: what is declared, how long it stays, who agreed to which text."""
    context = {
        "processing": PROCESSING,
        "unchecked": UNCHECKED,
        "kept": RETENTION,
        "consents": consents_by_version(),
        "may_erase": request.user.has_perm(ERASE_FOR_OTHERS),
        "may_report": request.user.has_perm(REPORT),
        "sections": sections(request.user, PLACE),
    }
    return render(request, "privacy/processing.html", context)


def erase(request: HttpRequest) -> HttpResponse:
    """Hapus atas permintaan: for somebody who asked by letter, after a fresh proof."""
    form = EraseForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, lambda: _erase(request, form.cleaned_data))
    ):
        messages.success(request, _("Data pribadi sudah dihapus, dan permintaannya dicatat."))
        return redirect("data_erase")
    return render(request, "privacy/erase.html", {"form": form, "sections": sections(request.user, PLACE)})


def _erase(request: HttpRequest, asked: dict) -> None:
    demand_fresh_proof(request)
    if asked["user"]:
        erase_on_request(asked["user"], actor=request.user, reason=asked["reason"])
    else:
        forget_contact_on_request(asked["proposal"], actor=request.user, reason=asked["reason"])


def breach(request: HttpRequest) -> HttpResponseBase:
    """Laporan kebocoran: whose data was opened, as a page that prints or as CSV, with drafts of the notices."""
    form = BreachForm(request.POST or None)
    context = {"form": form, "items": ITEMS, "sections": sections(request.user, PLACE)}
    if request.method == "POST" and form.is_valid():
        demand_fresh_proof(request)
        asked = form.cleaned_data
        touched = breach_report(
            asked["first"],
            asked["last"],
            actor=request.user,
            account=asked["account"],
            about=asked["about"].strip(),
        )
        if "csv" in request.POST:
            return csv_response("laporan-kebocoran.csv", COLUMNS, rows_of(touched))
        host = Organization.objects.host()
        context |= {"touched": touched, "notices": drafts(touched, asked["first"], asked["last"], host)}
    return render(request, "privacy/breach.html", context)


def rows_of(touched: list[Touched]) -> Iterator[tuple]:
    """The lines of the table, also for the command."""
    for one in touched:
        yield (
            one.person.name, one.person.reach, one.what, one.who, len(one.times), long_datetime(one.first),
            long_datetime(one.last),
        )  # fmt: skip
