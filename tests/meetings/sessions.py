"""A session with proposals, for tests of how it is run."""

from meetings.models import AgendaItem, Sitting
from proposals.reasons import create_reasons
from tests.factories.forums import ForumFactory, PhaseFactory
from tests.factories.meetings import AgendaItemFactory, SittingFactory
from tests.factories.urusan import UrusanFactory


def open_forum():
    """The forum of 2028, with everything but the lock open."""
    forum = ForumFactory(plan_year=2028)
    PhaseFactory(forum=forum)
    return forum


def session_of(count: int = 2, *, urusan=None, **fields) -> Sitting:
    """A session in the open forum with so many verified proposals on its agenda."""
    create_reasons()
    sitting = SittingFactory(forum=open_forum(), urusan=urusan or UrusanFactory(), **fields)
    AgendaItemFactory.create_batch(count, sitting=sitting, proposal__volume=10, proposal__volume_unit="unit")
    return sitting


def items_of(sitting: Sitting) -> list[AgendaItem]:
    return list(sitting.items.select_related("proposal__forum", "sitting").order_by("order", "pk"))
