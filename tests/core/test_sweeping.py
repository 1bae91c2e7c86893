"""U11: files and rows fit; what a failed transaction leaves is found and removed, a file that a row names never."""

import hashlib
import os
import time
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import models, transaction

from core.sweeping import compare_files_with_rows, remove_orphans
from forums.models import Document
from jobs.models import Job
from jobs.registry import chores, handler_of
from proposals.attachments import add_attachment
from proposals.models import Attachment
from stakeholders.models import Host
from tests.corpus.pictures import png_of
from tests.factories.forums import DocumentFactory
from tests.factories.proposals import AttachmentFactory, ProposalFactory
from tests.factories.stakeholders import HostOrganizationFactory
from tests.proposals.test_files import picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def age(name: str, hours: float) -> None:
    then = time.time() - hours * 3600
    os.utime(default_storage.path(name), (then, then))


def orphan(name="usulan/2026/yatim.pdf", hours=25.0) -> str:
    name = default_storage.save(name, ContentFile(b"x"))
    age(name, hours)
    return name


def sweep() -> dict:
    """What the worker's daily job comes to."""
    return handler_of("sweep_files")(Job(kind="sweep_files"), lambda done, total, text: None)


def swept(*arguments: str) -> str:
    told = StringIO()
    call_command("sweep_files", *arguments, stdout=told, stderr=told)
    return told.getvalue()


def test_u11_row_keeps_the_fingerprint_of_its_file(pengusul):
    """U11: SHA-256 and size are those of the stored bytes."""
    draft = ProposalFactory(proposer=pengusul, draft=True)
    row = add_attachment(draft, picture(), actor=pengusul)
    stored = row.file.read()
    assert (row.sha256, row.size) == (hashlib.sha256(stored).hexdigest(), len(stored))


def test_u11_transaction_that_fails_after_the_write_leaves_an_orphan_that_goes(pengusul):
    """U11: the row is not there, the file is; a day later the sweep takes it, and nothing else."""
    kept = AttachmentFactory()
    draft = ProposalFactory(proposer=pengusul, draft=True)
    with transaction.atomic():
        name = add_attachment(draft, picture(), actor=pengusul).file.name
        transaction.set_rollback(True)  # as when the database goes away
    assert not draft.attachments.exists()
    assert default_storage.exists(name)
    assert compare_files_with_rows().orphans == ()  # it might still be committed
    age(name, 25)
    age(kept.file.name, 25)
    findings = compare_files_with_rows()
    assert findings.orphans == (name,)
    remove_orphans(findings)
    assert not default_storage.exists(name)
    assert default_storage.exists(kept.file.name)


def test_u11_every_column_of_files_is_looked_at():
    """U11: generic: whatever table names a file keeps it."""
    host = Host.objects.create(organization=HostOrganizationFactory())
    host.logo.save("logo.png", ContentFile(png_of(2, 2)))
    rows = [AttachmentFactory().file, DocumentFactory().file, host.logo]
    for file in rows:
        age(file.name, 100)
    gone = orphan()
    findings = compare_files_with_rows()
    assert (findings.orphans, findings.named) == ((gone,), 3)
    columns = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, models.FileField)
    ]
    assert {"proposals.Attachment.file", "forums.Document.file", "stakeholders.Host.logo"} < set(columns)
    assert "reports.GeneratedDocument.file" in columns


def test_u11_half_written_file_is_swept_too(media):
    """U11: what a process that was killed left beside its place."""
    name = orphan("usulan/2026/a.pdf.part")
    assert compare_files_with_rows().orphans == (name,)


def test_u11_report_names_what_does_not_fit_and_removes_nothing():
    """U11: without --delete the command only tells."""
    name = orphan()
    lost = AttachmentFactory()
    lost.file.storage.delete(lost.file.name)
    told = swept()
    assert f"Tidak dipakai: {name}" in told
    assert f"Hilang: {lost.file.name} (proposals.Attachment {lost.pk})" in told
    assert "1 berkas dipakai, 1 tidak dipakai, 1 hilang." in told
    assert default_storage.exists(name)


def test_u11_command_removes_when_told_to():
    """U11: with --delete old orphans go, young ones and named files stay."""
    old, young, named = orphan(), orphan("baru.pdf", hours=1), AttachmentFactory()
    age(named.file.name, 100)
    assert "1 berkas dihapus." in swept("--delete")
    assert not default_storage.exists(old)
    assert default_storage.exists(young)
    assert default_storage.exists(named.file.name)


def test_u11_no_folder_is_no_failure(media):
    """U11: before the first upload there is nothing to compare."""
    assert not media.exists()
    assert "0 berkas dipakai, 0 tidak dipakai, 0 hilang." in swept()


def test_u11_worker_sweeps_once_a_day():
    """U11: by itself, once, and a second worker does not do it again."""
    AttachmentFactory()
    name = orphan()
    order = chores()["sweep-files"]
    assert (order(), order()) == (1, 0)
    assert sweep() == {"removed": 1, "orphans": 1, "lost": 0}
    assert not default_storage.exists(name)
    assert order() == 0


@pytest.mark.parametrize("named", [0, 1])
def test_u11_worker_removes_nothing_where_much_does_not_fit(named):
    """U11: a fresh database beside old files (a restore half done) costs no file; it is only told."""
    DocumentFactory.create_batch(named)
    names = [orphan(f"a{n}.pdf") for n in range(4 if named else 1)]
    assert sweep()["removed"] == 0
    assert all(default_storage.exists(name) for name in names)
    assert Document.objects.count() == named


def test_u11_worker_tells_of_lost_files(caplog):
    """U11: a row without its file is for people to mend."""
    row = AttachmentFactory()
    row.file.storage.delete(row.file.name)
    assert sweep()["lost"] == 1
    assert f"proposals.Attachment {row.pk} misses its file" in caplog.text
    assert Attachment.objects.filter(pk=row.pk).exists()
