"""What a pemberitahuan hasil usulan says: read once for one proposer, only what they may have on paper.

Contact data is never read. What is withheld is not printed: the proposer reads it in the portal.
"""

import datetime
from dataclasses import dataclass
from uuid import UUID

import segno
from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import long_date, plain_date
from core.money import rupiah
from forums.workdays import workdays
from proposals.choices import ACCEPTED_STATES, Outcome, Status
from proposals.drafting import quantity
from proposals.messages import public_address
from proposals.models import Decision, Proposal
from proposals.presentation import ACCEPTED_WITHOUT_ROOM, NOTES
from proposals.tracking import lines_of
from proposals.windows import REVIEW_WORKING_DAYS
from reports.report import Letterhead

Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class NoticeContent:
    """One document, ready to be printed. `closed` is why its content is withheld, "" where it is not."""

    key: UUID
    host: Letterhead
    number: str
    year: int
    proposer: str
    title: str
    facts: Facts
    problem: str
    request: str
    outcome: str
    result: Facts
    reasons: tuple[str, ...]
    answer: str
    chances: tuple[str, ...]
    office: str
    dated: datetime.date
    address: str
    qr: str
    mark: str
    replaces: str
    closed: str

    @property
    def date(self) -> str:
        return plain_date(self.dated)


def read_notice(proposal: Proposal, decision: Decision, *, host: Letterhead, key: UUID) -> NoticeContent:
    """What the published `decision` says to the proposer of `proposal`, its own or one that was merged into it."""
    root, address = decision.proposal, public_address(proposal)
    own_closed, closed = proposal.withheld_reason, proposal.withheld_reason or root.withheld_reason
    earlier = _earlier(decision)
    return NoticeContent(
        key=key,
        host=host,
        number=proposal.number,
        year=proposal.forum.plan_year,
        proposer=_("Pengusul") if own_closed else proposal.proposer_label,
        title=proposal.public_title,
        facts=() if own_closed else _facts(proposal),
        problem="" if own_closed else proposal.problem,
        request="" if own_closed else proposal.request,
        outcome=_outcome(decision),
        result=() if closed else (*_result(proposal, decision), *_document(decision)),
        reasons=() if closed else _reasons(decision),
        answer="" if closed else decision.answer.text,
        chances=tuple(_chances(proposal, decision)),
        office=decision.answer.office,
        dated=timezone.localdate(decision.published_at),
        address=address,
        qr=segno.make(address, error="m").png_data_uri(scale=6, border=2),
        mark=_mark(decision, earlier),
        replaces=plain_date(earlier.published_at) if earlier else "",
        closed=closed,
    )


def _earlier(decision: Decision) -> Decision | None:
    """The result that this one takes the place of."""
    before = decision.proposal.decisions.filter(published_at__lt=decision.published_at)
    return before.order_by("-published_at").first()


def is_correction(decision: Decision) -> bool:
    """It changes what an earlier document said."""
    return _earlier(decision) is not None


def _mark(decision: Decision, earlier: Decision | None) -> str:
    if decision.is_correction:
        return _("Perbaikan")
    return _("Hasil peninjauan ulang") if earlier else ""


def _outcome(decision: Decision) -> str:
    """As the letter and the page call it: what was accepted before is no plain reserve."""
    if decision.outcome == Outcome.DEFERRED and decision.is_correction:
        return str(ACCEPTED_WITHOUT_ROOM)
    return decision.get_outcome_display()


def _facts(proposal: Proposal) -> Facts:
    told = {
        _("Lokasi"): proposal.place_label,
        _("Diterima"): plain_date(proposal.submitted_at) if proposal.submitted_at else "",
        _("Sumber"): "" if proposal.source == "portal" else proposal.get_source_display(),
        _("Urusan"): str(proposal.urusan or ""),
    }
    return tuple((label, value) for label, value in told.items() if value)


def _result(proposal: Proposal, decision: Decision):
    """Where it went: volumes, office, parent, lines of the Renja."""
    root = decision.proposal
    if root != proposal:
        yield _("Digabungkan dengan"), f"{root.number}, {root.public_title}"
    if decision.parent:
        yield _("Digabungkan dengan"), f"{decision.parent.number}, {decision.parent.public_title}"
    if decision.office:
        yield _("Diteruskan kepada"), decision.office.name
    if asked := quantity(proposal.volume, proposal.volume_unit):
        yield _("Volume diusulkan"), asked
    if decision.agreed_volume is not None:
        agreed = quantity(decision.agreed_volume, root.volume_unit)
        label = _("Volume disepakati") if root == proposal else _("Volume disepakati untuk usulan induk")
        yield label, agreed
    for row in lines_of(root):
        if not row.line.is_withheld:
            yield _("Dimuat dalam Renja"), _line_words(row)


def _document(decision: Decision):
    """The final berita acara that it was published with; nothing where it was published per urusan."""
    if decision.minutes_name:
        yield _("Disahkan bersama"), decision.minutes_name


def _line_words(row) -> str:
    words = f"{row.line.code} {row.line.node.name}"
    if row.line.pagu is None:
        return words
    return _("%(line)s (pagu %(pagu)s)") % {"line": words, "pagu": rupiah(row.line.pagu)}


def _reasons(decision: Decision) -> tuple[str, ...]:
    """In plain words: the usual sentence, then what was written, once where both are the same."""
    usual = decision.reason_code.sentence if decision.reason_code else ""
    return tuple(dict.fromkeys(filter(None, (usual, decision.reason.strip()))))


def _chances(proposal: Proposal, decision: Decision):
    """What the proposer can do next, and until when."""
    following = {"year": proposal.forum.plan_year + 1}
    if decision.outcome == Outcome.REJECTED:
        yield from _review_words(proposal, decision)
        yield _("Usulan dapat disampaikan kembali pada forum Renja %(year)d.") % following
    elif decision.outcome == Outcome.DEFERRED:
        yield str(NOTES[Status(decision.outcome)])
        yield _("Usulan dapat diusulkan kembali dari halamannya pada forum Renja %(year)d.") % following
    elif decision.outcome in ACCEPTED_STATES:
        yield str(NOTES[Status(decision.outcome)])
    elif decision.outcome == Outcome.FORWARDED:
        yield _("Tindak lanjutnya berada pada instansi tujuan.")
    else:
        yield _("Hasil usulan induk diberitahukan kepada Anda setelah disahkan.")


def _review_words(proposal: Proposal, decision: Decision):
    """Peninjauan ulang, once, and by who proposed what was decided on."""
    if decision.proposal != proposal:
        yield _("Peninjauan ulang diajukan oleh pengusul usulan induk.")
    elif not proposal.events.filter(step="ask_review", at__lt=decision.published_at).exists():
        until = workdays().after(timezone.localdate(decision.published_at), REVIEW_WORKING_DAYS)
        words = _("Peninjauan ulang dapat diajukan satu kali pada halaman usulan, sampai %(date)s.")
        yield words % {"date": long_date(until)}
