"""Tanya sekretariat: a question about a proposal, its official answer, and what happens to what cannot be shown."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import record
from core.personal import NIK, kinds_in
from core.retrying import retried
from core.versions import StaleSave, take_over
from forums.workdays import workdays
from proposals import messages
from proposals.events import office_of
from proposals.models import FormerAnswer, Proposal, Question
from proposals.rules import is_own
from proposals.workflow import StepRefused, lock
from stakeholders.models import Membership

ANSWER_WORKING_DAYS = 5
ANSWER = "proposals.answer_questions"


def answer_due_on(question: Question) -> datetime.date:
    """Until when the secretariat answers: five working days after it was asked."""
    return workdays().after(timezone.localdate(question.asked_at), ANSWER_WORKING_DAYS)


def asking_refusal(proposal: Proposal, actor) -> str:
    """Why nothing can be asked here by this person now; empty when it can."""
    if not actor.has_perm("proposals.ask", proposal):
        return _(
            "Isi usulan ini dikecualikan dari informasi publik, sehingga tidak dapat ditanyakan di sini."
        )
    if proposal.questions.waiting().filter(asked_by=actor).exists():
        return _("Pertanyaan Anda tentang usulan ini masih menunggu jawaban sekretariat.")
    return ""


def wording_refusal(text: str, *, keeps_contacts: bool) -> str:
    """Why this text cannot stand on a public page as it is: a NIK never, telephone and mail where their writer wants it."""
    found = kinds_in(text)
    if NIK in found:
        return _("NIK tidak boleh terbaca publik. Hapus NIK dari tulisan Anda.")
    if found and not keeps_contacts:
        return _("Ada nomor telepon atau surel yang akan terbaca publik. Hapus, atau centang “Tetap kirim”.")
    return ""


@retried(StepRefused)
@transaction.atomic
def ask_question(proposal: Proposal, *, actor, text: str, keeps_contacts: bool = False) -> Question:
    """Send one question to the secretariat; nobody else reads it before it is answered. Raises StepRefused."""
    locked = lock(proposal)
    problem = asking_refusal(locked, actor) or wording_refusal(text, keeps_contacts=keeps_contacts)
    if problem:
        raise StepRefused(problem)
    question = Question.objects.create(
        proposal=locked, text=text.strip(), asked_by=actor, asker_kind=_kind_of(actor)
    )
    record("question.ask", question, actor=actor, data={"proposal": locked.number})
    return question


def _kind_of(actor) -> str:
    """The kind of organisation that somebody belongs to today; "" for citizens."""
    kinds = Membership.objects.in_force().filter(user=actor).order_by("pk")
    return kinds.values_list("organization__kind", flat=True).first() or ""


@retried(StepRefused)
@transaction.atomic
def answer_question(question: Question, *, actor, answer: str, seen: int | None) -> Question:
    """Publish the answer, or mend a published one: what it said before is kept. Its asker is written to once.

    Raises StaleSave where somebody answered or changed it meanwhile, StepRefused where it is not to be answered.
    """
    locked = _lock(question, actor)
    former, was_answered = locked.answer, locked.is_answered
    if not answer.strip():
        raise StepRefused(_("Tulis jawabannya."))
    if not take_over(locked, {"answer": answer.strip()}, version=seen):
        return locked
    now = timezone.now()
    if was_answered:
        FormerAnswer.objects.create(question=locked, text=former, replaced_at=now)
        locked.changed_at = now
    else:
        locked.state, locked.answered_at = Question.State.ANSWERED, now
    locked.office = office_of(actor, locked.proposal)
    locked.save(update_fields=["state", "answered_at", "changed_at", "office"])
    messages.tell_answered(locked)
    record(
        "question.change_answer" if was_answered else "question.answer",
        locked, actor=actor, changed=["answer"], data={"proposal": locked.proposal.number},
    )  # fmt: skip
    return locked


@retried(StepRefused)
@transaction.atomic
def hide_question(question: Question, *, actor, hiding: str, seen: int | None) -> Question:
    """Tidak ditampilkan: keep it from the public for a reason that its asker is told; also after it was answered.

    Raises StaleSave where it was changed meanwhile, StepRefused where it is not this person's to keep back.
    """
    locked = _lock(question, actor)
    if hiding not in Question.Hiding.values:
        raise StepRefused(_("Pilih alasan mengapa pertanyaan ini tidak ditampilkan."))
    if seen != locked.version:
        raise StaleSave(locked)
    locked.state, locked.hiding = Question.State.HIDDEN, hiding
    locked.version += 1
    locked.save(update_fields=["state", "hiding", "version"])
    messages.tell_hidden(locked)
    record(
        "question.hide", locked, actor=actor, reason=str(locked.get_hiding_display()), changed=["state"],
        data={"proposal": locked.proposal.number},
    )  # fmt: skip
    return locked


def answering_refusal(question: Question, actor) -> str:
    """Why this person cannot answer it; empty when they can."""
    if not actor.has_perm(ANSWER):
        return _("Pertanyaan dijawab oleh sekretariat.")
    if question.asked_by_id == actor.pk or is_own(actor, question.proposal):
        return _("Pertanyaan ini menyangkut Anda atau lembaga Anda, sehingga dijawab oleh orang lain.")
    if question.state == Question.State.HIDDEN:
        return _("Pertanyaan ini sudah dinyatakan tidak ditampilkan.")
    return ""


def _lock(question: Question, actor) -> Question:
    rows = Question.objects.select_for_update(of=("self",)).select_related("proposal", "asked_by")
    locked = rows.get(pk=question.pk)
    problem = answering_refusal(locked, actor)
    if problem:
        raise StepRefused(problem)
    return locked
