"""What the tests of the planners' pages share."""

import re


def read(answer) -> str:
    """The text of a page without tags, white space squeezed."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def line_form(line, *, version=None, rows=(), **changes) -> dict:
    data = {
        "version": line.version if version is None else version, "location": line.location,
        "target_group": line.target_group, "pagu": line.pagu or "", "source_of_funds": line.source_of_funds,
        "forward_pagu": line.forward_pagu or "", "origin": line.origin, "unit": "", "note": "", "withheld_reason": "",
        "indikator-TOTAL_FORMS": len(rows), "indikator-INITIAL_FORMS": len([r for r in rows if r.get("id")]),
    }  # fmt: skip
    for n, row in enumerate(rows):
        data |= {f"indikator-{n}-{name}": value for name, value in row.items()}
    return data | changes


def row(text="Jumlah laporan", **fields) -> dict:
    return {
        "id": "",
        "text": text,
        "target": "12,5",
        "satuan": "Laporan",
        "target_label": "",
        "forward_target": "",
    } | fields
