"""How a step of `proposals/steps.py` is taken, or why it cannot be: by whom and when. The only module that writes a status."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext_lazy as _

from audit.services import record
from core.dates import long_datetime_later
from core.errors import NotAllowed
from core.languages import filled_later
from proposals.choices import Status
from proposals.events import write_event
from proposals.models import Decision, Proposal
from proposals.retelling import retold_later
from proposals.rules import handles_it, is_own, is_recorded_for_others
from proposals.speaking import speaking_refusal
from proposals.steps import STAFF_PARTS, STEPS, Step
from proposals.windows import closed_words, is_decided_anew, is_open, review_refusal
from stakeholders.rules import standing_of


class StepRefused(NotAllowed):
    """A step that cannot be taken; the text says why, for people."""


class Overtaken(StepRefused):
    """Somebody else acted after the page was read. Views answer 409 and keep what was typed."""


def lock(proposal: Proposal) -> Proposal:
    """The same proposal, fresh and locked until the transaction ends: who comes second sees what the first did.

    Only what never changes is joined: what a waiting row joins is older than the row itself. The forum's windows, which
    every step asks for more than once, are read afterwards.
    """
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("forum")
    return rows.prefetch_related("forum__phases").get(pk=proposal.pk)


def lock_with_children(*proposals: Proposal) -> dict[int, Proposal]:
    """Several proposals and what is merged into them, locked in the order of their ids, so that nothing deadlocks."""
    rows = (
        Proposal.objects.family_of(*proposals)
        .select_for_update(of=("self",))
        .select_related("forum")
        .order_by("pk")
    )
    return {row.pk: row for row in rows}


def check_seen(locked: Proposal, seen: int | None) -> None:
    """Raise Overtaken, with who did what, unless the proposal still has the version that was read (None: any)."""
    if seen is None or locked.version == seen:
        return
    last = locked.events.select_related("actor").last()
    if last is None:
        raise Overtaken(_("Usulan ini diubah setelah Anda membukanya. Baca kembali sebelum menyimpan."))
    words = _("Usulan ini diubah setelah Anda membukanya: %(title)s, oleh %(who)s, %(when)s.")
    who = last.actor or last.office
    told = {"title": retold_later(last.title), "who": who, "when": long_datetime_later(last.at)}
    raise Overtaken(filled_later(words, told))


def refusal(step_name: str, proposal: Proposal, actor, reason: str | None = None) -> str:
    """Why this step cannot be taken now, in one sentence for people; empty when it can.

    Without `reason` (None) only the standing of things is asked, as for drawing buttons.
    """
    step = STEPS[step_name]
    if proposal.status not in step.sources:
        return _asked_before(step_name, proposal) or _already(proposal)
    if not actor.has_perm(step.permission, proposal):
        return not_permitted(proposal, actor, step.permission)
    closed = closed_refusal(step_name, proposal) or _not_yet(step_name, proposal, actor)
    if closed:
        return closed
    if step.needs_reason and reason is not None and not reason.strip():
        return str(_("Tuliskan alasannya; alasan ini dibaca oleh pengusul."))
    return ""


def available_steps(proposal: Proposal, user) -> list[str]:
    """Names of the steps that this person can take now."""
    possible = [name for name, step in STEPS.items() if proposal.status in step.sources]
    return [name for name in possible if not refusal(name, proposal, user)]


def sending_step(proposal: Proposal) -> str:
    """By which step its proposer sends it, for the first time or again."""
    first = "send_by_phone" if proposal.is_by_phone else "submit"
    return "resubmit" if proposal.status == Status.RETURNED else first


def _asked_before(step_name: str, proposal: Proposal) -> str:
    """The kinder sentence for whoever asks for a second review; "" for everything else."""
    if step_name != "ask_review" or not is_decided_anew(proposal):
        return ""
    asked = proposal.events.filter(step="ask_review").last()
    if asked is None:
        return ""
    words = _(
        "Peninjauan ulang sudah diajukan pada %(when)s, dan hanya dapat diajukan satu kali. Hasilnya diumumkan di sini."
    )
    return filled_later(words, {"when": long_datetime_later(asked.at)})


def _already(proposal: Proposal) -> str:
    if proposal.status == Status.UNCONFIRMED:
        return str(_("Nomor telepon pengusul belum dikonfirmasi; sekretariat meneleponnya lebih dahulu."))
    last = proposal.events.public().last()
    state = Status(proposal.status).label
    if last is None:
        return filled_later(
            _("Langkah ini tidak berlaku untuk usulan berstatus “%(state)s”."), {"state": state}
        )
    told = {"title": retold_later(last.title), "office": retold_later(last.office)}
    words = _(
        "Langkah ini tidak dapat dilakukan lagi: usulan sudah berstatus “%(state)s” (%(title)s, %(office)s, %(when)s)."
    )
    return filled_later(words, {"state": state, "when": long_datetime_later(last.at)} | told)


def not_permitted(proposal: Proposal, actor, permission: str) -> str:
    """Why a person may not act on this proposal: it is their own, another bidang's, or not their part."""
    if is_own(actor, proposal) and permission in STAFF_PARTS:
        return str(_("Usulan ini milik Anda atau lembaga Anda, sehingga ditangani oleh orang lain."))
    if standing_of(actor).unit_ids and permission in STAFF_PARTS and not handles_it(actor, proposal):
        return str(_("Usulan ini ditangani %(unit)s.") % {"unit": proposal.unit})
    who = STAFF_PARTS.get(permission, _("pengusulnya"))
    return filled_later(_("Langkah ini dilakukan oleh %(who)s."), {"who": who})


