"""Hand a stored file to the browser so that it can do no harm there."""

import logging

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

logger = logging.getLogger("renja.core")


def file_response(
    filefield: FieldFile, *, name: str, content_type: str, inline: bool = False
) -> FileResponse:
    """The file as download (or `inline`, for pictures), sandboxed, never sniffed, never stored.

    Raises Http404 when the row has no file or the file is gone from the storage.
    """
    if not filefield.name:
        raise Http404(_("Berkas tidak tersedia."))
    try:
        opened = filefield.storage.open(filefield.name, "rb")
    except FileNotFoundError as error:
        logger.error("stored file is missing: %s", filefield.name)
        raise Http404(_("Berkas tidak ditemukan di penyimpanan.")) from error
    response = FileResponse(opened, as_attachment=not inline, filename=name, content_type=content_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, no-store"
    return response
