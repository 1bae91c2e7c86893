"""QR codes, drawn as SVG inside the page: no file, no style, nothing from outside."""

import segno


def qr_svg(text: str) -> str:
    """Dark on white whatever the page's colours, with a quiet zone of four modules; its size comes from the stylesheet."""
    code = segno.make(text, error="m", micro=False)
    return code.svg_inline(border=4, omitsize=True, light="#fff", svgclass="qr", lineclass=None)
