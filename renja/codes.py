"""Which official codes a plan can take up, found by code or by words."""

from django.db.models import OuterRef, Q, QuerySet, Subquery

from renja.models import Renja
from renja.outline import UPPER_LEVELS
from urusan.codes import PLACEHOLDER
from urusan.models import Nomenclature


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
