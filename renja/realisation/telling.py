"""The one notice to whoever proposed or supports a proposal when the work on it moves on."""

from django.utils.translation import gettext as _

from accounts.models import User
from core.dates import plain_date
from notifications.models import Delivery
from notifications.services import notify, notify_each
from proposals.messages import addressee, public_address
from proposals.models import Proposal, Support
from renja.models import Fulfilment, WorkStep

KIND = "proposal.work"


def tell_work(step: WorkStep) -> None:
    """To the proposer of the proposal and of each one merged into it, and to the supporters; nobody before the plan is public."""
    answer = step.work.fulfilment
    if not (answer.line.renja.is_published and answer.line.renja.forum.is_published):
        return
    family = Proposal.objects.family_of(answer.proposal).select_related("proposer", "organization")
    told = {_tell_proposer(proposal, step, answer) for proposal in family}
    if not answer.proposal.is_withheld:
        _tell_supporters(answer, step, told)


def _tell_proposer(proposal: Proposal, step: WorkStep, answer: Fulfilment) -> int | None:
    """The account that was written to, if any."""
    to = addressee(proposal)
    if to:
        notify(
            to=to, kind=KIND, subject=f"{proposal.number}: {_subject(step)}", body=_body(proposal.title, step, answer),
            key=f"proposal:{proposal.pk}:work:{step.pk}", url=public_address(proposal), delivery=Delivery.DAILY,
        )  # fmt: skip
    return getattr(to, "pk", None)


def _tell_supporters(answer: Fulfilment, step: WorkStep, told: set) -> None:
    """Under a key of their own: what does not reach a supporter is no proposer who was not reached."""
    supports = Support.objects.counting_for(answer.proposal_id).values("user")
    people = User.objects.filter(pk__in=supports, is_active=True).exclude(pk__in=told - {None}).order_by("pk")
    proposal = answer.proposal
    notify_each(
        people, kind=KIND, subject=f"{proposal.number}: {_subject(step)}", body=_body(proposal.title, step, answer),
        key=f"work:{step.pk}", url=public_address(proposal), delivery=Delivery.DAILY,
    )  # fmt: skip


def _subject(step: WorkStep) -> str:
    return _("pekerjaan menjadi “%(state)s”") % {"state": step.get_state_display()}


def _body(title: str, step: WorkStep, answer: Fulfilment) -> str:
    parts = [
        _("Usulan “%(title)s” dijawab baris %(code)s dalam Renja %(year)d. Sejak %(day)s keadaannya: %(state)s.")
        % {
            "title": title, "code": answer.line.code, "year": answer.line.renja.year, "day": plain_date(step.day),
            "state": step.get_state_display(),
        }
    ]  # fmt: skip
    if step.reason and not answer.line.is_withheld:
        parts.append(_("Keterangan:\n%(reason)s") % {"reason": step.reason})
    return "\n\n".join(parts)
