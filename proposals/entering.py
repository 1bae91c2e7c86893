"""What a proposal is given when it comes in: the next number of its forum, and the bidang that handles it."""

from proposals.models import Counter, Proposal
from stakeholders.models import Unit


def next_number(forum) -> str:
    """The next gap-free number of a forum, such as ASP-2028-0001; its counter stays locked until commit."""
    return next_numbers(forum, 1)[0]


def next_numbers(forum, count: int) -> list[str]:
    """As many numbers on end."""
    Counter.objects.get_or_create(forum=forum)
    counter = Counter.objects.select_for_update().get(forum=forum)
    first, counter.last = counter.last + 1, counter.last + count
    counter.save(update_fields=["last"])
    return [f"ASP-{forum.plan_year}-{number:04d}" for number in range(first, counter.last + 1)]


def handling_unit(proposal: Proposal) -> Unit | None:
    """The bidang that handles this urusan by default, or the one already named."""
    if proposal.unit_id or proposal.urusan_id is None:
        return proposal.unit
    return (
        Unit.objects.filter(urusan=proposal.urusan_id, organization__is_host=True).order_by("order").first()
    )
