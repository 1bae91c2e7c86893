"""Where the visible stamps of a typeset document stand: its places carry the anchors `ttd-1`, `ttd-2` …"""

import io

import pikepdf
from django.utils.translation import gettext as _

from reports.signing.signer import Place, SigningRefused

MM = 72 / 25.4
WIDTH, HEIGHT = (
    round(58 * MM),
    round(17 * MM),
)  # in whole points, as signature fields are; .space in static/reports/berita-acara.css


def place_of(pdf: bytes, anchor: str) -> Place:
    """The box whose upper left corner is the anchor. Raises SigningRefused where the document has no such place."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = _anchors(document).get(anchor)
        if found is None:
            raise SigningRefused(_("Naskah ini tidak memiliki tempat untuk tanda tangan tersebut."))
        page, left, top = found
        number = next(place for place, one in enumerate(document.pages) if one.objgen == page.objgen)
    side, upper = round(left), round(top)
    return Place(number, (side, upper - HEIGHT, side + WIDTH, upper))


def _anchors(document: pikepdf.Pdf) -> dict[str, tuple]:
    names = document.Root.get("/Names", pikepdf.Dictionary()).get("/Dests", pikepdf.Dictionary())
    flat = list(names.get("/Names", pikepdf.Array()))
    return {
        str(name): (target[0], float(target[2]), float(target[3]))
        for name, target in zip(flat[::2], flat[1::2], strict=True)
    }
