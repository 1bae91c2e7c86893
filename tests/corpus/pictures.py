"""Pictures, good and hostile, made by code."""

import zlib
from io import BytesIO

from PIL import Image, PngImagePlugin

PNG_BEGIN = b"\x89PNG\r\n\x1a\n"


def make_image(kind="JPEG", size=(40, 20), mode="RGB", color=(200, 30, 30), **options) -> bytes:
    target = BytesIO()
    Image.new(mode, size, color).save(target, kind, **options)
    return target.getvalue()


def photo_of_a_place() -> bytes:
    """A JPEG lying on its side that says where, when and with what it was taken, in every way there is."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90 degrees
    exif[0x010F], exif[0x0131] = "Kamera Rahasia", "Perangkat Rahasia"
    exif.get_ifd(0x8825).update({1: "S", 2: (1.0, 14.0, 30.0), 3: "E", 4: (116.0, 51.0, 0.0)})
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><Rahasia/></x:xmpmeta>"
    return make_image(exif=exif, comment=b"Rumah Rahasia", dpi=(300, 300), xmp=xmp)


def chunk(name: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")


def png_of(width: int, height: int, *extra: bytes, rows: bytes | None = None) -> bytes:
    """A PNG that claims this size, with further chunks before its pixels."""
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x00\x00\x00\x00"
    pixels = (b"\x00" + b"\x00" * width) * height if rows is None else rows
    packed = chunk(b"IDAT", zlib.compress(pixels, 9))
    return PNG_BEGIN + chunk(b"IHDR", head) + b"".join(extra) + packed + chunk(b"IEND", b"")


def png_text_bomb(unpacked: int) -> bytes:
    """A small picture whose compressed remark unpacks to very much."""
    remark = b"Comment\x00\x00" + zlib.compress(b"x" * unpacked, 9)
    return png_of(2, 2, chunk(b"zTXt", remark))


def png_with_script_behind() -> bytes:
    """A whole PNG, a page of HTML after its end."""
    return make_image("PNG") + b"<html><script>jahat()</script></html>"


def png_with_script_inside() -> bytes:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", "<script>jahat()</script><?php jahat(); ?>")
    return make_image("PNG", pnginfo=texts)


def jpeg_of_many_scans(scans: int) -> bytes:
    """A progressive JPEG that draws its last scan again and again: small to send, long to decode."""
    raw = make_image(size=(64, 64), progressive=True)
    last = raw.rindex(b"\xff\xda")
    return raw[:last] + raw[last:-2] * scans + raw[-2:]


def gif() -> bytes:
    return make_image("GIF", mode="L", color=9)


SVG = b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' onload='jahat()'><script>jahat()</script></svg>"
