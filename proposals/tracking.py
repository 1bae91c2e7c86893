"""What the tracking page tells: what happened, what comes next and when, who supports it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.dates import local_date, long_date, long_datetime, plain_date
from forums.models import Activity
from forums.workdays import workdays
from proposals.choices import ACCEPTED_STATES, TONES, Status
from proposals.kept_reads import HAS_LINES, LINES, NOBODY, SUPPORTS
from proposals.models import Proposal
from proposals.presentation import is_in_plan, waits_for_publication
from proposals.querysets.proposals import KINDS_OF_ANSWERS
from proposals.retelling import retold
from proposals.windows import is_decided_anew, review_refusal, review_until

# States of the work (renja.Work) after which nothing more happens, and before.
WORK_RUNNING, WORK_DONE, WORK_DROPPED = "dikerjakan", "selesai", "tidak"
ENDED = {WORK_DONE, WORK_DROPPED}


@dataclass(frozen=True)
class Milestone:
    """One entry of the history, as components/timeline.html shows it."""

    title: str
    when: str = ""
    office: str = ""
    reason: str = ""
    tone: str = ""
    document: str = ""
    document_code: str = ""


def milestones(events, coming: Milestone | None, lines=()) -> list[Milestone]:
    """Riwayat usulan for the public, oldest first, with what comes next (`next_milestone`) as the last entry.

    `lines` are those that answer it (`lines_of`): what was done for it belongs to the same history.
    """
    rows = _in_order(events, lines)
    if coming is None:
        return rows
    return [*rows, replace(coming, title=_("Selanjutnya: %(what)s") % {"what": coming.title})]


def closed_history(events, lines=()) -> list[Milestone]:
    """What everybody reads of a withheld proposal: steps and dates, neither offices nor reasons, which may tell of it."""
    return [replace(row, office="", reason="") for row in _in_order(events, lines)]


def _in_order(events, lines) -> list[Milestone]:
    """A step of the work comes after whatever else happened on its day."""
    lines = list(lines)
    rows = [(local_date(event.at), _milestone(event)) for event in events]
    for line in lines:
        office = line.line.code if len(lines) > 1 else ""
        rows += [(step.day, _work_milestone(step, office)) for step in line.told_steps]
    return [row for _day, row in sorted(rows, key=lambda row: row[0])]


def _work_milestone(step, office: str) -> Milestone:
    return Milestone(step.title, plain_date(step.day), office, step.reason, step.tone)


def _milestone(event) -> Milestone:
    moved = event.to_status and event.to_status != event.from_status
    tone = TONES[event.to_status] if moved else ""
    decision = event.decision
    return Milestone(
        retold(event.title), plain_date(event.at), retold(event.office), event.reason, tone,
        decision.minutes_name if decision else "", decision.minutes_code if decision else "",
    )  # fmt: skip


def full_history(proposal: Proposal) -> list[Milestone]:
    """Everything that happened, for staff: also what the public does not read, with who did it."""
    return [_staff_milestone(event) for event in proposal.events.select_related("actor", "decision")]


def _staff_milestone(event) -> Milestone:
    public = _milestone(event)
    title = event.title if event.is_public else _("%(title)s (tidak untuk publik)") % {"title": event.title}
    office = f"{event.office} ({event.actor})" if event.actor else event.office
    return replace(public, title=title, when=long_datetime(event.at), office=office)


def next_milestone(proposal: Proposal) -> Milestone | None:
    """What happens next (in words that begin small) and when; None where nothing more happens here.

    A merged proposal follows its parent, and says so.
    """
    root = proposal.root
    after: dict[str, Callable] = {
        Status.UNCONFIRMED: _after_sending_by_phone,
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
    if told is None:
        return None
    what, when = told
    if root is not proposal:
        what = _("%(what)s (usulan induk %(number)s)") % {"what": what, "number": root.number}
    return Milestone(what, when, tone="next")


def end_words(proposal: Proposal) -> str:
    """Why nothing more happens here, and where to turn; "" while something does."""
    root = proposal.root
    if root.status in ACCEPTED_STATES:
        done = WORK_DONE in _work_states(root)
        return _("Pekerjaan untuk usulan ini sudah selesai.") if done else _("Usulan ini tidak dilaksanakan.")
    if root.status == Status.FORWARDED:
        office = root.forwarded_to.name if root.forwarded_to else ""
        return _("Tindak lanjutnya berada pada %(office)s; forum ini tidak membahasnya lagi.") % {
            "office": office
        }
    words: dict[str, str] = {
        Status.WITHDRAWN: _("Usulan ini tidak diproses lagi."),
        Status.CLOSED: _("Usulan ini tidak diumumkan dan tidak diproses lagi."),
        Status.REJECTED: _(
            "Proses usulan ini selesai. Usulan baru dapat disampaikan pada forum tahun berikutnya."
        ),
    }
    return words.get(root.status, "")


def _by(moment) -> str:
    """`paling lambat …`, as long as that day has not passed."""
    day = local_date(moment)
    return _("paling lambat %(date)s") % {"date": long_date(day)} if day >= timezone.localdate() else ""


def _after_sending_by_phone(proposal) -> tuple[str, str]:
    return _("kami menelepon nomor Anda; sesudah itu usulan diumumkan dan diperiksa"), ""


def _after_submitting(proposal) -> tuple[str, str]:
    due = proposal.verify_due_on
    if due is None:
        return _("pemeriksaan oleh verifikator"), ""
    late = workdays().between(due, timezone.localdate())
    if late > 0:
        text = _("seharusnya selesai %(date)s; lewat tenggat %(days)d hari kerja")
        return _("pemeriksaan oleh verifikator"), text % {"date": long_date(due), "days": late}
    return _("pemeriksaan oleh verifikator"), _("paling lambat %(date)s") % {"date": long_date(due)}


def _after_returning(proposal) -> tuple[str, str]:
    closes = [w.closes_at for w in map(proposal.forum.window, (Activity.SUBMIT, Activity.VERIFY)) if w]
    if closes and max(closes) <= timezone.now():
        text = _("batasnya sudah lewat pada %(date)s; hubungi sekretariat")
        return _("dilengkapi oleh pengusul"), text % {"date": long_date(max(closes))}
    return _("dilengkapi oleh pengusul"), _by(max(closes)) if closes else ""


def _after_verifying(proposal) -> tuple[str, str]:
    if waits_for_publication(proposal):
        window = proposal.forum.window(Activity.DECIDE)
        return _("pengesahan dan pengumuman hasil"), _by(window.closes_at) if window else ""
    if is_decided_anew(proposal):
        return _("hasil diputuskan kembali oleh orang lain"), ""
    held = proposal.forum.held_on
    if held and held >= timezone.localdate():
        return _("dibahas dalam forum perangkat daerah"), long_date(held)
    return _("hasil pembahasan dicatat dan disahkan"), ""


def _after_accepting(proposal) -> tuple[str, str] | None:
    if is_in_plan(proposal):
        states = _work_states(proposal.root)
        if states & {WORK_RUNNING, WORK_DONE} and states - ENDED:
            return _("pekerjaan diselesaikan"), ""
        if states and not states - ENDED:
            return None
        window = proposal.forum.window(Activity.LOCK)
        if window and window.opens_at <= timezone.now():
            return _("penetapan APBD, yang menentukan pelaksanaannya"), ""
        opens = _("mulai %(date)s") % {"date": long_date(window.opens_at)} if window else ""
        return _("penetapan Renja, lalu APBD"), opens
    window = proposal.forum.window(Activity.EDIT_PLAN)
    return _("dimuat dalam rancangan Renja"), _by(window.closes_at) if window else ""


def _work_states(proposal: Proposal) -> set[str]:
    """How the work stands, by the lines that answer it; a line of which nothing was said counts as not begun."""
    lines = getattr(proposal, "answered_by", None)
    if lines is None:
        lines = lines_of(proposal)
    return {line.told_steps[-1].state if line.told_steps else "" for line in lines}


def _after_deferring(proposal) -> tuple[str, str]:
    year = {"year": proposal.forum.plan_year + 1}
    return _("dibahas kembali pada forum Renja %(year)d, bila tahun ini tidak tertampung") % year, ""


def _after_rejecting(proposal) -> tuple[str, str] | None:
    until = review_until(proposal)
    if until is None or review_refusal(proposal):
        return None
    return _("pengusul dapat mengajukan peninjauan ulang"), _("sampai %(date)s") % {"date": long_date(until)}


@dataclass(frozen=True)
class Supporters:
    """How many persons support a proposal, how many of them belong to an organisation that takes part, whether the
    reader is one of them, and the organisations in whose name somebody supports it."""

    people: int
    from_organizations: int
    include_reader: bool = False
    organizations: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """`27 warga, 4 anggota lembaga`; empty without supporters."""
        citizens = self.people - self.from_organizations
        parts = [
            citizens and ngettext("%(n)d warga", "%(n)d warga", citizens) % {"n": citizens},
            self.from_organizations and _("%(n)d anggota lembaga") % {"n": self.from_organizations},
        ]
        return ", ".join(part for part in parts if part)


def supporters(proposal: Proposal, reader) -> Supporters:
    """The supporters of a proposal (of its parent, where it is merged), each person once, as `reader` sees them."""
    found = SUPPORTS.rows(proposal=proposal.root.pk, reader=reader.pk or NOBODY, day=timezone.localdate())
    people, from_organizations, mine, named = found[0] if found else (0, 0, 0, None)
    return Supporters(people, from_organizations, mine > 0, tuple(named or ()))


def lines_of(proposal: Proposal) -> list:
    """The lines of published plans that answer the proposal, with what was done; nothing before the result is announced.

    Of a plan whose change is drafted they are those that were established.
    """
    root = proposal.root
    if root.status not in ACCEPTED_STATES:
        return []
    kinds = zip(LINES, _has_lines(root), strict=True)
    rows = [row for kind, there in kinds if there for row in kind.rows(proposal=root.pk)]
    return sorted(rows, key=lambda row: row.line.node.code)


def _has_lines(proposal: Proposal) -> Iterable[bool]:
    """Of each kind whether there are any: most have neither, hardly any has both."""
    names = [f"has_{kind}" for kind in KINDS_OF_ANSWERS]
    if all(hasattr(proposal, name) for name in names):
        return [getattr(proposal, name) for name in names]
    return HAS_LINES.rows(proposal=proposal.pk)[0]
