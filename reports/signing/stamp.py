"""The visible stamp: a QR code that leads to the page which says what is proven, and who signed. Drawn as plain PDF, nothing embedded."""

import textwrap

import segno
from django.utils.translation import gettext as _
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import PdfResources, RawContent
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, InnerScaling, SimpleBoxLayoutRule
from pyhanko.stamp import StaticStampStyle

from reports.signing.signer import Request

MARGIN, GAP = 2.5, 4.0  # points
SIZE, LEADING = 6.2, 7.2
CHARACTERS = 36  # of this type beside the QR code
MOST_LINES = 6


def stamp_style(request: Request) -> StaticStampStyle:
    """As large as its place, in one layer without border."""
    width, height = request.place.size
    content = RawContent(
        _drawing(request, width, height), resources=_resources(), box=BoxConstraints(width, height)
    )
    fits = SimpleBoxLayoutRule(
        x_align=AxisAlignment.ALIGN_MIN,
        y_align=AxisAlignment.ALIGN_MIN,
        inner_content_scaling=InnerScaling.NO_SCALING,
    )
    return StaticStampStyle(background=content, background_layout=fits, background_opacity=1, border_width=0)


def _resources() -> PdfResources:
    """Two of the fonts that every reader has."""
    resources = PdfResources()
    for key, name in (("/F1", "/Helvetica"), ("/F2", "/Helvetica-Bold")):
        entries = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": name, "/Encoding": "/WinAnsiEncoding"}
        resources.font[generic.pdf_name(key)] = generic.DictionaryObject(
            {generic.pdf_name(key): generic.pdf_name(value) for key, value in entries.items()}
        )
    return resources


def _drawing(request: Request, width: float, height: float) -> bytes:
    side = height - 2 * MARGIN
    return b"\n".join(
        (
            b"q 0.55 0.6 0.63 RG 0.4 w",
            f"0.3 0.3 {width - 0.6:.2f} {height - 0.6:.2f} re S".encode(),
            b"0.08 0.14 0.18 rg",
            *_code(request.address, MARGIN, MARGIN, side),
            *_words(request, side + MARGIN + GAP, height),
            b"Q",
        )
    )


def _code(address: str, left: float, bottom: float, side: float) -> list[bytes]:
    """A square for each dark module, the first row on top."""
    rows = list(segno.make(address, error="m", micro=False).matrix)
    unit = side / len(rows)
    squares = [
        f"{left + x * unit:.2f} {bottom + side - (y + 1) * unit:.2f} {unit:.2f} {unit:.2f} re"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    ]
    return [" ".join(squares).encode(), b"f"]


def _words(request: Request, left: float, height: float) -> list[bytes]:
    lines = [("F1", _("Ditandatangani secara elektronik oleh"))]
    lines += [("F2", line) for line in textwrap.wrap(request.name, CHARACTERS - 4)[:2]]
    lines += [("F1", line) for line in textwrap.wrap(request.position, CHARACTERS)[:2]]
    lines.append(("F1", _("Keaslian: pindai kode ini")))
    shown = lines[:MOST_LINES]
    top = height - (height - len(shown) * LEADING) / 2 - SIZE
    drawn = [b"BT"]
    for number, (font, text) in enumerate(shown):
        drawn.append(f"/{font} {SIZE} Tf 1 0 0 1 {left:.2f} {top - number * LEADING:.2f} Tm".encode())
        drawn.append(b"(" + _escaped(text) + b") Tj")
    return [*drawn, b"ET"]


def _escaped(text: str) -> bytes:
    """As the encoding of those fonts; what it does not know becomes a question mark."""
    raw = text.encode("cp1252", "replace")
    return raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
