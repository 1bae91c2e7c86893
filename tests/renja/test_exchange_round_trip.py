"""Whatever a plan holds: handed out and taken in again, nothing changes; and taken into an empty plan, everything is there."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from renja.exchange.contents import content_of, mark_of
from renja.exchange.line_plan import lines_by_node
from renja.models import Funding, Indicator, Origin, RenjaLine
from renja.urgency import Urgency
from stakeholders.models import Unit
from tests.factories.renja import AimFactory, make_node
from tests.factories.stakeholders import UnitFactory
from tests.renja.books import applied, checked, errors, exported, kinds

WORDS = st.text(
    st.characters(categories=("L", "N", "P", "S", "Zs"), max_codepoint=0x2FFF), min_size=1, max_size=30
).map(lambda text: " ".join(text.split())).filter(lambda text: text and not text.startswith("#"))  # fmt: skip
MAYBE = st.one_of(st.just(""), WORDS)
MONEY = st.none() | st.decimals(0, 10**15, places=2)
MEASURE = st.none() | st.decimals(-(10**9), 10**9, places=4)
INDICATORS = st.lists(
    st.fixed_dictionaries(
        {
            "text": WORDS,
            "target": MEASURE,
            "satuan": MAYBE,
            "forward_target": MEASURE,
            "is_word": st.booleans(),
        }
    ),
    max_size=4,
)
FUNDINGS = st.lists(
    st.fixed_dictionaries({"source": MAYBE, "amount": st.decimals(0, 10**15, places=2), "forward": MONEY}),
    max_size=3,
    unique_by=lambda row: row["source"].casefold(),
)
LINES = st.lists(
    st.fixed_dictionaries(
        {
            "values": st.fixed_dictionaries(
                {
                    "location": MAYBE, "target_group": MAYBE, "note": MAYBE, "withheld_reason": MAYBE,
                    "origin": st.sampled_from(Origin.values),
                    "priority": st.sampled_from([None, 0, 1]),
                    "aim": st.sampled_from([None, 2, 3, 4]),
                    "unit": st.sampled_from([None, 0, 1]),
                    "urgency": st.lists(st.sampled_from(Urgency.values), unique=True, max_size=3).map(
                        lambda tags: [tag for tag in Urgency.values if tag in tags]
                    ),
                }
            ),
            "indicators": INDICATORS,
            "fundings": FUNDINGS,
        }
    ),
    min_size=1,
    max_size=3,
)  # fmt: skip


AIMS = (("prioritas", "1"), ("prioritas", "10"), ("tujuan", "1"), ("sasaran", "1.1"), ("sasaran", "1.10"))


def related(renja) -> dict[str, list]:
    """What lines may name, by field: the catalogue of the plan, whose words are alike, and two bidang; made once."""
    aims = list(renja.aims.all()) or [
        AimFactory(renja=renja, kind=kind, code=code, text="Mutu: layanan") for kind, code in AIMS
    ]
    units = list(Unit.objects.all()) or [
        UnitFactory(name=name) for name in ("Statistik", "Statistik dan Data")
    ]
    return {"priority": aims, "aim": aims, "unit": units}


def build(renja, lines, rows) -> None:
    for place, told in enumerate(lines):
        node = make_node(f"2.16.02.2.01.{place + 1:04d}")
        named = {
            name: rows[name][value]
            for name, value in told["values"].items()
            if name in rows and value is not None
        }
        plain = {name: value for name, value in told["values"].items() if name not in rows}
        line = RenjaLine.objects.create(renja=renja, node=node, **plain, **named)
        for order, row in enumerate(told["indicators"]):
            told_row = {name: value for name, value in row.items() if name != "is_word"}
            if row["is_word"]:
                told_row |= {"target": None, "target_label": "Predikat B2"}
            Indicator.objects.create(line=line, order=order, **told_row)
        for order, row in enumerate(told["fundings"]):
            Funding.objects.create(line=line, order=order, **row)


def marks(renja) -> list[str]:
    return [mark_of(content_of(line)) for line in lines_by_node(renja).values()]


@pytest.mark.django_db
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=LINES)
def test_plan_that_goes_out_comes_back_the_same(renja, perencana, lines):
    RenjaLine.objects.all().delete()
    build(renja, lines, related(renja))
    book, before = exported(renja), marks(renja)
    file = checked(renja, perencana, book)
    assert (errors(file), set(kinds(file)), file.report["missing"]) == ([], {"same"}, [])
    RenjaLine.objects.all().delete()
    applied(renja, perencana, book)
    assert marks(renja) == before
