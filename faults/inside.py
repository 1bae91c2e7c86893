"""What runs beside the portal, on its database: whoever takes part is signed in, and the ledger is read.

`python -m faults.inside` answers one line of JSON (name of a function here, what it is given) with another.
"""

import hashlib
import json
import secrets
import sys
import time
from collections import Counter
from typing import Any

import django

if __name__ == "__main__":
    django.setup()

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.db import close_old_connections, connection
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from accounts.consent import VERSION
from accounts.models import Session, User
from audit.chain import verify_chain
from audit.models import Entry
from core.sweeping import compare_files_with_rows
from jobs.models import Job, WorkerHeartbeat
from jobs.services import retry_job
from notifications.models import Message
from notifications.services import notify
from proposals.choices import Status
from proposals.drafting import forum_taking_proposals
from proposals.models import Attachment, Event, Proposal
from proposals.models import Counter as Numbers
from proposals.results import result_refusal
from renja.models import Chapter, Renja, RenjaLine
from reports.keeping import final_copy
from reports.models import DocumentKind, GeneratedDocument
from reports.services import RENJA_PDF, request_renja_pdf
from stakeholders.models import Unit

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(user: User) -> str:
    """The key of a new session of this person, in which a second factor was used where they have a role."""
    if user.memberships.exists() and not is_mfa_enabled(user):
        TOTP.activate(user, generate_totp_secret())
    client = Client()
    client.force_login(user, backend=BACKEND)
    if is_mfa_enabled(user):
        request = HttpRequest()
        request.session = client.session
        record_authentication(request, user, "mfa", type="totp")
        request.session.save()
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def enter(submitters: int) -> dict[str, Any]:
    """Sessions of so many citizens and of the demo's staff, public pages to read, the host's offices."""
    citizens = [_citizen(f"warga-{number}@gangguan.invalid") for number in range(submitters)]
    staff = {
        name: signed_in(User.objects.get(email=f"{name}@contoh.id"))
        for name in ("sekretariat", "perencana", "verifikator", "pimpinan")
    }
    forum = forum_taking_proposals()
    numbers = Proposal.objects.accepted().order_by("pk").values_list("number", flat=True)[:10]
    renja = Renja.objects.order_by("-forum__plan_year").values_list("forum__plan_year", flat=True)
    paths = ["/", "/aspirasi/", "/aspirasi/?q=internet", f"/renja/{renja[0]}/", f"/forum/{forum.plan_year}/"]
    return {
        "submitters": [signed_in(one) for one in citizens],
        **staff,
        "paths": [*paths, *(f"/aspirasi/{number}/" for number in numbers)],
        "units": [str(pk) for pk in Unit.objects.filter(organization__is_host=True).values_list("pk", flat=True)],
        "years": list(renja),
        "forum": forum.plan_year,
    }  # fmt: skip


def _citizen(email: str) -> User:
    known = User.objects.filter(email=email).first()
    if known:
        return known
    user = User.objects.create_user(email=email, name="Warga Uji")
    user.consents.create(version=VERSION)
    user.emailaddress_set.create(email=email, verified=True, primary=True)
    return user


def ledger(shown: list[list[str]], directed: list[str], mark: str) -> list[str]:
    """What does not hold, in sentences: each number that was shown exists once with its file, letter, event and entry; nothing has
    a number without being whole, or twice; numbers have no gap; files and rows belong together; the record's chain is whole.
    """
    rows = list(Proposal.objects.filter(title__startswith=mark).exclude(status=Status.DRAFT))
    by_number = {row.number: row for row in rows}
    told = _twice("shown", [number for number, *_rest in shown])
    told += [
        problem for number, title, sha256 in shown for problem in _compare(by_number, number, title, sha256)
    ]
    told += _twice("title", [row.title for row in rows])
    told += [problem for row in rows for problem in _incomplete(row)]
    told += [f"{number}: directed {times} times" for number, times in _directed(directed) if times != 1]
    return [*told, *_gaps(), *_loose_ends()]


def _twice(what: str, found: list[str]) -> list[str]:
    return [f"{what} {times} times: {one}" for one, times in Counter(found).items() if times > 1]


def _compare(rows: dict, number: str, title: str, sha256: str) -> list[str]:
    row = rows.get(number)
    if row is None:
        return [f"{number} was shown and does not exist"]
    files = list(row.attachments.values_list("sha256", flat=True))
    wanted = [sha256] if sha256 else []
    return [f"{number} is another proposal"] * (row.title != title) + [f"{number}: files {files}"] * (
        files != wanted
    )


def _incomplete(row: Proposal) -> list[str]:
    there = {
        "letter": Message.objects.filter(key__startswith=f"proposal:{row.pk}:received:").count(),
        "event": row.events.filter(step="submit").count(),
        "entry": Entry.objects.filter(action="proposal.submit", object_label=row.number).count(),
    }
    told = [f"{row.number}: {count} × {what}" for what, count in there.items() if count != 1]
    return told + [f"{row.number}: file is not what was sent" for one in row.attachments.all() if not _is_whole(one)]  # fmt: skip


