"""Pekerjaan saya: one list of what waits for a person, from all their roles; the most pressing first."""

from itertools import islice

from core.paging import MANY, count_each_up_to
from proposals.models import Proposal
from renja_portal.workspace import meetings, plan, proposals, upkeep
from renja_portal.workspace.tasks import Task
from stakeholders.models import Role
from stakeholders.rules import standing_of

NEAREST = 5


def waiting_for(user) -> list[Task]:
    """What waits for this person; kinds of work of which nothing waits are left out, what is late comes first.

    One statement counts all that is counted, whatever the number of roles.
    """
    kinds = (
        meetings.sittings,
        proposals.verification,
        proposals.disposition,
        meetings.scoring,
        proposals.calls,
        proposals.unreached,
        proposals.carried,
        meetings.invitations,
        proposals.questions,
        proposals.results,
        proposals.publication,
        meetings.agreements,
        meetings.record,
        plan.plan,
        plan.acts,
        plan.signatures,
        upkeep.setup,
        upkeep.upkeep,
        upkeep.factor_removals,
        upkeep.membership_requests,
    )
    waits = [wait for kind in kinds for wait in kind(user)]
    counts = iter(count_each_up_to(*((rows, MANY) for wait in waits for rows in wait.lists)))
    tasks = [wait.told(*islice(counts, len(wait.lists))) for wait in waits]
    return sorted((task for task in tasks if task.amount), key=lambda task: not task.is_late)


def nearest_deadlines(user) -> list[Proposal]:
    """The submitted proposals of this verifikator whose deadline comes first."""
    if Role.VERIFIKATOR not in standing_of(user).roles:
        return []
    return list(Proposal.objects.awaiting_verification(user).for_deadlines()[:NEAREST])
