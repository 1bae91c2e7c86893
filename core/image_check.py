"""Pictures that people hand in: decoded to the last pixel and drawn anew without metadata."""

import warnings
from io import BytesIO

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageFile, ImageOps

from core.errors import ContentRefused

MAX_PIXELS = 40_000_000
MAX_SCANS = 100  # of a progressive JPEG; each is decoded over the whole picture, whatever little it holds
SCAN = b"\xff\xda"
JPEG_QUALITY = 88

# Pillow's own guard, for the whole process: above the limit it warns, and the warning is an error.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)


def redraw_jpeg(raw: bytes) -> bytes:
    """A fresh JPEG of the same picture. Raises ContentRefused with an Indonesian reason."""
    if raw.count(SCAN) > MAX_SCANS:
        raise ContentRefused(_("susunan gambar terlalu rumit. Simpan ulang lalu unggah lagi."))
    picture = _bare(_decode(raw, "JPEG"))
    picture = picture if picture.mode == "L" else picture.convert("RGB")
    return _encode(picture, "JPEG", quality=JPEG_QUALITY, optimize=True)


def redraw_png(raw: bytes) -> bytes:
    """A fresh PNG of the same picture. Raises ContentRefused with an Indonesian reason."""
    return _encode(_bare(_decode(raw, "PNG")), "PNG")


def _decode(raw: bytes, kind: str) -> Image.Image:
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # merely importing WeasyPrint turns it on for the whole process
    try:
        _opened(raw, kind).verify()
        picture = _opened(raw, kind)
        picture.load()
        return ImageOps.exif_transpose(picture)
    except ContentRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large() from error
    except Exception as error:  # a decoder may stumble over hostile bytes in any way
        raise ContentRefused(_("gambar rusak atau tidak lengkap. Simpan ulang lalu unggah lagi.")) from error


def _opened(raw: bytes, kind: str) -> Image.Image:
    picture = Image.open(BytesIO(raw), formats=[kind])
    if picture.width * picture.height > MAX_PIXELS:
        raise _too_large()
    return picture


def _too_large() -> ContentRefused:
    return ContentRefused(_("gambar melebihi 40 juta piksel. Perkecil ukurannya lalu unggah lagi."))


def _bare(picture: Image.Image) -> Image.Image:
    """The pixels alone, in a mode that JPEG and PNG both know well."""
    clear = "transparency" in picture.info or picture.mode in {"RGBA", "LA", "PA"}
    plain = picture.convert("RGBA" if clear else "L" if picture.mode in {"1", "L"} else "RGB")
    plain.info = {}
    return plain


def _encode(picture: Image.Image, kind: str, **options) -> bytes:
    target = BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()
