"""An earlier plan as the beginning of this one: what is read is what is copied, and it is taken back once."""

from decimal import Decimal

import pytest
from django.urls import reverse

from audit.models import Entry
from renja.copying import Basis, read_copy
from renja.errors import PlanRefused
from renja.models import Origin, PlanCopy, RenjaLine, SipdEntry
from renja.services import copy_plan, undo_copy
from tests.factories.forums import ForumFactory
from tests.factories.renja import (
    AimFactory,
    EditionFactory,
    FulfilmentFactory,
    FundingFactory,
    IndicatorFactory,
    LineFactory,
    RenjaFactory,
    make_node,
)
from tests.renja.pages import read

FIRST, SECOND, THIRD = (f"2.16.02.2.01.000{n}" for n in (1, 2, 3))


@pytest.fixture
def last(renja):
    """Three lines: one of two sources from the forum, one withheld without estimate, one that this plan has already."""
    last = RenjaFactory(forum=ForumFactory(plan_year=2027))
    first = LineFactory(
        renja=last, node=make_node(FIRST), pagu=100, forward_pagu=110, origin=Origin.FORUM, note="Lama"
    )
    FundingFactory(line=first, source="DAU", amount=5, forward=None)
    RenjaLine.objects.filter(pk=first.pk).update(urgency=["iku"])
    IndicatorFactory(line=first, text="Jumlah dokumen", target=12, forward_target=14)
    IndicatorFactory(line=first, text="Predikat", target=None, target_label="BB", forward_target=None)
    LineFactory(renja=last, node=make_node(SECOND), pagu=7, forward_pagu=None, withheld_reason="Persandian")
    LineFactory(renja=last, node=make_node(THIRD))
    LineFactory(renja=renja, node=make_node(THIRD), location="Milik Renja ini")
    FulfilmentFactory(line=first)
    return last


def copy(renja, last, actor, *, basis=Basis.FORWARD, factor=Decimal(1), lines=None, seen=None) -> PlanCopy:
    preview = read_copy(renja, last, basis=basis, factor=factor)
    chosen = last.lines.values_list("pk", flat=True) if lines is None else lines
    return copy_plan(
        renja, last, actor=actor, basis=basis, factor=factor, lines=chosen, seen=seen or preview.mark
    )


def line_of(renja, code: str) -> RenjaLine:
    return renja.lines.get(node__code=code)


def test_line_is_copied_with_indicators_and_sources_and_without_proposals(renja, last, perencana):
    made = copy(renja, last, perencana)
    assert len(made.lines) == 2
    line, before = line_of(renja, FIRST), line_of(last, FIRST)
    assert (line.location, line.target_group, line.urgency) == (before.location, before.target_group, ["iku"])
    assert (line.origin, line.note, line.version) == (Origin.RENSTRA, "", 1)
    assert list(line.fundings.values_list("source", "amount", "forward")) == [
        ("PAD", 110, None),
        ("DAU", 5, None),
    ]
    assert (line.pagu, line.forward_pagu) == (115, None)
    told = list(line.indicators.values_list("text", "target", "target_label", "forward_target"))
    assert told == [("Jumlah dokumen", 14, "", None), ("Predikat", None, "BB", None)]
    assert not line.fulfilments.exists()
    assert line_of(renja, SECOND).withheld_reason == "Persandian"
    assert line_of(renja, THIRD).location == "Milik Renja ini"
    entry = Entry.objects.get(action="renja.copy_plan")
    assert (entry.data["rows"], entry.data["year"], entry.object_id) == (2, 2027, str(renja.pk))


