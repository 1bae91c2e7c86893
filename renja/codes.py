"""Which official codes a plan can take up, found by code or by words."""

from collections.abc import Iterable

from django.db.models import OuterRef, Q, QuerySet, Subquery

from renja.models import Renja
from renja.outline import UPPER_LEVELS
from urusan.codes import PLACEHOLDER
from urusan.models import Nomenclature

SUB_DIGITS = 4  # `…2.01.14` in older files is `…2.01.0014`


def find_codes(renja: Renja, text: str, *, with_upper: bool = False) -> QuerySet[Nomenclature]:
    """Codes of the plan's edition that lines may name, each with `line_id` where the plan has it already.

    A code is found as the plan prints it too: "2.16.01" finds the support programme X.XX.01.
    """
    nodes = Nomenclature.objects.of_edition(renja.edition)
    found = nodes.search(text)
    for code in codes_in_list(renja, text.strip())[1:]:
        found = found | nodes.search(code)
    levels = Q(level=renja.edition.leaf_level)
    if with_upper:
        levels |= Q(level__in=UPPER_LEVELS)
    present = renja.lines.filter(node=OuterRef("pk")).values("pk")
    return (
        found.filter(levels).select_related("edition", "parent__parent").annotate(line_id=Subquery(present))
    )


def _is_printed_code(renja: Renja, text: str) -> bool:
    return text == renja.bidang_code or text.startswith(renja.bidang_code + ".")


def codes_in_list(renja: Renja, code: str) -> list[str]:
    """As which codes of the official list a printed one may stand: "2.16.01" for itself, and for X.XX.01."""
    if not _is_printed_code(renja, code):
        return [code]
    return [code, PLACEHOLDER + code[len(renja.bidang_code) :]]


def find_by_code(renja: Renja, codes: set[str]) -> dict[str, Nomenclature]:
    """Official codes as the plan prints them ("2.16.01" is X.XX.01): its own edition first, else the newest that has it."""
    own = {
        code: PLACEHOLDER + code[len(renja.bidang_code) :]
        for code in codes
        if code.startswith(renja.bidang_code + ".")
    }
    wanted = {code for code in codes | set(own.values()) if "\x00" not in code}
    nodes = Nomenclature.objects.filter(code__in=wanted).select_related("edition")
    ranked = sorted(
        nodes, key=lambda node: (node.edition_id != renja.edition_id, -(node.edition.first_plan_year or 0))
    )
    by_code: dict[str, Nomenclature] = {}
    for node in ranked:
        by_code.setdefault(node.code, node)
    found = {code: by_code.get(code) or by_code.get(own.get(code, "")) for code in codes}
    return {code: node for code, node in found.items() if node}


def find_in_edition(renja: Renja, codes: Iterable[str]) -> dict[str, Nomenclature]:
    """Codes as files write them, in the plan's own edition: as printed, as listed, or with a short last part."""
    ways = {code: _ways(code, renja.bidang_code) for code in codes}
    wanted = {way for tried in ways.values() for way in tried}
    known = {node.code: node for node in renja.edition.nodes.filter(code__in=wanted)}
    return {
        code: next(known[way] for way in tried if way in known)
        for code, tried in ways.items()
        if any(way in known for way in tried)
    }


def _ways(code: str, bidang: str) -> list[str]:
    ways = [code]
    head, _dot, last = code.rpartition(".")
    if len(code.split(".")) == 6 and last.isdigit() and len(last) < SUB_DIGITS:
        ways.append(f"{head}.{last.zfill(SUB_DIGITS)}")
    return ways + [PLACEHOLDER + way[len(bidang) :] for way in ways if way.startswith(bidang + ".")]
