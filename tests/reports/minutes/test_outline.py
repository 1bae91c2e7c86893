"""The page of a berita acara shows the words and numbers of the paper without reading it; both read as much for many as for few."""

import pytest

from meetings.minutes_writing import current_minutes, write_text
from meetings.models import Minutes
from reports.minutes.data import read_minutes
from reports.minutes.making import finalise_minutes
from reports.minutes.outline import outline_of
from reports.minutes.paper import MinutesPaper
from tests.factories.forums import CriterionFactory
from tests.factories.meetings import AgendaItemFactory, ConflictFactory, MarkFactory, SittingFactory
from tests.factories.minutes import MinutesRemarkFactory
from tests.factories.proposals import DecisionFactory

pytestmark = pytest.mark.django_db


def shown(paper: MinutesPaper) -> dict[str, int]:
    lists = {name: getattr(paper, name) for name in ("accepted", "declined", "reserves", "moved")}
    counts = {name: sum(len(group.rows) for group in groups) for name, groups in lists.items()}
    return counts | {
        "present": len(paper.presence.rows),
        "sessions": len(paper.sessions),
        "promises": len(paper.promises),
        "photos": len(paper.photos),
    }


def assert_same(minutes: Minutes, paper: MinutesPaper) -> None:
    outline = outline_of(minutes)
    assert (outline.city, outline.parts) == (paper.city, paper.parts)
    counts = shown(paper)
    assert {name: getattr(outline.amounts, name) for name in counts} == counts
    assert sum(counts.values())


@pytest.mark.parametrize("kind", list(Minutes.Kind))
def test_outline_says_what_the_paper_says(held, sekretariat, kind):
    minutes = current_minutes(held.forum, kind)
    assert_same(minutes, read_minutes(minutes))


def test_outline_knows_written_parts_and_place(draft, sekretariat):
    write_text(draft, "penutup", actor=sekretariat, text="Ditutup dengan doa.")
    draft.place = "Samarinda"
    assert_same(draft, read_minutes(draft))
    assert outline_of(draft).part("penutup").is_edited


def test_outline_of_a_final_text_stays_as_it_was_frozen(held, draft, sekretariat):
    MinutesRemarkFactory.create_batch(2, minutes=draft)
    final = finalise_minutes(draft, actor=sekretariat)
    DecisionFactory(proposal=AgendaItemFactory(sitting=held.sitting).proposal)
    assert_same(final, MinutesPaper.from_json(final.content))
    assert outline_of(final).amounts.remarks == 2


def test_paper_asks_as_much_for_many_sessions_as_for_one(held, draft, django_assert_max_num_queries):
    criterion = CriterionFactory(forum=held.forum, weight=100)

    def grow() -> None:
        item = AgendaItemFactory(sitting=SittingFactory(forum=held.forum))
        DecisionFactory(proposal=item.proposal)
        MarkFactory(proposal=item.proposal, criterion=criterion)
        ConflictFactory(proposal=item.proposal)

    def asked() -> int:
        with django_assert_max_num_queries(21) as queries:
            read_minutes(draft)
        return len(queries)

    grow()
    one = asked()
    grow()
    grow()
    assert asked() == one
