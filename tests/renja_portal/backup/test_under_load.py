"""F24: an archive made while people go on writing is of one moment, and what is restored works."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from renja_portal.backup.keeping import archives
from renja_portal.backup.keys import identities
from renja_portal.backup.restoring import read_archive
from renja_portal.backup.state import last_backup
from tests.factories.forums import ForumFactory, PhaseFactory
from tests.factories.proposals import AttachmentFactory, ProposalFactory
from tests.factories.urusan import UrusanFactory
from tests.jobs.processes import wait_for, worker_process
from tests.renja_portal.backup.elsewhere import ROOT, installation, url_of
from tests.renja_portal.backup.keys import public_of

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

BEGIN = "import django; django.setup()\nfrom tests.renja_portal.backup.busy import *\nstart()\n"
WRITERS = 2
BALLAST, EACH = 60, 2_000_000  # files that copying takes a while for


@pytest.fixture
def origin(settings, tmp_path, key_file, pengusul, verifikator) -> Path:
    """A forum that takes proposals, people, and files enough; the folder for its archives."""
    settings.MEDIA_ROOT, settings.DATA_DIR = tmp_path / "asal" / "media", tmp_path / "asal"
    settings.BACKUP_RECIPIENTS = [public_of(key_file)]
    forum = PhaseFactory(forum=ForumFactory()).forum
    proposal = ProposalFactory(forum=forum, proposer=pengusul, urusan=UrusanFactory())
    for row in AttachmentFactory.create_batch(BALLAST, proposal=proposal):
        Path(row.file.path).write_bytes(os.urandom(EACH))
        type(row).objects.filter(pk=row.pk).update(sha256="", size=EACH)
    folder = tmp_path / "arsip"
    folder.mkdir()
    return folder


@contextmanager
def people_writing(ledger: Path, media: Path) -> Iterator[None]:
    script = BEGIN + f"from pathlib import Path\nwrite_on(Path({str(ledger)!r}))"
    with ExitStack() as stack:
        people = [stack.enter_context(worker_process(script, MEDIA=str(media))) for _person in range(WRITERS)]
        wait_for(lambda: len(noted(ledger)) > 40, 120)
        yield
        assert [person.poll() for person in people] == [None] * WRITERS, people[0].stdout.read()


def noted(ledger: Path) -> dict[str, float]:
    """{number: when it was answered}, of lines that are whole."""
    text = ledger.read_text() if ledger.exists() else ""
    lines = [line.split() for line in text.splitlines(keepends=True) if line.endswith("\n")]
    return {number: float(moment) for moment, number in lines}


def test_f24_restored_set_is_one_moment_and_works(origin, settings, tmp_path, key_file, record_property):
    """F24: every number answered before the archive began is in it, all of one moment; the restored portal takes the next."""
    ledger = tmp_path / "nomor.txt"
    with people_writing(ledger, settings.MEDIA_ROOT):
        began = time.time()
        call_command("backup", str(origin))
        ended = time.time()
        wait_for(lambda: sum(moment > ended for moment in noted(ledger).values()) > 3, 60)
    before = {number for number, moment in noted(ledger).items() if moment < began}
    during = {number for number, moment in noted(ledger).items() if began <= moment <= ended}
    after = {number for number, moment in noted(ledger).items() if moment > ended}
    assert min(len(before), len(during), len(after)) > 0  # they did write meanwhile
    assert began - 1 <= last_backup().at.timestamp() <= ended
    assert last_backup().lost_files == 0

    archive = archives(origin)[0]
    manifest = read_archive(archive, identities(key_file))
    with installation(
        tmp_path / "tujuan", f"pulih_{connection.settings_dict['NAME']}", BACKUP_KEY_FILE=str(key_file)
    ) as there:
        started = time.monotonic()
        done = there.manage("restore", str(archive))
        seconds = time.monotonic() - started
        assert done.returncode == 0, done.stdout + done.stderr  # rows, references, files, hashes, the record
        assert "0 salah, 0 perhatikan" in done.stdout
        numbers = {
            number
            for (number,) in there.ask("SELECT number FROM proposals_proposal WHERE number IS NOT NULL")
        }
        assert before <= numbers
        assert not after & numbers
        assert sorted(int(number[-4:]) for number in numbers) == list(
            range(1, len(numbers) + 1)
        )  # of one moment: no gap
        assert there.ask("SELECT max(id) FROM audit_entry WHERE action <> 'system.restore'") == [
            (manifest.head[0],)
        ]
        sent = "SELECT count(*) FROM audit_entry WHERE action = 'proposal.submit'"
        assert there.ask(sent) == [
            (len(numbers) - 1,)
        ]  # each with its entry; the first one was made by the test
        assert smoke(there) == f"ASP-2028-{len(numbers) + 1:04d}"
        assert there.manage("verify").returncode == 0
    record_property("seconds to restore", round(seconds, 1))
    record_property("answered before, during, after", (len(before), len(during), len(after)))
    print(f"restored in {seconds:.1f} s; {len(before)} before, {len(during)} during, {len(after)} after")


def smoke(there) -> str:
    """The number that the restored portal gave to the next proposal."""
    own = {
        "DATABASE_URL": url_of(there.database), "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(ROOT),
        "MEDIA": str(there.data / "media"), "ALLOWED_HOSTS": "testserver",
    }  # fmt: skip
    script = BEGIN + "print(journey())"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=os.environ | own, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
