"""Many proposals forwarded at once: gathered under the office that is competent, each with what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from proposals.models import Proposal
from proposals.suggesting import Office, offices_for
from proposals.verification import forward_proposal
from proposals.workflow import StepRefused, refusal
from stakeholders.models import Organization


@dataclass(frozen=True)
class ForwardRow:
    """One proposal; `problem` says why it is not forwarded, empty when it is or can be."""

    proposal: Proposal
    problem: str = ""

    @property
    def read(self) -> str:
        """The proposal and the version that is on the page, as forms carry it."""
        return f"{self.proposal.pk}-{self.proposal.version}"


@dataclass(frozen=True)
class Group:
    """Proposals whose words point to the same office (None: to no other office)."""

    hint: Office | None
    office: Organization | None
    rows: list[ForwardRow]

    @property
    def read(self) -> str:
        return " ".join(row.read for row in self.rows)


def chosen_rows(seen: dict[int, int], user) -> list[ForwardRow]:
    """The chosen proposals in their order, each with what hinders this person now. Strangers' rows are none."""
    rows = Proposal.objects.handled_by(user).filter(pk__in=seen).with_people()
    found = rows.prefetch_related("forum__phases").order_by("number")
    return [ForwardRow(proposal, refusal("forward", proposal, user)) for proposal in found]


def grouped(rows: Iterable[ForwardRow]) -> list[Group]:
    """By the office that the words point to; what points to none comes last."""
    rows = [row for row in rows if not row.problem]
    hints = offices_for([row.proposal for row in rows])
    named: dict[str, list[ForwardRow]] = {}
    for row, hint in zip(rows, hints, strict=True):
        named.setdefault(hint.name if hint else "", []).append(row)
    by_name = {hint.name: hint for hint in hints if hint}
    organizations = list(Organization.objects.proposers())
    return [
        Group(by_name.get(name), _organization_of(by_name.get(name), organizations), found)
        for name, found in sorted(named.items(), key=lambda group: (not group[0], group[0]))
    ]


def _organization_of(hint: Office | None, organizations: list[Organization]) -> Organization | None:
    """The organisation that goes by the office's name, also where its own name is longer."""
    if hint is None:
        return None
    wanted = hint.name.casefold()
    exact = [one for one in organizations if wanted in (one.name.casefold(), one.short_name.casefold())]
    longer = [one for one in organizations if one.name.casefold().startswith(wanted)]
    return next(iter(exact or longer), None)


def forward_many(seen: dict[int, int], *, actor, office: Organization, reason: str) -> list[ForwardRow]:
    """Forward each (id → version that was read) in its own transaction, with what became of each."""
    rows = []
    found = Proposal.objects.handled_by(actor).filter(pk__in=seen).select_related("forum")
    for proposal in found.order_by("number"):
        try:
            forwarded = forward_proposal(
                proposal, actor=actor, office=office, reason=reason, seen=seen[proposal.pk]
            )
        except StepRefused as refused:
            rows.append(ForwardRow(proposal, refused.message))
        else:
            rows.append(ForwardRow(forwarded))
    return rows
