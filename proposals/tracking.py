"""What the tracking page tells: what happened, what comes next and when, who supports it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.dates import long_date, long_datetime, plain_date, working_days_between
from forums.models import Activity
from proposals.choices import ACCEPTED_STATES, TONES, Status
from proposals.models import Proposal, Support
from proposals.presentation import is_in_plan
from proposals.windows import review_refusal, review_until
from stakeholders.models import Membership


@dataclass(frozen=True)
class Milestone:
    """One entry of the history, as components/timeline.html shows it."""

    title: str
    when: str = ""
    office: str = ""
    reason: str = ""
    tone: str = ""


def milestones(proposal: Proposal, coming: Milestone | None) -> list[Milestone]:
    """Riwayat usulan for the public, oldest first, with what comes next (`next_milestone`) as the last entry."""
    rows = [_milestone(event) for event in proposal.events.public()]
    if coming is None:
        return rows
    return [*rows, replace(coming, title=_("Selanjutnya: %(what)s") % {"what": coming.title})]


def _milestone(event) -> Milestone:
    moved = event.to_status and event.to_status != event.from_status
    tone = TONES[event.to_status] if moved else ""
    return Milestone(event.title, plain_date(event.at), event.office, event.reason, tone)


def full_history(proposal: Proposal) -> list[Milestone]:
    """Everything that happened, for staff: also what the public does not read, with who did it."""
    return [_staff_milestone(event) for event in proposal.events.select_related("actor")]


def _staff_milestone(event) -> Milestone:
    public = _milestone(event)
    title = event.title if event.is_public else _("%(title)s (tidak untuk publik)") % {"title": event.title}
    office = f"{event.office} ({event.actor})" if event.actor else event.office
    return replace(public, title=title, when=long_datetime(event.at), office=office)


def next_milestone(proposal: Proposal) -> Milestone | None:
    """What happens next (in words that begin small) and when; None where nothing more happens here."""
    root = proposal.root
    after: dict[str, Callable] = {
        Status.SUBMITTED: _after_submitting,
        Status.RETURNED: _after_returning,
        Status.VERIFIED: _after_verifying,
        Status.ACCEPTED: _after_accepting,
        Status.ACCEPTED_WITH_CHANGES: _after_accepting,
        Status.DEFERRED: _after_deferring,
        Status.REJECTED: _after_rejecting,
    }
    words = after.get(root.status)
    told = words(proposal if root.status in ACCEPTED_STATES else root) if words else None
    return Milestone(told[0], told[1], tone="next") if told else None


def _after_submitting(proposal) -> tuple[str, str]:
    due = proposal.verify_due_on
    if due is None:
        return _("pemeriksaan oleh verifikator"), ""
    late = working_days_between(due, timezone.localdate())
    if late > 0:
        text = _("seharusnya selesai %(date)s; lewat tenggat %(days)d hari kerja")
        return _("pemeriksaan oleh verifikator"), text % {"date": long_date(due), "days": late}
    text = _("paling lambat %(date)s (lima hari kerja sejak dapat diperiksa)")
    return _("pemeriksaan oleh verifikator"), text % {"date": long_date(due)}


def _after_returning(proposal) -> tuple[str, str]:
    closes = [w.closes_at for w in map(proposal.forum.window, (Activity.SUBMIT, Activity.VERIFY)) if w]
    until = _("paling lambat %(date)s") % {"date": long_date(max(closes))} if closes else ""
    return _("dilengkapi oleh pengusul"), until


def _after_verifying(proposal) -> tuple[str, str]:
    if proposal.decisions.pending().exists():
        window = proposal.forum.window(Activity.DECIDE)
        until = _("paling lambat %(date)s") % {"date": long_date(window.closes_at)} if window else ""
        return _("pengesahan dan pengumuman hasil"), until
    held = proposal.forum.held_on
    if held and held >= timezone.localdate():
        return _("dibahas dalam forum perangkat daerah"), long_date(held)
    return _("hasil pembahasan dicatat dan disahkan"), ""


def _after_accepting(proposal) -> tuple[str, str]:
    if is_in_plan(proposal):
        return _("penetapan Renja, lalu APBD"), _on_opening(proposal, Activity.LOCK)
    window = proposal.forum.window(Activity.EDIT_PLAN)
    until = _("paling lambat %(date)s") % {"date": long_date(window.closes_at)} if window else ""
    return _("dimuat dalam rancangan Renja"), until


def _on_opening(proposal, activity: str) -> str:
    window = proposal.forum.window(activity)
    return _("mulai %(date)s") % {"date": long_date(window.opens_at)} if window else ""


def _after_deferring(proposal) -> tuple[str, str]:
    year = {"year": proposal.forum.plan_year + 1}
    return _("dibahas kembali pada forum Renja %(year)d, bila tahun ini tidak tertampung") % year, ""


def _after_rejecting(proposal) -> tuple[str, str] | None:
    until = review_until(proposal)
    if until is None or review_refusal(proposal):
        return None
    text = _("sampai %(date)s (lima hari kerja sejak hasil diumumkan)")
    return _("pengusul dapat mengajukan peninjauan ulang"), text % {"date": long_date(until)}


@dataclass(frozen=True)
class Supporters:
    """How many persons support a proposal, how many of them belong to an organisation that takes part, and whether
    the reader is one of them."""

    people: int
    from_organizations: int
    include_reader: bool = False

    @property
    def words(self) -> str:
        """`27 warga, 4 dari lembaga`; empty without supporters."""
        citizens = self.people - self.from_organizations
        parts = [
            citizens and ngettext("%(n)d warga", "%(n)d warga", citizens) % {"n": citizens},
            self.from_organizations and _("%(n)d dari lembaga") % {"n": self.from_organizations},
        ]
        return ", ".join(part for part in parts if part)


def supporters(proposal: Proposal, reader) -> Supporters:
    """The supporters of a proposal (of its parent, where it is merged), each person once, as `reader` sees them."""
    members = Q(user__in=Membership.objects.in_force().values("user"))
    counts = Support.objects.counting_for(proposal.root).aggregate(
        people=Count("user", distinct=True),
        from_organizations=Count("user", distinct=True, filter=members),
        mine=Count("pk", filter=Q(user=reader.pk)),
    )
    return Supporters(counts["people"], counts["from_organizations"], counts["mine"] > 0)


def lines_of(proposal: Proposal):
    """The lines of published plans that answer the proposal; nothing before the result is announced."""
    root = proposal.root
    return root.fulfilments.published() if root.status in ACCEPTED_STATES else root.fulfilments.none()
