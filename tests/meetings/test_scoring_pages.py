"""Penilaian on the screen: as a table, one proposal at a time, and cell by cell."""

import pytest
from django.urls import reverse

from meetings.models import ConflictOfInterest, Mark, Sitting
from meetings.scoring import Typed, save_marks
from tests.factories.forums import CeilingFactory, CriterionFactory, ForumFactory
from tests.factories.meetings import AgendaItemFactory, MarkFactory, SittingFactory

STRANGERS = ["pengusul", "perencana", "pimpinan", "admin_user", "pemeriksa"]
HTMX = {"HTTP_HX_REQUEST": "true"}


def address(name: str, *args) -> str:
    return reverse(f"meetings:{name}", args=[2028, *args])


def text_of(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def criteria(forum):
    return [
        CriterionFactory(forum=forum, weight=60, name="Urgensi"),
        CriterionFactory(forum=forum, weight=40),
    ]


@pytest.fixture
def sitting(forum, criteria) -> Sitting:
    return SittingFactory(forum=forum)


@pytest.fixture
def scorer(client, verifikator):
    """The client, signed in as a verifikator."""
    client.force_login(verifikator)
    return client


def cell(item, criterion, value, *, was="", seen=0) -> dict:
    name = f"n-{item.proposal_id}-{criterion.pk}"
    return {f"{name}-value": value, f"{name}-was": was, f"{name}-seen": seen}


def values() -> list:
    return list(Mark.objects.order_by("criterion").values_list("value", flat=True))


# The sheet


def test_sheet_shows_proposals_criteria_weights_and_what_marks_mean(scorer, sitting):
    item = AgendaItemFactory(sitting=sitting)
    text = text_of(scorer.get(address("scoring", sitting.pk)))
    for words in (
        item.proposal.title,
        "Urgensi",
        "(60%)",
        "5 · Sangat baik",
        "1 usulan belum selesai Anda nilai.",
    ):
        assert words in text


@pytest.mark.parametrize("name", ["scoring", "scoring_one"])
def test_sheet_is_saved_without_scripts_whole_or_by_proposal(scorer, sitting, criteria, name):
    item = AgendaItemFactory(sitting=sitting)
    args = [sitting.pk, item.proposal.number] if name == "scoring_one" else [sitting.pk]
    data = cell(item, criteria[0], "5") | cell(item, criteria[1], "2")
    text = text_of(scorer.post(address(name, *args), data, follow=True))
    assert "2 nilai disimpan." in text
    assert ">76</output>" in text
    assert values() == [5, 2]


def test_sheet_sent_without_a_change_says_so(scorer, sitting, criteria):
    item = AgendaItemFactory(sitting=sitting)
    text = text_of(scorer.post(address("scoring", sitting.pk), cell(item, criteria[0], ""), follow=True))
    assert "Tidak ada nilai yang berubah." in text


def test_untouched_cell_of_an_old_sheet_is_not_in_the_way_of_others(scorer, sitting, criteria, sekretariat):
    item = AgendaItemFactory(sitting=sitting)
    save_marks(sitting, actor=sekretariat, typed=[Typed(item.proposal_id, criteria[0].pk, 4, 0)])
    data = cell(item, criteria[0], "") | cell(item, criteria[1], "3")
    assert scorer.post(address("scoring", sitting.pk), data).status_code == 302
    assert values() == [4, 3]


@pytest.mark.parametrize("name", ["scoring", "scoring_one"])
def test_second_of_two_sees_both_marks_and_loses_none(scorer, sitting, criteria, sekretariat, name):
    item = AgendaItemFactory(sitting=sitting)
    save_marks(sitting, actor=sekretariat, typed=[Typed(item.proposal_id, criteria[0].pk, 4, 0)])
    args = [sitting.pk, item.proposal.number] if name == "scoring_one" else [sitting.pk]
    answer = scorer.post(address(name, *args), cell(item, criteria[0], "2"))
    text = text_of(answer)
    assert answer.status_code == 409
    assert "Sekretariat memberi 4." in text
    assert 'value="2" selected' in text or 'value="2" checked' in text
    assert values() == [4]
    again = cell(item, criteria[0], "2", was="4", seen=1)
    assert scorer.post(address(name, *args), again).status_code == 302
    assert values() == [2]


@pytest.mark.parametrize("value", ["6", "x", "0", "-1"])
@pytest.mark.parametrize("name", ["scoring", "scoring_one"])
def test_unknown_mark_is_refused(scorer, sitting, criteria, name, value):
    item = AgendaItemFactory(sitting=sitting)
    args = [sitting.pk, item.proposal.number] if name == "scoring_one" else [sitting.pk]
    text = text_of(scorer.post(address(name, *args), cell(item, criteria[0], value)))
    assert "Pilih 1 sampai 5" in text
    assert not Mark.objects.exists()


def test_own_proposals_have_no_cells(scorer, sitting, verifikator, criteria):
    item = AgendaItemFactory(sitting=sitting, proposal__proposer=verifikator)
    text = text_of(scorer.get(address("scoring", sitting.pk)))
    assert "dinilai orang lain" in text
    assert f"n-{item.proposal_id}-{criteria[0].pk}-value" not in text


def test_sheet_says_what_is_missing(scorer, forum):
    assert "Kriteria penilaian belum diatur" in text_of(
        scorer.get(address("scoring", SittingFactory(forum=forum).pk))
    )
    CriterionFactory(forum=forum)
    assert "Agenda masih kosong" in text_of(scorer.get(address("scoring", Sitting.objects.get().pk)))


def test_blind_sheet_shows_nothing_of_others_until_it_is_closed(
    client, forum, criteria, sekretariat, verifikator
):
    sitting = SittingFactory(forum=forum, is_blind=True)
    item = AgendaItemFactory(sitting=sitting)
    typed = [Typed(item.proposal_id, criterion.pk, 5, 0) for criterion in criteria]
    save_marks(sitting, actor=sekretariat, typed=typed)
    client.force_login(verifikator)
    text = text_of(client.get(address("scoring", sitting.pk)))
    assert "Anda mengisi lembar Anda sendiri" in text
    assert "selected" not in text
    assert ">100</output>" not in text
    client.force_login(sekretariat)
    client.post(address("scoring_close", sitting.pk))
    client.force_login(verifikator)
    assert ">100</output>" in text_of(client.get(address("scoring", sitting.pk)))


# One cell, one proposal


def test_htmx_saves_a_cell_and_gets_it_back_with_the_total(scorer, sitting, criteria):
    item = AgendaItemFactory(sitting=sitting)
    MarkFactory(proposal=item.proposal, criterion=criteria[0], value=5)
    here = address("scoring_cell", sitting.pk, item.proposal.number)
    answer = scorer.post(here, cell(item, criteria[1], "2"), **HTMX)
    text = text_of(answer)
    assert ('value="2" selected' in text, "Tersimpan" in text, ">76</output>" in text) == (True, True, True)
    assert text.count("<select") == 1
    assert answer.headers["HX-Trigger"] == "nilai-tersimpan"
    assert values() == [5, 2]


def test_htmx_is_told_in_the_cell_that_somebody_was_quicker(scorer, sitting, criteria, sekretariat):
    item = AgendaItemFactory(sitting=sitting)
    save_marks(sitting, actor=sekretariat, typed=[Typed(item.proposal_id, criteria[0].pk, 4, 0)])
    here = address("scoring_cell", sitting.pk, item.proposal.number)
    text = text_of(scorer.post(here, cell(item, criteria[0], "2"), **HTMX))
    assert "Sekretariat memberi 4." in text
    assert 'value="2" selected' in text
    assert values() == [4]


def test_htmx_is_told_in_the_cell_that_the_scoring_is_closed(scorer, sitting, criteria):
    item = AgendaItemFactory(sitting=sitting)
    Sitting.objects.update(scoring_closed_at="2027-01-01T00:00Z")
    here = address("scoring_cell", sitting.pk, item.proposal.number)
    assert "sudah ditutup" in text_of(scorer.post(here, cell(item, criteria[0], "2"), **HTMX))


def test_cell_without_htmx_or_without_content_leads_to_the_sheet(scorer, sitting, criteria):
    item = AgendaItemFactory(sitting=sitting)
    here = address("scoring_cell", sitting.pk, item.proposal.number)
    assert scorer.post(here, cell(item, criteria[0], "2")).url == address("scoring", sitting.pk)
    assert scorer.post(here, {}, **HTMX).status_code == 302
    assert not Mark.objects.exists()


def test_ranking_is_fetched_alone(scorer, sitting):
    CeilingFactory(forum=sitting.forum, amount=10)
    AgendaItemFactory(sitting=sitting, proposal__estimated_cost=70)
    text = text_of(scorer.get(address("scoring_ranking", sitting.pk), **HTMX))
    assert text.lstrip().startswith("<section")
    assert "Sampai di sini cukup dalam pagu indikatif Rp10" in text


def test_one_proposal_leads_to_the_next_that_is_left(scorer, sitting, criteria):
    items = [AgendaItemFactory(sitting=sitting) for _n in range(3)]
    for criterion in criteria:
        MarkFactory(proposal=items[1].proposal, criterion=criterion)
    text = text_of(scorer.get(address("scoring_one", sitting.pk, items[1].proposal.number)))
    for words in ("Usulan 2 dari 3", items[1].proposal.problem, "Sebelumnya", "Berikutnya"):
        assert words in text
    here = address("scoring_one", sitting.pk, items[0].proposal.number)
    onwards = scorer.post(here, cell(items[0], criteria[0], "4") | {"berikutnya": "1"})
    assert onwards.url == address("scoring_one", sitting.pk, items[2].proposal.number)


def test_conflict_is_declared_after_a_question_and_withdrawn(scorer, sitting, verifikator):
    item = AgendaItemFactory(sitting=sitting)
    args = [sitting.pk, item.proposal.number]
    assert "Menyatakan benturan kepentingan?" in text_of(scorer.get(address("conflict_declare", *args)))
    scorer.post(address("conflict_declare", *args))
    assert ConflictOfInterest.objects.get().person == verifikator
    assert "Tarik pernyataan" in text_of(scorer.get(address("scoring_one", *args)))
    scorer.post(address("conflict_withdraw", *args))
    assert not ConflictOfInterest.objects.exists()
    Sitting.objects.update(scoring_closed_at="2027-01-01T00:00Z")
    assert "sudah ditutup" in text_of(scorer.post(address("conflict_withdraw", *args), follow=True))


def test_secretariat_closes_and_opens_again(client, sitting, sekretariat):
    client.force_login(sekretariat)
    AgendaItemFactory(sitting=sitting)
    client.post(address("scoring_close", sitting.pk))
    text = text_of(client.get(address("scoring", sitting.pk)))
    assert "Penilaian ditutup" in text
    assert "<select" not in text
    assert "Penilaian dibuka kembali." in text_of(
        client.post(address("scoring_reopen", sitting.pk), follow=True)
    )
    assert "masih terbuka" in text_of(client.post(address("scoring_reopen", sitting.pk), follow=True))


# Lists and doors


def test_list_of_sessions_says_how_much_is_left(scorer, sitting):
    for _n in range(2):
        AgendaItemFactory(sitting=sitting)
    text = text_of(scorer.get(reverse("meetings:scorings")))
    assert "2 dari 2 usulan belum selesai Anda nilai" in text
    assert address("scoring", sitting.pk) in text


def test_list_is_helpful_without_sessions(scorer):
    assert "Belum ada sidang" in text_of(scorer.get(reverse("meetings:scorings")))


def test_workspace_tells_a_verifikator_what_is_not_scored_yet(scorer, sitting):
    AgendaItemFactory(sitting=sitting)
    assert "Usulan belum dinilai" in text_of(scorer.get(reverse("workspace")))


@pytest.mark.parametrize("role", STRANGERS)
def test_pages_are_closed_to_everybody_else(client, request, sitting, role):
    item = AgendaItemFactory(sitting=sitting)
    client.force_login(request.getfixturevalue(role))
    assert client.get(reverse("meetings:scorings")).status_code == 403
    assert client.get(address("scoring", sitting.pk)).status_code == 403
    assert client.get(address("scoring_one", sitting.pk, item.proposal.number)).status_code == 403


def test_what_is_not_here_is_not_found(scorer, forum, sitting):
    other = AgendaItemFactory(sitting=SittingFactory(forum=forum)).proposal
    assert scorer.get(address("scoring_one", sitting.pk, other.number)).status_code == 404
    assert scorer.get(address("conflict_declare", sitting.pk, other.number)).status_code == 404
    strange = SittingFactory(forum=ForumFactory(plan_year=2027))
    assert scorer.get(address("scoring", strange.pk)).status_code == 404


@pytest.mark.parametrize("name", ["scoring", "scorings"])
def test_lists_ask_as_much_for_many_as_for_few(
    scorer, sitting, criteria, name, django_assert_max_num_queries
):
    where = reverse("meetings:scorings") if name == "scorings" else address(name, sitting.pk)

    def asked() -> int:
        with django_assert_max_num_queries(12) as queries:
            scorer.get(where)
        return len(queries)

    def add() -> None:
        item = AgendaItemFactory(sitting=sitting, proposal__from_organization=True)
        MarkFactory(proposal=item.proposal, criterion=criteria[0])

    add()
    few = asked()
    add()
    add()
    assert asked() == few
