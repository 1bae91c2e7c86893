"""Publishing very many results: the worker does it, one after the other, while the head may close the page."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from audit.services import record
from jobs.models import Job
from jobs.registry import Report
from jobs.services import enqueue
from proposals.models import Decision
from proposals.publisher import NO_DOCUMENT
from proposals.results import PublishRow, publish_each
from proposals.workflow import StepRefused

PUBLISH = "publish_results"
INLINE_RESULTS = 20  # so many are published while the head waits, which takes a second; more are a job


@transaction.atomic
def order_publication(seen: dict[int, int], *, actor, documents: Collection[str] = NO_DOCUMENT) -> Job:
    """Have the worker publish these results (id → version that was read). One order at a time for each head.

    `documents`: as `publish_result` takes them.
    """
    if not actor.has_perm("proposals.publish"):
        raise StepRefused(_("Hasil disahkan oleh pimpinan."))
    payload = {
        "seen": {str(pk): version for pk, version in seen.items()},
        "documents": sorted(documents),
    }
    job = enqueue(PUBLISH, key=str(actor.pk), payload=payload, actor=actor)
    if job.payload != payload:
        raise StepRefused(
            _("Pengesahan yang tadi masih berjalan. Tunggu sampai selesai, lalu sahkan yang ini.")
        )
    record("proposal.order_publication", job, actor=actor, data={"count": len(seen)})
    return job


def publish_ordered(job: Job, report: Report) -> dict:
    """Publish what was ordered; what an earlier attempt of this job published already counts as published."""
    seen = {int(pk): version for pk, version in job.payload["seen"].items()}
    done = list(published_by(job).filter(pk__in=seen).values_list("pk", flat=True))
    left = {pk: version for pk, version in seen.items() if pk not in set(done)}
    refused = []
    documents = job.payload.get("documents", ())  # an order of an earlier release names none
    for row in publish_each(left, actor=job.created_by, documents=documents):
        if row.problem:
            refused.append([row.decision.pk, row.problem])
        else:
            done.append(row.decision.pk)
        report(len(done) + len(refused), len(seen), _("Mengesahkan dan mengumumkan"))
    return {"published": done, "refused": refused}


def published_by(job: Job):
    """What its head has published since it was ordered."""
    rows = Decision.objects.filter(published_by=job.created_by, published_at__gte=job.created_at)
    return rows.exclude(state=Decision.State.PENDING)


@dataclass(frozen=True)
class Publication:
    """An order with what became of each result; `job` is over when `rows` are complete."""

    job: Job
    rows: list[PublishRow]

    @property
    def published(self) -> int:
        return sum(not row.problem for row in self.rows)

    @property
    def ordered(self) -> int:
        return len(self.job.payload["seen"])


def read_publication(job: Job) -> Publication:
    return Publication(job, read_rows(job.result))


def told_of(rows: list[PublishRow]) -> dict:
    """What became of each, as jobs and sessions keep it."""
    return {
        "published": [row.decision.pk for row in rows if not row.problem],
        "refused": [[row.decision.pk, str(row.problem)] for row in rows if row.problem],
    }


def read_rows(told: dict) -> list[PublishRow]:
    """The same again, by the numbers of the proposals, in one query."""
    problems = dict(told.get("refused", []))
    keys = [*told.get("published", []), *problems]
    found = Decision.objects.filter(pk__in=keys).select_related("proposal").order_by("proposal__number")
    found = found.defer("proposal__stems", "proposal__words")
    return [PublishRow(one, problems.get(one.pk, "")) for one in found]
