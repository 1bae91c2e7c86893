"""Catatan audit: who did what, to be read, narrowed, taken away as CSV; and whether the chain is whole."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.vary import vary_on_headers

from audit.models import Entry
from audit.services import record
from core.csv_export import csv_response
from core.dates import long_datetime
from renja_portal.upkeep.checking import chain_state, request_check
from renja_portal.upkeep.forms import RecordFilter
from renja_portal.upkeep.rows import entry_rows, in_words, who_did
from renja_portal.upkeep.sections import sections
from renja_portal.upkeep.views.listing import do_and_return, page_of
from renja_portal.upkeep.wording import action_words, kind_words

RECORD = "upkeep:record"
CHAIN = "rantai"  # the id of the part that watches a check
MOST_ROWS = 100_000
BATCH = 1000
COLUMNS = (
    _l("Nomor"), _l("Waktu"), _l("Pelaku"), _l("Sebutan pelaku"), _l("Tindakan"), _l("Jenis objek"), _l("Objek"),
    _l("Alasan"), _l("Isian yang berubah"), _l("Rincian"), _l("Sidik"),
)  # fmt: skip


@vary_on_headers("HX-Request", "HX-Target")
def entries(request: HttpRequest) -> HttpResponse:
    """The newest entries first; the rows alone for search-as-you-type, the chain's part alone while it is checked."""
    if request.htmx and request.htmx.target == CHAIN:
        return render(request, "upkeep/record.html#chain", {"chain": chain_state()})
    filters = RecordFilter(request.GET)
    page = page_of(request, filters.apply(Entry.objects.for_listing()))
    context = {"filters": filters, "page": page, "rows": entry_rows(page, request.user)}
    if request.htmx:
        return render(request, "upkeep/record.html#rows", context)
    context |= {"chain": chain_state(), "sections": sections(request.user, RECORD)}
    return render(request, "upkeep/record.html", context)


def download(request: HttpRequest) -> StreamingHttpResponse:
    """What the filter shows, as CSV; that it was taken away is recorded, too."""
    filters = RecordFilter(request.GET)
    found = filters.apply(Entry.objects.for_listing())[:MOST_ROWS]
    record("audit.export", None, actor=request.user, data={"filters": filters.used})
    name = f"catatan-audit-{timezone.localdate():%Y%m%d}.csv"
    return csv_response(name, COLUMNS, _cells(found))


def _cells(found) -> Iterator[tuple]:
    for entry in found.iterator(chunk_size=BATCH):
        yield (
            entry.pk, long_datetime(entry.at), who_did(entry), entry.actor_label, action_words(entry.action),
            kind_words(entry.object_type), entry.object_label, entry.reason, ", ".join(entry.changed),
            in_words(entry.data) if entry.data else "", entry.hash,
        )  # fmt: skip


def check(request: HttpRequest) -> HttpResponse:
    """Periksa rantai."""
    return do_and_return(
        request,
        lambda: request_check(actor=request.user),
        done=_("Pemeriksaan rantai dimulai. Hasilnya muncul di halaman ini."),
        back=RECORD,
    )
