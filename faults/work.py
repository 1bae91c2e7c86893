"""Jobs and letters as the worker left them; asked beside the portal (inside.py)."""

import time
from collections import Counter
from typing import Any

from django.utils import timezone

from accounts.models import User
from audit.models import Entry
from faults.ledger import is_whole, twice
from jobs.models import Job, WorkerHeartbeat
from jobs.services import retry_job
from notifications.models import Message
from notifications.services import notify
from renja.models import Chapter, Renja
from reports.keeping import final_copy
from reports.models import DocumentKind, GeneratedDocument
from reports.services import RENJA_PDF, request_renja_pdf


def has_worker(patience: float) -> bool:
    """Whether one says within this time that it lives."""
    began, end = timezone.now(), time.monotonic() + patience
    while time.monotonic() < end:
        if WorkerHeartbeat.objects.filter(seen_at__gt=began).exists():
            return True
        time.sleep(0.5)
    return False


def plans() -> list[int]:
    """Keys of the plans whose PDF can still be made anew."""
    rows = Renja.objects.order_by("-forum__plan_year")
    return [row.pk for row in rows if not final_copy(row, DocumentKind.RENJA_PDF)]


def order_pdf(renja: int, text: str) -> str:
    """Change a line of the plan and ask for its PDF; the key of the job."""
    plan = Renja.objects.get(pk=renja)
    plan.lines.update(location=text)
    return str(request_renja_pdf(plan, actor=User.objects.get(email="perencana@contoh.id")).pk)


def write_chapter(renja: int, html: str) -> None:
    """Two chapters on end, past the editor, which cleans what it takes."""
    for key in ("1.1", "1.2"):
        Chapter.objects.update_or_create(renja_id=renja, key=key, defaults={"html": html})


def job_state(key: str) -> tuple[str, float, int]:
    """State, begin of the last attempt (seconds since the epoch), attempts."""
    job = Job.objects.get(pk=key)
    return job.state, job.started_at.timestamp() if job.started_at else 0.0, job.attempts


def job_told(key: str) -> dict[str, Any]:
    told = Job.objects.values("state", "error", "attempts").get(pk=key)
    others = Job.objects.filter(state="running").exclude(pk=key).values_list("kind", flat=True)
    return told | {"meanwhile": list(others)}


def finish_jobs(patience: float = 150) -> int:
    """Wait until no document is waited for; press "Coba lagi" for those that were given up, and count these."""
    admin, again, end = User.objects.get(email="admin@contoh.id"), 0, time.monotonic() + patience
    jobs = Job.objects.filter(kind=RENJA_PDF)
    while time.monotonic() < end:
        for job in jobs.failed():
            if not jobs.active().filter(key=job.key).exists():
                retry_job(job, actor=admin)
                again += 1
        if not jobs.active().exists():
            break
        time.sleep(0.5)
    return again


def jobs_problems() -> list[str]:
    """What is not as it must be once all documents are made: one for each job, whole, recorded once."""
    jobs, documents = (
        Job.objects.filter(kind=RENJA_PDF),
        GeneratedDocument.objects.filter(kind=DocumentKind.RENJA_PDF),
    )
    told = [f"job {job.key} is {job.state}: {job.error}" for job in jobs.exclude(state="done")]
    told += twice("document of a job", [str(pk) for pk in documents.values_list("job", flat=True) if pk])
    entries = Counter(Entry.objects.filter(action="renja.make_pdf").values_list("data__document", flat=True))
    told += [f"document {key} recorded {times} times" for key, times in entries.items() if key and times > 1]
    return told + [f"document {one.key} is not whole" for one in documents if not is_whole(one)]


def letters() -> dict[str, Any]:
    """Of the receipts of the crowd: how many in each state, Message-IDs of those that left, the longest wait in minutes."""
    rows = Message.objects.filter(kind="proposal.received", to_email__endswith="@gangguan.invalid")
    waits = [(row.not_before - timezone.now()).total_seconds() / 60 for row in rows if row.state == "pending"]
    return {
        "states": dict(Counter(rows.values_list("state", flat=True))),
        "ids": [row.message_id for row in rows if row.state == "sent"],
        "attempts": dict(Counter(rows.values_list("attempts", flat=True))),
        "longest_wait": max(waits, default=0.0),
        "dead": list(rows.filter(state="failed").values_list("error", flat=True)[:3]),
    }


def wait_for_letters(patience: float, hurry: bool = False) -> bool:
    """Whether all left in time. `hurry`: those that failed on the way need not wait for their turn."""
    rows, end = (
        Message.objects.pending().filter(to_email__endswith="@gangguan.invalid"),
        time.monotonic() + patience,
    )
    while rows.filter(delivery="at_once").exists():
        if hurry:
            rows.filter(attempts__gt=0).update(not_before=timezone.now())
        if time.monotonic() > end:
            return False
        time.sleep(0.5)
    return True


def write_letter() -> None:
    notify(to="nobody@gangguan.invalid", kind="test", subject="Uji", body="Uji", key="faults:nobody")


def letter_state(patience: float) -> tuple[str, int]:
    """Of that letter, once it waits no more: its state, and how often it was tried."""
    end = time.monotonic() + patience
    while True:
        letter = Message.objects.get(key="faults:nobody")
        if letter.state != "pending" or time.monotonic() > end:
            return letter.state, letter.attempts
        time.sleep(0.3)
