"""Two web nodes and two workers in folders of their own, one database, one store of files; one of each is killed in the middle."""

import hashlib
import http.client
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.urls import reverse

from audit.chain import verify_chain
from jobs.models import Job, State, WorkerHeartbeat
from proposals.models import Attachment
from reports.models import GeneratedDocument
from reports.services import request_renja_pdf
from tests.corpus.pictures import png_of
from tests.deploy.portal import Web, make_release, production
from tests.deploy.visitor import Visitor
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.proposals import ProposalFactory
from tests.jobs.processes import wait_for
from tests.proposals.conftest import forum  # noqa: F401 (its windows are open)
from tests.reports import build

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("nginx"), pytest.mark.django_db(transaction=True)]
# An expired lease is waited for, only not for minutes.
WORKER = """
import django; django.setup()
from datetime import timedelta
from jobs import runner
runner.LEASE, runner.RENEW_SECONDS = timedelta(seconds=4), 1
from django.core.management import call_command
call_command("run_worker")
"""


@dataclass
class Node:
    """A machine: its folder, its web process, its worker."""

    folder: Path
    environment: dict[str, str]
    web: Web
    worker: subprocess.Popen | None = field(default=None)

    @property
    def line(self) -> Path:
        return self.web.socket

    def start_worker(self) -> None:
        own = self.environment | {"DJANGO_SETTINGS_MODULE": "renja_portal.settings"}
        log = (self.folder / "worker.log").open("w")
        self.worker = subprocess.Popen(
            [sys.executable, "-c", WORKER], cwd=self.folder / "portal", env=own, stdout=log, stderr=log,
            start_new_session=True,
        )  # fmt: skip

    def kill_web(self) -> None:
        """The master with its workers, at once."""
        os.killpg(self.web.process.pid, signal.SIGKILL)
        self.web.process.wait()

    def kill_worker(self) -> None:
        os.killpg(self.worker.pid, signal.SIGKILL)
        self.worker.wait()

    def end(self) -> None:
        for process, kill in ((self.web.process, self.kill_web), (self.worker, self.kill_worker)):
            if process and process.poll() is None:
                kill()


def node_at(folder: Path, static: Path, store) -> Node:
    """Nothing in common with another one but database, store and the names of static files."""
    make_release(folder / "portal")
    environment = production(
        folder, static, WEB_WORKERS="1", MEDIA_S3_BUCKET=store.options["bucket_name"],
        MEDIA_S3_ENDPOINT=store.endpoint, MEDIA_S3_REGION="us-east-1",
        MEDIA_S3_ACCESS_KEY=store.options["access_key"], MEDIA_S3_SECRET_KEY=store.options["secret_key"],
    )  # fmt: skip
    return Node(folder, environment, Web(folder / "portal", environment))


@pytest.fixture
def nodes(tmp_path, static, store, settings) -> Iterator[tuple[Node, Node]]:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]  # as the nodes know it
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "core.s3.SharedStorage", "OPTIONS": store.options}
    }
    both = node_at(tmp_path / "satu", static, store), node_at(tmp_path / "dua", static, store)
    yield both
    for node in both:
        node.end()


def local_files(node: Node) -> list[str]:
    """What a machine keeps of files: nothing but what can be made again."""
    media = node.folder / "data" / "media"
    found = [path.relative_to(media) for path in media.rglob("*") if path.is_file()]
    return [str(path) for path in found if not any(part.startswith(".") for part in path.parts)]


def test_chain_goes_over_both_machines(nodes, store, forum, perencana):  # noqa: F811
    """Signed in on one, uploaded on the other, read from the first; a document made by whichever worker is there."""
    first, second = nodes
    person = UserFactory(password=PASSWORD)
    draft = ProposalFactory(forum=forum, proposer=person, draft=True)
    page = reverse("proposals:draft", args=[draft.key, "lampiran"])
    visitor = Visitor()
    status, headers, text = visitor.send(
        first.line, reverse("account_login"), {"login": person.email, "password": PASSWORD}
    )
    assert (status, headers.get("Location")) == (302, "/aspirasi/saya/"), text.decode()

    upload_while_one_dies(visitor, page, first, second)
    kept = list(draft.attachments.order_by("pk"))
    assert {row.original_name for row in kept} >= {"foto-0.png", "foto-1.png", "foto-3.png", "foto-4.png"}
    assert len({row.original_name for row in kept}) == len(kept)  # nothing twice
    for row in kept:
        assert hashlib.sha256(store.content(row.file.name)).hexdigest() == row.sha256

    read = visitor.ask(second.line, reverse("proposals:attachment", args=[kept[0].key]))
    assert (read[0], read[2]) == (200, store.content(kept[0].file.name))
    assert read[1]["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert read[1]["Cache-Control"] == "private, no-store"

    check_document(nodes, store, perencana)
    assert [local_files(node) for node in nodes] == [[], []]
    assert {row.file.name for row in Attachment.objects.all()} <= set(store.names())
    assert verify_chain().whole


def upload_while_one_dies(visitor: Visitor, page: str, first: Node, second: Node) -> None:
    """Five files, to one machine and the other in turn; the first is killed while it takes the third."""
    token = visitor.token(second.line, page)
    for number in (0, 1):
        place = (second, first)[number].line
        status, _headers, _text = visitor.upload(place, page, token, f"foto-{number}.png", picture(number))
        assert status == 302
    killer = threading.Timer(0.05, first.kill_web)
    killer.start()
    with suppress(
        OSError, http.client.HTTPException
    ):  # what is not answered may be there or not, but never half
        visitor.upload(first.line, page, token, "foto-2.png", picture(2, side=2000))
    killer.join()
    for number in (3, 4):
        status, _headers, _text = visitor.upload(
            second.line, page, token, f"foto-{number}.png", picture(number)
        )
        assert status == 302


def picture(number: int, side: int = 40) -> bytes:
    return png_of(side + number, side)


def check_document(nodes: tuple[Node, Node], store, perencana) -> None:
    """The worker of one machine dies over it, the other's makes it; it lies in the store, as its row says."""
    renja = build.new_plan(build.two_level_tree(), 2020, bidang="1.25")
    job = request_renja_pdf(renja, actor=perencana)
    nodes[0].start_worker()
    wait_for(lambda: Job.objects.get(pk=job.pk).state == State.RUNNING, 60)
    nodes[0].kill_worker()
    nodes[1].start_worker()
    wait_for(
        lambda: Job.objects.get(pk=job.pk).state == State.DONE, 120, lambda: Job.objects.get(pk=job.pk).error
    )
    document = GeneratedDocument.objects.get()
    assert hashlib.sha256(store.content(document.file.name)).hexdigest() == document.sha256
    assert WorkerHeartbeat.objects.is_alive()