def closed_refusal(step_name: str, proposal: Proposal) -> str:
    """Why it is not the time for this step; empty when it is."""
    step = STEPS[step_name]
    if step.windows and not any(is_open(proposal, window) for window in step.windows):
        return closed_words(proposal.forum, step.windows[0])
    if step.until_lock and proposal.forum.is_locked:
        return str(_("Renja tahun ini sudah dikunci; langkah ini tidak dapat dilakukan lagi."))
    return ""


def _not_yet(step_name: str, proposal: Proposal, actor) -> str:
    """What single steps demand beyond state, person and time."""
    if step_name in ("submit", "send_by_phone") and step_name != sending_step(proposal):
        return str(_("Usulan tanpa akun dikirim dengan nomor telepon; usulan lain dengan akun pengusulnya."))
    if step_name == "submit":
        return speaking_refusal(proposal, actor)
    if step_name == "ask_review":
        return review_refusal(proposal)
    if step_name == "complete_recorded" and proposal.is_by_phone:
        return ""
    if step_name in ("record", "complete_recorded") and not is_recorded_for_others(None, proposal):
        return str(_("Usulan ini ditulis di portal; hanya pengusulnya yang melengkapi dan mengirimnya."))
    return ""


def take_step(
    locked: Proposal,
    name: str,
    *,
    actor,
    reason: str = "",
    target: str | None = None,
    called: str = "",
    data: Mapping | None = None,
    office: str = "",
    decision: Decision | None = None,
    then: Callable[[Proposal], object] | None = None,
    **changes,
) -> Proposal:
    """Move an already locked proposal one step, write its event and its audit entry.

    `changes` are further fields to save with the status, `data` goes to the audit entry, `called` is another name for
    the history, `office` another office than the actor's own, `decision` what was published with it. `then` does what
    else the step causes, such as letters, before the record's lock is taken, for which everybody waits. Call it inside
    a transaction, on what `lock` returned.
    Raises StepRefused (and changes nothing) when the step is not allowed.
    """
    problem = refusal(name, locked, actor, reason)
    if problem:
        raise StepRefused(problem)
    step, before = STEPS[name], locked.status
    locked.status = str(step.target or target)
    for field, value in changes.items():
        setattr(locked, field, value)
    locked.version += 1
    locked.save(update_fields=["status", "version", "updated_at", *changes])
    title = _title(step, locked, called)
    write_event(
        locked, name, actor=actor, reason=reason, title=title, before=before, office=office, decision=decision
    )
    if then:
        then(locked)
    record(f"proposal.{name}", locked, actor=actor, reason=reason, changed=["status", *changes], data=data)
    return locked


def _title(step: Step, proposal: Proposal, called: str) -> str:
    """The history's words: what the step is called, and the state that it led to where the step has several."""
    if step.target is not None:
        return str(step.title)
    return f"{called or step.title}: {proposal.get_status_display()}"
