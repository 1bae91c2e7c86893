"""What the page of a plan's documents offers: each form with its newest document, and the job that makes another."""

from dataclasses import dataclass

from jobs.models import Job
from renja.models import Renja
from reports.keeping import final_copy
from reports.models import GeneratedDocument
from reports.plan_files.kinds import FURTHER, Form
from reports.plan_files.making import PLAN_FILE


@dataclass(frozen=True)
class Offer:
    """A form that somebody may have; `is_final`: its document is the final copy, and is not made again."""

    form: Form
    document: GeneratedDocument | None
    job: Job | None
    is_final: bool


def offers(renja: Renja, user) -> list[Offer]:
    """In the order of the forms; three queries as long as the plan is not ditetapkan."""
    newest = {one.kind: one for one in GeneratedDocument.objects.visible_to(user).newest_of_each(renja)}
    jobs = {job.key: job for job in Job.objects.active().filter(kind=PLAN_FILE, payload__renja=renja.pk)}
    return [
        _offer(form, renja, newest.get(form.kind), jobs.get(f"{renja.pk} {form.kind}"))
        for form in FURTHER
        if user.has_perm(form.may)
    ]


def _offer(form: Form, renja: Renja, newest: GeneratedDocument | None, job: Job | None) -> Offer:
    final = final_copy(renja, form.kind) if newest else None
    return Offer(form, final or newest, job, final is not None)
