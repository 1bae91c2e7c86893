"""F05: kill -9 at any moment: every job is done once in effect, every letter arrives, no half file is ever seen."""

import random
import time
from collections import Counter
from email import message_from_bytes
from pathlib import Path

import pytest
from django.utils import timezone

from faults.mail_server import MailServer
from jobs.models import Job, State
from jobs.services import enqueue, retry_job
from notifications.models import Message
from notifications.models import State as LetterState
from notifications.outbox import message_id_of
from stakeholders.models import Kecamatan
from tests.factories.notifications import MessageFactory
from tests.jobs.processes import wait_for, worker_process

PARTS = 12
END = b"%%EOF\n"
# Like the handler that typesets documents: slow, in parts, a file that is whole or not there, and a row that names it.
WORKER = f"""
import os, time, django
from datetime import timedelta
django.setup()
from django.core.management import call_command
from django.db import transaction
from jobs import runner
from jobs.registry import handler
from stakeholders.models import Kecamatan

runner.LEASE, runner.RENEW_SECONDS = timedelta(seconds=1), 0.3  # an expired lease is waited for, only not for minutes

@handler("dokumen")
def make(job, report):
    final = os.path.join(job.payload["folder"], f"{{job.key}}.pdf")
    if not os.path.exists(final):
        with open(f"{{final}}.{{os.getpid()}}.part", "wb") as draft:
            for part in range({PARTS}):
                report(part, {PARTS}, f"Bagian {{part}}")
                draft.write(b"x" * 1000)
                draft.flush()
                time.sleep(0.02)
            draft.write({END!r})
            os.fsync(draft.fileno())
        os.rename(draft.name, final)
    with transaction.atomic():
        Kecamatan.objects.get_or_create(code=job.key, defaults={{"name": f"{{job.key}}.pdf"}})
    return {{"file": final}}

call_command("run_worker")
"""


@pytest.fixture
def mail_server():
    server = MailServer()
    server.start()
    yield server
    server.stop()


class Office:
    """Work that keeps coming in, and workers that keep being killed."""

    def __init__(self, folder: Path, server: MailServer, seed: int) -> None:
        self.folder, self.chance = folder, random.Random(seed)
        self.environment = {
            "EMAIL_URL": f"smtp://127.0.0.1:{server.server_address[1]}", "TMPDIR": str(folder.parent / "scratch"),
        }  # fmt: skip
        (folder.parent / "scratch").mkdir()
        self.keys: list[str] = []

    def bring_work(self) -> None:
        self.keys.append(f"{len(self.keys):03d}")
        enqueue("dokumen", key=self.keys[-1], payload={"folder": str(self.folder)})
        MessageFactory.create_batch(20)

    def work_until_killed(self) -> None:
        with worker_process(WORKER, **self.environment) as worker:
            while "siap" not in worker.stdout.readline():
                assert worker.poll() is None, "the worker did not start"
            time.sleep(self.chance.uniform(0, 0.7))
            worker.kill()
            worker.wait()

    def work_until_done(self, admin) -> int:
        """With a worker that lives. What was given up after three attempts is tried again, as staff would; how many."""
        again: list[Job] = []

        def is_done() -> bool:
            for job in Job.objects.failed().filter(kind="dokumen"):
                again.append(retry_job(job, actor=admin))
            # A letter that failed on a busy machine would wait for minutes; how long is another test's business.
            Message.objects.pending().filter(attempts__gt=0).update(not_before=timezone.now())
            waiting = Job.objects.active().filter(kind="dokumen").exists()
            return not waiting and not _letters_of_now().pending().exists()

        with worker_process(WORKER, **self.environment):
            wait_for(is_done, 90, _left_undone)
        return len(again)

    def half_files(self) -> list[str]:
        """Of the files that anybody would be handed, those that are not whole."""
        return [
            path.name
            for path in self.folder.glob("*.pdf")
            if (content := path.read_bytes()) and not (content.endswith(END) and len(content) > PARTS * 1000)
        ]


def _letters_of_now():
    """What the digest of tomorrow tells may wait for it."""
    return Message.objects.filter(not_before__lte=timezone.now())


def _left_undone() -> list[dict]:
    jobs = Job.objects.active().values("kind", "key", "state", "attempts", "lease_until", "error")
    letters = _letters_of_now().pending().values("pk", "attempts", "not_before", "error")
    return [*jobs, *letters]


def message_ids(server: MailServer) -> Counter:
    return Counter(message_from_bytes(letter)["Message-ID"] for letter in server.letters)


@pytest.mark.parametrize(
    ("points", "seed"), [(3, 2028), pytest.param(20, 2019, marks=pytest.mark.e2e)], ids=["short", "long"]
)
@pytest.mark.django_db(transaction=True)
def test_f05_killed_workers_lose_nothing_and_do_nothing_twice(
    tmp_path, mail_server, admin_user, record_property, points, seed
):
    folder = tmp_path / "media"
    folder.mkdir()
    office = Office(folder, mail_server, seed)
    for _point in range(points):
        office.bring_work()
        office.work_until_killed()
        assert office.half_files() == []
    again = office.work_until_done(admin_user)
    doubled = sum(message_ids(mail_server).values()) - _letters_of_now().count()
    record_property("jobs tried again by staff", again)
    record_property("letters doubled between accepted and committed", doubled)
    print(f"{points} kills: {again} jobs tried again by staff, {doubled} letters doubled")

    jobs = Job.objects.filter(kind="dokumen")
    assert {job.state for job in jobs} == {State.DONE}
    assert sorted(job.key for job in jobs) == office.keys
    assert sorted(Kecamatan.objects.values_list("code", flat=True)) == office.keys
    assert sorted(path.stem for path in folder.glob("*.pdf")) == office.keys
    assert office.half_files() == []
    assert not _letters_of_now().exclude(state=LetterState.SENT).exists()
    assert set(message_ids(mail_server)) == {message_id_of(message) for message in _letters_of_now()}
    assert doubled <= points  # at most the one letter that was on its way when the worker died
