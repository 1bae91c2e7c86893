"""What was verified and the forum did not come to: named before its record is final, left for the next one by decision."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from forums.models import Forum
from proposals.choices import Outcome, Status
from proposals.models import Decision, Proposal
from proposals.results import first_result_refusal, record_result
from proposals.workflow import StepRefused


def undiscussed_of(forum: Forum) -> QuerySet[Proposal]:
    """Verified, without any result; on the agenda of a session or on none. By urusan and number."""
    results = Decision.objects.filter(proposal=OuterRef("pk"), state__in=("pending", "published"))
    rows = forum.proposals.filter(~Exists(results), status=Status.VERIFIED)
    return rows.order_by("urusan__order", "urusan__name", "number")


@dataclass(frozen=True)
class Undiscussed:
    """One of them: where it stood, and why this person cannot decide about it ("" where they can)."""

    proposal: Proposal
    where: str
    problem: str

    @property
    def read(self) -> str:
        """The proposal and the version that is on the page, as forms carry it."""
        return f"{self.proposal.pk}-{self.proposal.version}"


def read_undiscussed(forum: Forum, user) -> list[Undiscussed]:
    """For the page on which the secretariat decides about them."""
    rows = undiscussed_of(forum).select_related(
        "forum", "urusan", "unit", "organization", "kelurahan__kecamatan", "agenda_item__sitting__urusan"
    )
    found = []
    for row in rows.defer("stems", "words").prefetch_related("forum__phases"):
        row.was_reviewed = False  # without a result there was nothing to review
        found.append(Undiscussed(row, _where(row), first_result_refusal(row, user)))
    return found


def _where(proposal: Proposal) -> str:
    item = getattr(proposal, "agenda_item", None)
    return str(item.sitting) if item else _("Tidak ada pada acara sidang mana pun")


def words_for(forum: Forum) -> dict[str, str]:
    """What the form begins with; the secretariat may say it otherwise."""
    year = {"year": forum.plan_year}
    return {
        "reason": _("Belum sempat dibahas pada Forum Perangkat Daerah untuk Renja %(year)d.") % year,
        "response": _(
            "Usulan Anda terverifikasi, tetapi belum sempat dibahas pada Forum Perangkat Daerah untuk Renja %(year)d. "
            "Usulan ini dibahas pada forum berikutnya."
        )
        % year,
    }


@dataclass(frozen=True)
class Left:
    """What became of one of them: `problem` is empty where it was written down."""

    proposal: Proposal
    problem: str = ""


def leave_for_next_forum(
    forum: Forum, seen: dict[int, int], *, actor, reason: str, response: str
) -> list[Left]:
    """Dibahas pada forum berikutnya: a reserve with its reason, which the head publishes like any result.

    `seen`: proposal → version that was read. Each is a result of its own; what is refused says why.
    """
    told = []
    for proposal in undiscussed_of(forum).filter(pk__in=seen):
        try:
            record_result(
                proposal, actor=actor, seen_proposal=seen[proposal.pk], outcome=Outcome.DEFERRED,
                reason=reason, response=response,
            )  # fmt: skip
        except StepRefused as refused:
            told.append(Left(proposal, refused.message))
        else:
            told.append(Left(proposal))
    return told
