"""A line of a plan that answers a proposal, for tests that need one and nothing more of the plan."""

from decimal import Decimal

from renja.models import Fulfilment, Renja, RenjaLine
from urusan.models import Edition, Level, Nomenclature


def answer_with_line(
    proposal, *, code="2.16.02.2.01.0026", name="Sosialisasi", share="60", **line
) -> Fulfilment:
    """Put the proposal on a line of its forum's plan, which is published."""
    edition, _new = Edition.objects.get_or_create(slug="uji", defaults={"leaf_level": Level.SUB_KEGIATAN})
    renja, _new = Renja.objects.get_or_create(forum=proposal.forum, defaults={"edition": edition})
    urusan, _new = Nomenclature.objects.get_or_create(
        edition=edition, code="2", defaults={"name": "Urusan", "level": Level.URUSAN}
    )
    node, _new = Nomenclature.objects.get_or_create(
        edition=edition, code=code, defaults={"name": name, "level": Level.SUB_KEGIATAN, "parent": urusan}
    )
    row, _new = RenjaLine.objects.get_or_create(
        renja=renja, node=node, defaults={"pagu": Decimal(412_500_000)} | line
    )
    return Fulfilment.objects.create(
        line=row, proposal=proposal, share=Decimal(share), amount=Decimal(84_000_000)
    )