@pytest.mark.parametrize(
    ("basis", "factor", "sums"),
    [
        (Basis.FORWARD, "1", (115, 7)),
        (Basis.PAGU, "1.05", (110, 7)),
        (Basis.PAGU, "0.5", (53, 4)),
        (Basis.EMPTY, "3", (None, None)),
    ],
)
def test_amounts_follow_basis_and_factor_in_whole_rupiah(renja, last, perencana, basis, factor, sums):
    preview = read_copy(renja, last, basis=basis, factor=Decimal(factor))
    assert tuple(row.pagu for row in preview.new) == sums
    copy(renja, last, perencana, basis=basis, factor=Decimal(factor))
    assert tuple(line_of(renja, code).pagu for code in (FIRST, SECOND)) == sums


def test_line_serves_what_this_plan_names_alike(renja, last, perencana):
    for plan, text in ((last, "Layanan merata"), (renja, "Layanan merata")):
        AimFactory(renja=plan, kind="prioritas", code="1", text=text)
    AimFactory(renja=last, kind="tujuan", code="2", text="Lama")
    AimFactory(renja=renja, kind="tujuan", code="2", text="Sudah lain")
    last.lines.filter(node__code=FIRST).update(
        priority=last.aims.get(kind="prioritas"), aim=last.aims.get(kind="tujuan")
    )
    copy(renja, last, perencana)
    line = line_of(renja, FIRST)
    assert (line.priority, line.aim) == (renja.aims.get(kind="prioritas"), None)


def test_only_ticked_lines_are_copied(renja, last, perencana):
    copy(renja, last, perencana, lines=[line_of(last, SECOND).pk, line_of(last, THIRD).pk])
    assert set(renja.lines.values_list("node__code", flat=True)) == {SECOND, THIRD}
    with pytest.raises(PlanRefused, match="Centang sedikitnya satu"):
        copy(renja, last, perencana, lines=[line_of(last, THIRD).pk])


def test_only_what_was_read_is_copied(renja, last, perencana):
    seen = read_copy(renja, last, basis=Basis.FORWARD).mark
    FundingFactory(line=line_of(last, FIRST), source="DBH", amount=1)
    with pytest.raises(PlanRefused, match="setelah Anda membaca pratinjau"):
        copy(renja, last, perencana, seen=seen)
    assert not PlanCopy.objects.exists()


def test_code_of_another_edition_goes_on_only_where_it_means_the_same(renja, last):
    renja.edition = EditionFactory(slug="edisi-baru", name="Edisi Baru")
    renja.save()
    same = make_node(FIRST, name=make_node(FIRST).name.upper(), edition=renja.edition)
    make_node(SECOND, name="Arti lain", edition=renja.edition)
    rows = {row.line.node.code: row for row in read_copy(renja, last, basis=Basis.PAGU).rows}
    assert rows[FIRST].node == same
    assert [rows[code].fate for code in (SECOND, THIRD)] == ["tanpa_kode", "tanpa_kode"]


def test_copy_is_taken_back_once_without_what_was_worked_on(renja, last, perencana):
    copy(renja, last, perencana)
    RenjaLine.objects.filter(pk=line_of(renja, SECOND).pk).update(version=2)
    assert undo_copy(renja, actor=perencana) == (1, 1)
    assert set(renja.lines.values_list("node__code", flat=True)) == {SECOND, THIRD}
    assert Entry.objects.filter(action="renja.undo_copy").count() == 1
    with pytest.raises(PlanRefused, match="dapat diurungkan"):
        undo_copy(renja, actor=perencana)


def test_copied_line_that_stands_in_sipd_stays(renja, last, perencana):
    copy(renja, last, perencana)
    line = line_of(renja, FIRST)
    SipdEntry.objects.create(line=line, version=line.version)
    assert undo_copy(renja, actor=perencana) == (1, 1)
    assert SipdEntry.objects.get().line == line


def test_copied_line_that_answers_a_proposal_stays(renja, last, perencana):
    copy(renja, last, perencana)
    FulfilmentFactory(line=line_of(renja, FIRST))
    assert undo_copy(renja, actor=perencana) == (1, 1)
    assert line_of(renja, FIRST)


