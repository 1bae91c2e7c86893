"""Handing data out: whole files that others keep, with their hash as name of the version."""

from typing import TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

from core.excel_export import XLSX
from core.serving import file_response
from reports.open_data.models import DataEdition, DataFile

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": XLSX,
    "zip": "application/zip",
}
Response = TypeVar("Response", bound=HttpResponseBase)
MINUTES_10, YEAR = 600, 31_536_000


def open_to_all(response: Response) -> Response:
    """Public data may be read by the pages of every site."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag, Retry-After"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def hand_out(
    request: HttpRequest, found: DataFile | DataEdition, *, name: str, kind: str, seconds: int
) -> HttpResponseBase:
    """The stored file, or that nothing changed since it was fetched."""
    etag, changed = quote_etag(found.sha256), int(found.made_at.timestamp())
    response = get_conditional_response(request, etag=etag, last_modified=changed) or file_response(
        found.file, name=name, content_type=TYPES[kind]
    )
    response.headers["ETag"], response.headers["Last-Modified"] = etag, http_date(changed)
    response.headers["Cache-Control"] = f"public, max-age={seconds}"
    return open_to_all(response)
