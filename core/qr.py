"""QR codes: as SVG inside a page (no file, no style, nothing from outside), or as PNG for files of office programs."""

import io

import segno


def qr_svg(text: str) -> str:
    """Dark on white whatever the page's colours, with a quiet zone of four modules; its size comes from the stylesheet."""
    code = segno.make(text, error="m", micro=False)
    return code.svg_inline(border=4, omitsize=True, light="#fff", svgclass="qr", lineclass=None)


def qr_png(text: str) -> bytes:
    """Black on white, large enough to be printed at three centimetres."""
    written = io.BytesIO()
    segno.make(text, error="m", micro=False).save(written, kind="png", scale=8, border=2)
    return written.getvalue()
