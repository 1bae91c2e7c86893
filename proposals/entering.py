"""What a proposal is given when it comes in: the next number of its forum, and the bidang that handles it."""

from django.db import connection

from proposals.models import Proposal
from stakeholders.models import Unit

TAKE_NUMBERS = """
    INSERT INTO proposals_counter AS given (forum_id, last) VALUES (%s, %s)
    ON CONFLICT (forum_id) DO UPDATE SET last = given.last + EXCLUDED.last
    RETURNING last
"""


def next_number(forum) -> str:
    """The next gap-free number of a forum, such as ASP-2028-0001; its counter stays locked until commit.

    Whoever sends next waits there: take it once everything is read, and write quickly.
    """
    return next_numbers(forum, 1)[0]


def next_numbers(forum, count: int) -> list[str]:
    """As many numbers on end."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE_NUMBERS, [forum.pk, count])
        (last,) = cursor.fetchone()
    return [f"ASP-{forum.plan_year}-{number:04d}" for number in range(last - count + 1, last + 1)]


def handling_unit(proposal: Proposal) -> Unit | None:
    """The bidang that handles this urusan by default, or the one already named."""
    if proposal.unit_id or proposal.urusan_id is None:
        return proposal.unit
    return (
        Unit.objects.filter(urusan=proposal.urusan_id, organization__is_host=True).order_by("order").first()
    )
