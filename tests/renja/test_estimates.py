"""Forward estimates by one factor: what is read is what is written, and it is taken back once."""

from decimal import Decimal

import pytest
from django.urls import reverse

from audit.models import Entry
from renja.errors import PlanRefused
from renja.estimating import read_estimate
from renja.models import ForwardEstimate, Funding
from renja.services import estimate_forward, undo_estimate
from tests.factories.renja import FundingFactory, LineFactory, make_node
from tests.renja.pages import read

FACTOR = Decimal("1.1")


@pytest.fixture
def plan(renja):
    """Two lines of two programs, one of them with two sources, and one without pagu."""
    first = LineFactory(renja=renja, node=make_node("2.16.02.2.01.0001"), pagu=100, forward_pagu=None)
    second = LineFactory(renja=renja, node=make_node("2.16.03.2.01.0001"), pagu=201, forward_pagu=7)
    FundingFactory(line=second, source="DAU", amount=10, forward=11)
    LineFactory(renja=renja, node=make_node("2.16.03.2.01.0002"), pagu=None, forward_pagu=None)
    return first, second


def forwards() -> list:
    rows = Funding.objects.exclude(amount=None).order_by("line__node__code", "order")
    return list(rows.values_list("forward", flat=True))


def apply(renja, actor, **asked):
    seen = read_estimate(renja, FACTOR, **asked).mark
    return estimate_forward(renja, actor=actor, factor=FACTOR, seen=seen, **asked)


def test_pagu_of_each_source_is_multiplied_and_rounded(renja, plan, perencana):
    made = apply(renja, perencana)
    assert forwards() == [110, 221, 11]
    assert len(made.changes) == 2  # one had that estimate already
    first, second = plan
    for line in plan:
        line.refresh_from_db()
    assert (first.forward_pagu, second.forward_pagu, first.version) == (110, 232, 2)
    entry = Entry.objects.get(action="renja.estimate_forward")
    assert (entry.data["rows"], entry.object_id) == (2, str(renja.pk))


def test_factor_may_be_for_one_program_or_for_what_is_empty(renja, plan, perencana):
    program = make_node("2.16.03")
    assert [row.after for row in read_estimate(renja, FACTOR, program=program).rows] == [221]
    apply(renja, perencana, only_empty=True)
    assert forwards() == [110, 7, 11]
    apply(renja, perencana, program=program)
    assert forwards() == [110, 221, 11]


def test_only_what_was_read_is_written(renja, plan, perencana):
    seen = read_estimate(renja, FACTOR).mark
    Funding.objects.filter(amount=100).update(amount=300)
    with pytest.raises(PlanRefused, match="setelah Anda membaca pratinjau"):
        estimate_forward(renja, actor=perencana, factor=FACTOR, seen=seen)
    assert not ForwardEstimate.objects.exists()


def test_factor_that_changes_nothing_says_so(renja, plan, perencana):
    apply(renja, perencana)
    with pytest.raises(PlanRefused, match="Tidak ada prakiraan maju yang berubah"):
        apply(renja, perencana)


def test_estimate_is_taken_back_once_without_what_was_changed_since(renja, plan, perencana):
    apply(renja, perencana)
    Funding.objects.filter(amount=100).update(forward=999)
    assert undo_estimate(renja, actor=perencana) == (1, 1)
    assert forwards() == [999, 7, 11]
    assert Entry.objects.filter(action="renja.undo_estimate").count() == 1
    with pytest.raises(PlanRefused, match="dapat diurungkan"):
        undo_estimate(renja, actor=perencana)


@pytest.mark.parametrize(
    "role", ["sekretariat", "verifikator", "pimpinan", "admin_user", "pengusul", "pemeriksa"]
)
def test_only_planners_estimate(renja, plan, request, role):
    actor = request.getfixturevalue(role)
    for deed in (lambda: apply(renja, actor), lambda: undo_estimate(renja, actor=actor)):
        with pytest.raises(PlanRefused, match="Hanya perencana"):
            deed()
    assert forwards() == [None, 7, 11]


def test_locked_plan_is_not_estimated(renja, plan, perencana, lock_plan):
    lock_plan()
    with pytest.raises(PlanRefused, match="dikunci"):
        apply(renja, perencana)


# --- its page --------------------------------------------------------------------------------------------


@pytest.fixture
def page(enter, renja, plan, perencana):
    return enter(perencana), reverse("renja:estimate", args=[2028])


def test_preview_is_read_applied_and_taken_back(page):
    visitor, address = page
    assert "Terapkan faktor" not in read(visitor.get(address))
    preview = visitor.get(address, {"faktor": "1,1"})
    for words in ("2 sumber dana berubah", "Rp7 menjadi Rp331", "2.16.02.2.01.0001"):
        assert words in read(preview)
    data = {"faktor": "1,1", "program": "", "seen": preview.context["preview"].mark}
    answer = visitor.post(address, data, follow=True)
    assert "Prakiraan maju 2 sumber dana dihitung ulang." in read(answer)
    assert "Faktor 1,1, 2 sumber dana" in read(visitor.get(address))
    answer = visitor.post(reverse("renja:estimate_undo", args=[2028]), follow=True)
    assert "Prakiraan maju 2 sumber dana dikembalikan." in read(answer)
    assert "Urungkan hitungan ini" not in read(visitor.get(address))
    answer = visitor.post(reverse("renja:estimate_undo", args=[2028]), follow=True)
    assert "Tidak ada prakiraan maju dengan faktor yang dapat diurungkan." in read(answer)


def test_what_stays_after_taking_back_is_told(page):
    visitor, address = page
    preview = visitor.get(address, {"faktor": "1,1"})
    visitor.post(address, {"faktor": "1,1", "seen": preview.context["preview"].mark})
    Funding.objects.filter(amount=100).update(forward=999)
    answer = visitor.post(reverse("renja:estimate_undo", args=[2028]), follow=True)
    assert "1 sumber dana sudah diubah sesudahnya, sehingga dibiarkan." in read(answer)


def test_stale_preview_is_shown_anew(page):
    visitor, address = page
    answer = visitor.post(address, {"faktor": "1,1", "seen": "lama"})
    assert "setelah Anda membaca pratinjau" in read(answer)
    assert "2 sumber dana berubah" in read(answer)
    assert forwards() == [None, 7, 11]


@pytest.mark.parametrize("factor", ["", "banyak", "0", "11", "-1", "1,23456", "\x00"])
def test_wrong_factor_says_how_to_mend_it(page, factor):
    visitor, address = page
    answer = visitor.get(address, {"faktor": factor})
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert answer.context["preview"] is None


def test_page_offers_the_programs_of_the_plan(page):
    visitor, address = page
    make_node("2.20.02.2.01.0001")
    choices = visitor.get(address).context["form"].fields["program"].choices
    assert [label for _pk, label in choices] == [
        "Semua program",
        "2.16.02 Nama 2.16.02",
        "2.16.03 Nama 2.16.03",
    ]
    answer = visitor.get(address, {"faktor": "1,1", "program": str(choices[1][0])})
    assert "1 sumber dana berubah" in read(answer)


def test_page_asks_as_much_for_three_rows_as_for_one(page, renja, django_assert_max_num_queries):
    visitor, address = page

    def asked() -> int:
        with django_assert_max_num_queries(20) as queries:
            visitor.get(address, {"faktor": "1,1"})
        return len(queries)

    asked()
    one = asked()
    for n in range(3):
        FundingFactory(line=LineFactory(renja=renja, node=make_node(f"2.16.02.2.02.{n:04d}")), forward=None)
    assert asked() == one