@pytest.mark.parametrize(
    "role", ["sekretariat", "verifikator", "pimpinan", "admin_user", "pengusul", "pemeriksa"]
)
def test_only_planners_copy(renja, last, request, role):
    actor = request.getfixturevalue(role)
    for deed in (lambda: copy(renja, last, actor), lambda: undo_copy(renja, actor=actor)):
        with pytest.raises(PlanRefused, match="Hanya perencana"):
            deed()
    assert renja.lines.count() == 1


def test_nothing_is_copied_into_a_locked_plan(renja, last, perencana, lock_plan):
    lock_plan()
    with pytest.raises(PlanRefused, match="dikunci"):
        copy(renja, last, perencana)


# --- its page --------------------------------------------------------------------------------------------


@pytest.fixture
def page(enter, renja, perencana):
    return enter(perencana), reverse("renja:copy", args=[2028])


ASKED = {"dari": "2027", "dasar": "prakiraan", "faktor": "1,1"}


def test_preview_is_read_ticked_copied_and_taken_back(page, last):
    visitor, address = page
    assert "Salin yang dicentang" not in read(visitor.get(address))
    preview = visitor.get(address, ASKED)
    for words in ("2 baris dapat disalin", FIRST, "Sudah ada dalam Renja ini"):
        assert words in read(preview)
    ticked = [row.line.pk for row in preview.context["preview"].new]
    data = ASKED | {"seen": preview.context["preview"].mark, "baris": ticked[:1]}
    assert "1 baris disalin dari Renja 2027" in read(visitor.post(address, data, follow=True))
    assert "1 baris dari Renja 2027" in read(visitor.get(address))
    answer = visitor.post(reverse("renja:copy_undo", args=[2028]), follow=True)
    assert "1 baris salinan dihapus lagi." in read(answer)
    answer = visitor.post(reverse("renja:copy_undo", args=[2028]), follow=True)
    assert "Tidak ada salinan yang dapat diurungkan." in read(answer)


def test_what_was_worked_on_is_told_when_taken_back(page, renja, last, perencana):
    visitor, _address = page
    copy(renja, last, perencana)
    RenjaLine.objects.filter(pk=line_of(renja, SECOND).pk).update(version=2)
    answer = visitor.post(reverse("renja:copy_undo", args=[2028]), follow=True)
    assert "1 baris sudah dikerjakan sesudahnya" in read(answer)


def test_refused_copy_keeps_the_ticks(page, last):
    visitor, address = page
    line = line_of(last, SECOND)
    answer = visitor.post(address, ASKED | {"seen": "lama", "baris": [line.pk, "x", "9" * 30]})
    assert "setelah Anda membaca pratinjau" in read(answer)
    assert answer.context["ticked"] == {line.pk}
    assert answer.content.decode().count(" checked") == 1


@pytest.mark.parametrize(
    "wrong",
    [{"dari": "1999"}, {"dari": ""}, {"dasar": "lain"}, {"faktor": ""}, {"faktor": "11"}, {"faktor": "\x00"}],
)
def test_wrong_choice_says_how_to_mend_it(page, last, wrong):
    visitor, address = page
    answer = visitor.get(address, ASKED | wrong)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert answer.context["preview"] is None


def test_without_an_earlier_plan_the_page_says_so(page):
    visitor, address = page
    assert "Belum ada Renja sebelumnya" in read(visitor.get(address))


def test_all_there_already_is_said(page, renja, last):
    visitor, address = page
    last.lines.exclude(node__code=THIRD).delete()
    assert "Tidak ada baris yang dapat disalin." in read(visitor.get(address, ASKED))


def test_page_asks_as_much_for_three_rows_as_for_one(page, last, django_assert_max_num_queries):
    visitor, address = page

    def asked() -> int:
        with django_assert_max_num_queries(14) as queries:
            visitor.get(address, ASKED)
        return len(queries)

    asked()
    one = asked()
    for n in range(3):
        FundingFactory(line=LineFactory(renja=last, node=make_node(f"2.16.02.2.02.{n:04d}")))
    assert asked() == one