def _is_whole(attachment: Attachment) -> bool:
    try:
        with attachment.file.open() as file:
            return hashlib.sha256(file.read()).hexdigest() == attachment.sha256
    except OSError:
        return False


def _directed(numbers: list[str]) -> list[tuple[str, int]]:
    events = Event.objects.filter(step="assign", proposal__number__in=numbers)
    times = Counter(events.values_list("proposal__number", flat=True))
    return [(number, times[number]) for number in numbers]


def _gaps() -> list[str]:
    told = []
    for counter in Numbers.objects.select_related("forum"):
        given = counter.forum.proposals.exclude(number=None).count()
        if given != counter.last:
            told.append(f"{counter.forum}: {given} proposals, {counter.last} numbers")
    return told


def _loose_ends() -> list[str]:
    report, lost = verify_chain(), compare_files_with_rows().lost
    told = [f"record {one.entry_id}: {one.why}" for one in report.breaks]
    return told + [f"{row} misses {name}" for row, name in lost]


def files_of(key: str) -> list[str]:
    """SHA-256 of the files of a draft."""
    return list(Attachment.objects.filter(proposal__key=key).values_list("sha256", flat=True))


def with_password() -> dict[str, str]:
    """A citizen who signs in by password."""
    email, password = f"sandi-{secrets.token_hex(4)}@gangguan.invalid", secrets.token_urlsafe(24)
    user = _citizen(email)
    user.set_password(password)
    user.save()
    return {"email": email, "password": password, "session": signed_in(user)}


def end_sessions(email: str) -> int:
    return Session.objects.filter(user__email=email).delete()[0]


def rows_called(title: str) -> dict[str, int]:
    """How many there are of this title, and what belongs to them."""
    rows = Proposal.objects.filter(title=title)
    labels = list(rows.values_list("number", flat=True))
    return {
        "proposals": rows.count(),
        "events": Event.objects.filter(proposal__in=rows, step__in=["submit", "record"]).count(),
        "letters": sum(
            Message.objects.filter(key__startswith=f"proposal:{row.pk}:received:").count() for row in rows
        ),
        "entries": Entry.objects.filter(
            action__in=["proposal.submit", "proposal.record"], object_label__in=labels
        ).count(),
    }


def any_line() -> dict[str, Any]:
    """A line of the newest plan, as a page shows it."""
    line = RenjaLine.objects.filter(renja_id=plans()[0]).select_related("renja__forum").first()
    return {"year": line.renja.year, "pk": line.pk, "version": line.version, "location": line.location}


def told_about_line(line: int) -> dict[str, Any]:
    entries = Entry.objects.about(RenjaLine.objects.get(pk=line)).filter(action="renja.change_cell")
    return {"location": RenjaLine.objects.get(pk=line).location, "entries": entries.count()}


def undecided() -> str:
    """A number whose result two people may write down."""
    people = [User.objects.get(email=f"{name}@contoh.id") for name in ("sekretariat", "verifikator")]
    for row in Proposal.objects.filter(status=Status.VERIFIED).select_related("forum").order_by("-pk"):
        mine = all(Proposal.objects.with_results_of(one).filter(pk=row.pk).exists() for one in people)
        if (
            mine
            and not row.decisions.pending().exists()
            and not any(result_refusal(row, one) for one in people)
        ):
            return row.number
    return ""


def told_about_result(number: str) -> dict[str, Any]:
    row = Proposal.objects.get(number=number)
    return {
        "outcomes": list(row.decisions.pending().values_list("outcome", flat=True)),
        "reasons": list(row.decisions.pending().values_list("reason", flat=True)),
        "entries": Entry.objects.filter(action="proposal.record_result", object_label=number).count(),
    }


def numbers(mark: str) -> list[str]:
    """Of the crowd's proposals."""
    return list(
        Proposal.objects.filter(title__startswith=mark).exclude(number=None).values_list("number", flat=True)
    )


def measure_database() -> dict[str, int]:
    """How many lines are open to it, and how large it is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
        lines = cursor.fetchone()[0]
        cursor.execute("SELECT pg_database_size(current_database())")
        return {"lines": lines, "bytes": cursor.fetchone()[0]}


# Jobs and letters


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
    told += _twice("document of a job", [str(pk) for pk in documents.values_list("job", flat=True) if pk])
    entries = Counter(Entry.objects.filter(action="renja.make_pdf").values_list("data__document", flat=True))
    told += [f"document {key} recorded {times} times" for key, times in entries.items() if key and times > 1]
    return told + [f"document {one.key} is not whole" for one in documents if not _is_as_told(one)]


def _is_as_told(document: GeneratedDocument) -> bool:
    try:
        with document.file.open() as file:
            return hashlib.sha256(file.read()).hexdigest() == document.sha256
    except OSError:
        return False


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


def main() -> None:
    for line in sys.stdin:
        name, *given = json.loads(line)
        close_old_connections()
        try:
            told = {"answer": globals()[name](*given)}
        except Exception as error:
            told = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(told, default=str), flush=True)


if __name__ == "__main__":
    main()
