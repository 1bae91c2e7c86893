"""How the work on a proposal stands that a line answers, and since when."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import record
from core.dates import plain_date
from core.retrying import retried
from renja.errors import PlanRefused, StaleEdit
from renja.history import last_change
from renja.models import Fulfilment, Work, WorkStep
from renja.realisation.quarters import Quarter, begins, is_over
from renja.realisation.reading import WorkState
from renja.realisation.telling import tell_work
from renja.services.realisation import lock_lines


@retried(PlanRefused)
@transaction.atomic
def change_work(
    fulfilment: Fulfilment, *, actor, state: str, day: datetime.date, reason: str, seen: int
) -> Work:
    """From `day` on the work stands so; who proposed and who supports it are told once.

    `seen` is the version that the person read, 0 before there was one. Saying the same again changes nothing. Raises
    StaleEdit where somebody was quicker.
    """
    line = lock_lines(fulfilment.line.renja, [fulfilment.line_id], actor)[fulfilment.line_id]
    answer = _lock(fulfilment)
    work = Work.objects.select_for_update(of=("self",)).filter(fulfilment=answer).first()
    if work and (work.state, work.since) == (state, day) and _last_reason(work) == reason.strip():
        return work
    if (work.version if work else 0) != seen:
        words = _("Keadaan usulan ini diubah %(who)s setelah Anda membukanya. Isian Anda belum disimpan.")
        raise StaleEdit(words % {"who": last_change(line)}, work)
    _check(answer, work, state, day, reason)
    work = work or Work(version=0)
    work.fulfilment, work.version = answer, work.version + 1
    work.state, work.since = state, day
    work.save()
    step = WorkStep.objects.create(work=work, state=state, day=day, reason=reason.strip())
    tell_work(step)
    told = {"proposal": str(answer.proposal.number), "state": state, "dated": day}
    record("renja.change_work", line, actor=actor, data=told)
    return work


def _lock(fulfilment: Fulfilment) -> Fulfilment:
    rows = Fulfilment.objects.select_for_update(of=("self",)).select_related(
        "proposal__proposer", "proposal__organization", "line__node", "line__renja__forum"
    )
    found = rows.filter(pk=fulfilment.pk).first()
    if found is None:
        raise PlanRefused(_("Usulan ini sudah dilepas dari baris Renja oleh orang lain."))
    return found


def _last_reason(work: Work) -> str:
    last = work.steps.order_by("-pk").first()
    return last.reason if last else ""


def needs_reason(state: str, year: int) -> bool:
    """What was not done is explained; so is, once the year is over, whatever is not finished."""
    return state in (WorkState.NOT_DONE, WorkState.NOT_BEGUN) or (
        state == WorkState.RUNNING and is_over(year)
    )


def _check(answer: Fulfilment, work: Work | None, state: str, day: datetime.date, reason: str) -> None:
    year = answer.line.renja.year
    first = work.since if work else begins(year, Quarter.FIRST)
    if not answer.is_in_force:
        raise PlanRefused(_("Usulan ini tidak lagi berstatus diterima, sehingga pekerjaannya tidak dicatat."))
    if day < first:
        words = _("Tanggalnya tidak boleh sebelum %(first)s: sejak itu keadaan sebelumnya berlaku.")
        if work is None:
            words = _("Renja ini dilaksanakan mulai %(first)s; isi tanggal itu atau sesudahnya.")
        raise PlanRefused(words % {"first": plain_date(first)})
    if day > timezone.localdate():
        raise PlanRefused(_("Tanggalnya tidak boleh sesudah hari ini."))
    if needs_reason(state, year) and not reason.strip():
        raise PlanRefused(_("Tulis alasannya; pengusul dan masyarakat membacanya pada halaman usulan."))
