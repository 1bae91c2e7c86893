"""What can happen to a proposal, in what order, by whom and when. The only module that writes a status.

`STEPS` is the documentation, the source of the buttons and of the parametrised tests. The verbs that take the steps:
intake.py (submit, record, withdraw), verification.py (return, verify, forward, merge), results.py (record, publish, review).
"""

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.services import record
from core.dates import add_working_days, long_datetime
from core.errors import NotAllowed
from forums.models import Activity
from proposals.choices import ACCEPTED_STATES, Status
from proposals.models import Counter, Event, Proposal
from stakeholders.models import Organization, Unit
from stakeholders.rules import standing_of

SUBMIT_GRACE = datetime.timedelta(minutes=30)  # a draft begun before closing may be sent that much later
REVIEW_WORKING_DAYS = 5


class StepRefused(NotAllowed):
    """A step that cannot be taken; the text says why, for people."""


@dataclass(frozen=True)
class Step:
    """One move: from where, to where (None: as the result says), who may, when, and how the history calls it."""

    label: str
    title: str
    sources: tuple[str, ...]
    target: str | None
    permission: str
    windows: tuple[str, ...] = ()
    needs_reason: bool = False


STEPS: dict[str, Step] = {
    "submit": Step(
        _("Kirim usulan"),
        _("Diajukan"),
        (Status.DRAFT,),
        Status.SUBMITTED,
        "proposals.submit",
        (Activity.SUBMIT,),
    ),
    "record": Step(
        _("Catat usulan"),
        _("Dicatat oleh sekretariat"),
        (Status.DRAFT,),
        Status.SUBMITTED,
        "proposals.record_for_others",
    ),
    "resubmit": Step(
        _("Kirim kembali"),
        _("Dilengkapi dan diajukan kembali"),
        (Status.RETURNED,),
        Status.SUBMITTED,
        "proposals.submit",
        (Activity.SUBMIT, Activity.VERIFY),
    ),
    "withdraw": Step(
        _("Tarik usulan"),
        _("Ditarik pengusul"),
        (Status.SUBMITTED, Status.RETURNED, Status.VERIFIED),
        Status.WITHDRAWN,
        "proposals.withdraw",
        needs_reason=True,
    ),
    "verify": Step(
        _("Nyatakan terverifikasi"),
        _("Terverifikasi"),
        (Status.SUBMITTED,),
        Status.VERIFIED,
        "proposals.verify",
        (Activity.VERIFY,),
    ),
    "return": Step(
        _("Minta dilengkapi"),
        _("Dikembalikan untuk dilengkapi"),
        (Status.SUBMITTED,),
        Status.RETURNED,
        "proposals.verify",
        (Activity.VERIFY,),
        needs_reason=True,
    ),
    "forward": Step(
        _("Teruskan"),
        _("Diteruskan ke instansi yang berwenang"),
        (Status.SUBMITTED,),
        Status.FORWARDED,
        "proposals.verify",
        (Activity.VERIFY,),
        needs_reason=True,
    ),
    "merge": Step(
        _("Gabungkan"),
        _("Digabungkan dengan usulan lain"),
        (Status.SUBMITTED,),
        Status.MERGED,
        "proposals.verify",
        (Activity.VERIFY,),
        needs_reason=True,
    ),
    "publish": Step(
        _("Sahkan dan umumkan"),
        _("Hasil forum disahkan"),
        (Status.VERIFIED,),
        None,
        "proposals.publish",
        (Activity.DECIDE,),
        needs_reason=True,
    ),
    "publish_correction": Step(
        _("Sahkan perubahan hasil"),
        _("Berbeda dari kesepakatan forum"),
        (*ACCEPTED_STATES, Status.DEFERRED),
        None,
        "proposals.publish",
        needs_reason=True,
    ),
    "ask_review": Step(
        _("Ajukan peninjauan ulang"),
        _("Peninjauan ulang diajukan"),
        (Status.REJECTED,),
        Status.VERIFIED,
        "proposals.ask_review",
        (Activity.REVIEW,),
        needs_reason=True,
    ),
}


def lock(proposal: Proposal) -> Proposal:
    """The same proposal, fresh and locked until the transaction ends: who comes second sees what the first did."""
    return (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("forum", "organization", "unit", "kelurahan__kecamatan", "urusan", "proposer")
        .get(pk=proposal.pk)
    )


def refusal(step_name: str, proposal: Proposal, actor, reason: str | None = None) -> str:
    """Why this step cannot be taken now, in one sentence for people; empty when it can.

    Without `reason` (None) only the standing of things is asked, as for drawing buttons.
    """
    step = STEPS[step_name]
    if proposal.status not in step.sources:
        return _already(proposal)
    if not actor.has_perm(step.permission, proposal):
        return str(_("Anda tidak berwenang melakukan langkah ini atas usulan ini."))
    if step.windows and not any(_is_open(proposal, window) for window in step.windows):
        return _closed(proposal, step.windows[0])
    if step_name == "ask_review":
        return review_refusal(proposal)
    if step.needs_reason and reason is not None and not reason.strip():
        return str(_("Tuliskan alasannya; alasan ini dibaca oleh pengusul."))
    return ""


