"""What the tests of the planners' pages share."""

import re


def read(answer) -> str:
    """The text of a page without tags, white space squeezed."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


MONEY = {"pagu": "amount", "source_of_funds": "source", "forward_pagu": "forward"}


def line_form(line, *, version=None, rows=(), money=None, **changes) -> dict:
    """What the page of a line sends; `money` are its rows of sources, or of its only one pagu= … is changed."""
    if money is None:
        own = {field: changes.pop(name, getattr(line, name)) or "" for name, field in MONEY.items()}
        money = [own] if line.carries_money else []
    data = {
        "version": line.version if version is None else version, "location": line.location,
        "target_group": line.target_group, "origin": line.origin, "unit": "", "note": "", "withheld_reason": "",
        "urgency": line.urgency,
        "dana-TOTAL_FORMS": len(money), "dana-INITIAL_FORMS": 0,
        "indikator-TOTAL_FORMS": len(rows), "indikator-INITIAL_FORMS": len([r for r in rows if r.get("id")]),
    }  # fmt: skip
    for prefix, many in (("dana", money), ("indikator", rows)):
        for n, one in enumerate(many):
            data |= {f"{prefix}-{n}-{name}": value for name, value in one.items()}
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
