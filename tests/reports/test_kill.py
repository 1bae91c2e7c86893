"""kill -9 while the official document is made: one document in the end, whole, and never half a one in between."""

import hashlib
import random
import time

import pytest
from pypdf import PdfReader

from audit.models import Entry
from jobs.models import Job, State
from jobs.services import retry_job
from reports.models import GeneratedDocument
from reports.services import request_renja_pdf
from tests.factories.forums import ForumFactory, PhaseFactory
from tests.factories.renja import ChapterFactory, LineFactory, RenjaFactory
from tests.factories.stakeholders import HostFactory
from tests.jobs.processes import wait_for, worker_process

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.e2e]

KILLS, LONGEST = 20, 4.0  # seconds; making the document takes some two
WORKER = """
import os, django
from datetime import timedelta
from pathlib import Path
django.setup()
from django.conf import settings
settings.MEDIA_ROOT = Path(os.environ["MEDIA"])
from jobs import runner
from django.core.management import call_command
runner.LEASE, runner.RENEW_SECONDS = timedelta(seconds=1), 0.3
call_command("run_worker")
"""


@pytest.fixture
def renja():
    forum = ForumFactory()
    PhaseFactory(forum=forum)
    HostFactory()
    renja = RenjaFactory(forum=forum)
    LineFactory.create_batch(3, renja=renja)
    ChapterFactory(renja=renja, key="1.1", html="<p>Teks.</p>" * 200)
    return renja


class Planner:
    """Changes a line and asks for the document, again whenever it is there; presses "Coba lagi" when it was given up."""

    def __init__(self, renja, user) -> None:
        self.renja, self.user, self.asked, self.again = renja, user, 0, 0
        self.ask()

    def ask(self) -> None:
        self.renja.lines.update(location=f"Kelurahan {self.asked}")
        self.job = request_renja_pdf(self.renja, actor=self.user)
        self.asked += 1

    def has_it(self) -> bool:
        self.job = Job.objects.get(pk=self.job.pk)
        if self.job.state == State.FAILED:
            assert "terhenti" in self.job.error, self.job.error
            retry_job(self.job, actor=self.user)
            self.again += 1
        return self.job.state == State.DONE


def work_until_killed(environment: dict[str, str], seconds: float) -> None:
    with worker_process(WORKER, **environment) as worker:
        while "siap" not in worker.stdout.readline():
            assert worker.poll() is None, "the worker did not start"
        time.sleep(seconds)
        worker.kill()
        worker.wait()


def check_whole(media) -> None:
    for path in media.glob("reports/*.pdf"):
        assert len(PdfReader(path).pages) > 3, path.name
    for path in media.glob("reports/.susunan/*/*.pdf"):
        assert len(PdfReader(path).pages) > 0, path.name


def test_document_of_killed_workers_is_made_once_and_whole(
    tmp_path, settings, renja, admin_user, record_property
):
    media, scratch = tmp_path / "media", tmp_path / "scratch"
    media.mkdir()
    scratch.mkdir()
    settings.MEDIA_ROOT = media
    environment = {"MEDIA": str(media), "TMPDIR": str(scratch)}
    chance, planner = random.Random(2028), Planner(renja, admin_user)
    for _kill in range(KILLS):
        if planner.has_it():
            planner.ask()
        work_until_killed(environment, chance.uniform(0, LONGEST))
        check_whole(media)
    with worker_process(WORKER, **environment):
        wait_for(planner.has_it, 120)

    record_property("documents asked for", planner.asked)
    record_property("tried again by staff", planner.again)
    documents = GeneratedDocument.objects.all()
    assert len(documents) == Job.objects.filter(kind="renja_pdf", state=State.DONE).count() == planner.asked
    assert Entry.objects.filter(action="renja.make_pdf").count() == planner.asked
    for document in documents:
        content = (media / document.file.name).read_bytes()
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (document.sha256, document.size)
    assert {path.stem for path in media.glob("reports/*.pdf")} == {
        str(document.key) for document in documents
    }
