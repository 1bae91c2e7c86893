"""Hand a stored file to the browser so that it can do no harm there. Who may have it, the view has asked before."""

import logging

from django.conf import settings
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.encoding import filepath_to_uri
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from core.uploads import clean_name

logger = logging.getLogger("renja.core")


def file_response(
    filefield: FieldFile, *, name: str, content_type: str, inline: bool = False
) -> HttpResponseBase:
    """The file as download (or `inline`, for pictures), sandboxed, never sniffed, never stored.

    Sent by the proxy where FILES_BY_PROXY names a place of its own. Ranges are not served: the whole file comes.
    Raises Http404 when the row has no file or the file is gone from the storage.
    """
    if not filefield.name:
        raise Http404(_("Berkas tidak tersedia."))
    response = _by_proxy(filefield) if settings.FILES_BY_PROXY else _by_ourselves(filefield)
    response.headers["Content-Type"] = content_type
    response.headers["Content-Disposition"] = content_disposition_header(not inline, clean_name(name)) or ""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _by_ourselves(filefield: FieldFile) -> FileResponse:
    try:
        opened = filefield.storage.open(filefield.name, "rb")
    except FileNotFoundError as error:
        raise _lost(filefield) from error
    return FileResponse(opened, headers={"Accept-Ranges": "none"})


def _by_proxy(filefield: FieldFile) -> HttpResponse:
    """An empty answer that tells the proxy which file to send in its place, with our headers."""
    if not filefield.storage.exists(filefield.name):
        raise _lost(filefield)
    place = settings.FILES_BY_PROXY + filepath_to_uri(filefield.name)
    return HttpResponse(headers={"X-Accel-Redirect": place})


def _lost(filefield: FieldFile) -> Http404:
    logger.error("stored file is missing: %s", filefield.name)
    return Http404(_("Berkas tidak ditemukan di penyimpanan."))
