"""CSV files that people hand in: text in UTF-8, and nothing else."""

from django.utils.translation import gettext as _

from core.errors import ContentRefused


def read_fully(raw: bytes) -> bytes:
    """The same bytes, when they are text. Raises ContentRefused with an Indonesian reason."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ContentRefused(
            _("pengodeannya bukan UTF-8. Simpan sebagai “CSV UTF-8” atau XLSX, lalu unggah lagi.")
        ) from error
    if "\x00" in text:
        raise ContentRefused(_("isinya bukan CSV. Simpan ulang sebagai CSV atau XLSX, lalu unggah lagi."))
    return raw