def available_steps(proposal: Proposal, user) -> list[str]:
    """Names of the steps that this person can take now."""
    return [name for name in STEPS if not refusal(name, proposal, user)]


def _already(proposal: Proposal) -> str:
    last = proposal.events.public().last()
    state = proposal.get_status_display()
    if last is None:
        return str(_("Langkah ini tidak berlaku untuk usulan berstatus “%(state)s”.") % {"state": state})
    return str(
        _(
            "Langkah ini tidak dapat dilakukan lagi: usulan sudah berstatus “%(state)s” (%(title)s, %(office)s, %(when)s)."
        )
        % {"state": state, "title": last.title, "office": last.office, "when": long_datetime(last.at)}
    )


def _is_open(proposal: Proposal, activity: str) -> bool:
    if proposal.forum.is_open(activity):
        return True
    if activity != Activity.SUBMIT:
        return False
    now = timezone.now()
    return any(
        phase.closes_at <= now < phase.closes_at + SUBMIT_GRACE and proposal.created_at < phase.closes_at
        for phase in proposal.forum.phases.filter(activities__contains=[activity])
    )


def _closed(proposal: Proposal, activity: str) -> str:
    window = proposal.forum.window(activity)
    name = Activity(activity).label
    if window is None:
        return str(_("Tahapan “%(name)s” belum dijadwalkan.") % {"name": name})
    if window.opens_at > timezone.now():
        return str(
            _("Tahapan “%(name)s” baru dibuka %(at)s.") % {"name": name, "at": long_datetime(window.opens_at)}
        )
    return str(
        _("Tahapan “%(name)s” sudah ditutup %(at)s.") % {"name": name, "at": long_datetime(window.closes_at)}
    )


def review_until(proposal: Proposal) -> datetime.date | None:
    """The last day for asking a review: five working days after the result was published."""
    if proposal.status != Status.REJECTED or proposal.published_at is None:
        return None
    return add_working_days(timezone.localdate(proposal.published_at), REVIEW_WORKING_DAYS)


def review_refusal(proposal: Proposal) -> str:
    """Why a review can no longer be asked for, whoever asks; empty when it can."""
    if proposal.events.filter(step="ask_review").exists():
        return str(_("Peninjauan ulang hanya dapat diajukan satu kali."))
    until = review_until(proposal)
    if until is None or timezone.localdate() > until:
        return str(_("Batas peninjauan ulang, lima hari kerja sejak hasil diumumkan, sudah lewat."))
    return ""


def office_of(actor, proposal: Proposal) -> str:
    """The office in whose name somebody acts on a proposal; never a person's name."""
    if actor is None:
        return str(_("Sistem"))
    standing = standing_of(actor)
    if not standing.is_host_staff or proposal.proposer_id == actor.pk:
        return proposal.proposer_label
    if proposal.unit_id in standing.unit_ids:
        return proposal.unit.name
    host = Organization.objects.host()
    return host.name if host else str(_("Penyelenggara"))


def take_step(
    locked: Proposal, name: str, *, actor, reason: str = "", target: str | None = None, **changes
) -> Proposal:
    """Move an already locked proposal one step, write its event and its audit entry.

    `changes` are further fields to save with the status. Call it inside a transaction, on what `lock` returned.
    Raises StepRefused (and changes nothing) when the step is not allowed.
    """
    problem = refusal(name, locked, actor, reason)
    if problem:
        raise StepRefused(problem)
    step, before = STEPS[name], locked.status
    locked.status = step.target or target
    for field, value in changes.items():
        setattr(locked, field, value)
    locked.version += 1
    locked.save(update_fields=["status", "version", "updated_at", *changes])
    write_event(locked, name, actor=actor, reason=reason, title=_title(step, locked), before=before)
    record(f"proposal.{name}", locked, actor=actor, reason=reason, changed=["status", *changes])
    return locked


def _title(step: Step, proposal: Proposal) -> str:
    """The history's words: what the step is called, and the state that it led to where the step has several."""
    if step.target is not None:
        return str(step.title)
    return f"{step.title}: {proposal.get_status_display()}"


def write_event(
    proposal, step: str, *, actor, title: str, reason: str = "", before: str = "", is_public: bool = True
):
    """One row of the history (Riwayat usulan); `is_public=False` keeps it on staff pages."""
    return Event.objects.create(
        proposal=proposal, step=step, title=title, office=office_of(actor, proposal), reason=reason,
        from_status=before, to_status=proposal.status, actor=actor, is_public=is_public,
    )  # fmt: skip


def next_number(forum) -> str:
    """The next gap-free number of a forum, such as ASP-2028-0001; its counter stays locked until commit."""
    Counter.objects.get_or_create(forum=forum)
    counter = Counter.objects.select_for_update().get(forum=forum)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"ASP-{forum.plan_year}-{counter.last:04d}"


def handling_unit(proposal: Proposal) -> Unit | None:
    """The bidang that handles this urusan by default, or the one already named."""
    if proposal.unit_id or proposal.urusan_id is None:
        return proposal.unit
    return (
        Unit.objects.filter(urusan=proposal.urusan_id, organization__is_host=True).order_by("order").first()
    )
