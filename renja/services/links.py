"""Which line answers which proposal, and how much of it."""

from decimal import ROUND_DOWN, Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from audit.services import record
from core.money import number, rupiah
from core.retrying import retried
from proposals.choices import ACCEPTED_STATES
from proposals.models import Proposal
from proposals.workflow import lock
from renja.errors import PlanRefused
from renja.models import Fulfilment, RenjaLine
from renja.realisation.reading import WorkState
from renja.services.lines import lock_line
from renja.windows import check_may_edit

WHOLE = Decimal(100)
BEGUN = (WorkState.RUNNING, WorkState.DONE, WorkState.NOT_DONE)


def suggested_share(proposal: Proposal, covered: Decimal = Decimal(0)) -> Decimal:
    """Percent that is left to answer: the agreed part of what was asked, without what other lines cover."""
    agreed = WHOLE
    if proposal.volume and proposal.agreed_volume is not None:
        agreed = min(WHOLE, proposal.agreed_volume * 100 / proposal.volume)
    return max(Decimal(0), agreed - covered).quantize(Decimal("0.01"), ROUND_DOWN)


@retried(PlanRefused)
@transaction.atomic
def link_proposal(
    line: RenjaLine, proposal: Proposal, *, actor, share: Decimal, amount: Decimal | None = None
) -> Fulfilment:
    """Let a line answer a proposal, or change how much of it: `share` in percent, `amount` in rupiah of the pagu.

    Only published accepted results of the same forum; over all lines never more than the whole of a proposal, and of
    a line's proposals never more than its pagu. Two people at once cannot pass the limits together.
    """
    asked = lock(proposal)
    answering = lock_line(line)
    check_may_edit(answering.renja.forum, actor)
    _check_pair(answering, asked)
    _check_share(answering, asked, share)
    _check_amount(answering, asked, amount)
    values = {"share": share, "amount": amount}
    fulfilment, _new = Fulfilment.objects.update_or_create(line=answering, proposal=asked, defaults=values)
    record("renja.link_proposal", answering, actor=actor, data={"proposal": asked.number, **values})
    return fulfilment


def _check_pair(line: RenjaLine, proposal: Proposal) -> None:
    if proposal.forum_id != line.renja.forum_id:
        raise PlanRefused(_("Usulan ini dari forum tahun lain, sehingga tidak dapat dijawab oleh Renja ini."))
    if proposal.status not in ACCEPTED_STATES:
        raise PlanRefused(
            _("Usulan berstatus “%(state)s” tidak dapat ditautkan; hanya yang sudah diterima dan diumumkan.")
            % {"state": proposal.get_status_display()}
        )
    if not line.carries_money:
        raise PlanRefused(
            _("Usulan ditautkan ke baris tingkat terbawah, bukan ke program atau kegiatan di atasnya.")
        )


def _check_share(line: RenjaLine, proposal: Proposal, share: Decimal) -> None:
    if not 0 < share <= WHOLE:
        raise PlanRefused(_("Isi bagian yang dipenuhi antara 0 dan 100 persen."))
    others = proposal.fulfilments.exclude(line=line).aggregate(sum=Sum("share"))["sum"] or Decimal(0)
    if others + share > WHOLE:
        raise PlanRefused(
            _("Baris lain sudah memenuhi %(others)s%% dari usulan ini; isi paling banyak %(rest)s%%.")
            % {"others": number(others), "rest": number(WHOLE - others)}
        )


def _check_amount(line: RenjaLine, proposal: Proposal, amount: Decimal | None) -> None:
    if amount is None or line.pagu is None:
        return
    others = line.fulfilments.exclude(proposal=proposal).aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
    if others + amount > line.pagu:
        raise PlanRefused(
            _("Bagian dari pagu melebihi pagu baris %(pagu)s; yang belum terbagi %(rest)s.")
            % {"pagu": rupiah(line.pagu), "rest": rupiah(max(Decimal(0), line.pagu - others))}
        )


@retried(PlanRefused)
@transaction.atomic
def unlink_proposal(line: RenjaLine, proposal: Proposal, *, actor) -> None:
    """The line no longer answers the proposal. Done twice, the second time changes nothing."""
    asked = lock(proposal)
    answering = lock_line(line)
    check_may_edit(answering.renja.forum, actor)
    _check_not_begun(answering, asked)
    removed, _rows = Fulfilment.objects.filter(line=answering, proposal=asked).delete()
    if removed:
        record("renja.unlink_proposal", answering, actor=actor, data={"proposal": asked.number})


def _check_not_begun(line: RenjaLine, proposal: Proposal) -> None:
    """What was done for a proposal is not lost by a slip; `belum dimulai` is how a mistake is mended."""
    if line.proofs.filter(proposal=proposal).exists() or line.fulfilments.filter(
        proposal=proposal, work__state__in=BEGUN
    ):
        raise PlanRefused(
            _(
                "Pekerjaan untuk usulan ini sudah dicatat. Kembalikan keadaannya ke “Belum dimulai” dan hapus buktinya di "
                "halaman Realisasi, lalu lepaskan tautannya."
            )
        )
