"""There and back: what an archive holds is restored elsewhere, whole or not at all, and only where nothing is."""

import hashlib
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import Session
from audit.chain import chain_head
from audit.models import Entry
from audit.services import record
from proposals.models import Attachment, Proposal
from renja_portal.backup import making
from renja_portal.backup.keeping import archives
from renja_portal.backup.keys import identities
from renja_portal.backup.restoring import UNFINISHED, read_archive
from renja_portal.backup.state import last_backup
from stakeholders.models import Kecamatan
from tests.factories.proposals import AttachmentFactory
from tests.fixtures.store import BUCKET
from tests.renja_portal.backup.elsewhere import Installation, installation
from tests.renja_portal.backup.keys import public_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def folder(settings, tmp_path, key_file) -> Path:
    """Where archives of the test's own installation go."""
    settings.MEDIA_ROOT, settings.DATA_DIR = tmp_path / "asal" / "media", tmp_path / "asal"
    settings.MEDIA_ROOT.mkdir(parents=True)
    settings.BACKUP_RECIPIENTS = [public_of(key_file)]
    place = tmp_path / "arsip"
    place.mkdir()
    return place


@pytest.fixture
def elsewhere(tmp_path, key_file) -> Iterator[Installation]:
    name = f"pulih_{connection.settings_dict['NAME']}"
    with installation(tmp_path / "tujuan", name, BACKUP_KEY_FILE=str(key_file)) as empty:
        yield empty


def kept() -> Attachment:
    """A file whose row knows its hash."""
    row = AttachmentFactory()
    content = default_storage.open(row.file.name).read()
    row.sha256, row.size = hashlib.sha256(content).hexdigest(), len(content)
    row.save()
    return row


def test_files_of_a_store_are_left_to_it(settings, folder, store):
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "core.s3.SharedStorage", "OPTIONS": store.options}
    }
    settings.MEDIA_S3_BUCKET = BUCKET
    row = kept()
    told = back_up(folder)
    assert BUCKET in told
    assert "Hilang" not in told
    assert "salah  " not in verified()
    store.client.put_object(Bucket=BUCKET, Key=row.file.name, Body=b"lain")
    assert re.search(r"^salah +Isi berkas", verified(), re.MULTILINE)


def back_up(folder: Path, *options: str) -> str:
    told = StringIO()
    call_command("backup", str(folder), *options, stdout=told, stderr=told)
    return told.getvalue()


def digests(root: Path) -> dict[str, str]:
    files = (path for path in root.rglob("*") if path.is_file() and ".cadangan" not in path.parts)
    return {str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_everything_comes_back_elsewhere_and_numbers_go_on(
    client, settings, folder, elsewhere, pengusul, admin_user
):
    row = kept()
    lost = AttachmentFactory()
    lost.file.storage.delete(lost.file.name)
    client.force_login(pengusul)
    (settings.MEDIA_ROOT / "tanpa-baris.pdf").write_bytes(b"x")  # named by nobody: not taken along
    record("host.change", None, actor=admin_user)
    head = chain_head()
    told = back_up(folder)
    assert f"Hilang sebelum dicadangkan: {lost.file.name}" in told
    assert "1 berkas" in told
    state = last_backup()
    assert (state.archive, state.lost_files, state.age.days) == (str(archives(folder)[0]), 1, 0)
    assert state.sha256 == hashlib.sha256(archives(folder)[0].read_bytes()).hexdigest()
    assert Entry.objects.filter(action="system.backup").exists()

    done = elsewhere.manage("restore", str(archives(folder)[0]))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 sudah hilang sebelum dicadangkan" in done.stdout
    assert "0 salah, 1 perhatikan" in done.stdout
    assert digests(elsewhere.data / "media") == {row.file.name: row.sha256}
    assert elsewhere.ask("SELECT number FROM proposals_proposal ORDER BY id") == list(
        Proposal.objects.order_by("pk").values_list("number")
    )
    assert elsewhere.ask(
        "SELECT id, hash FROM audit_entry WHERE action <> 'system.restore' ORDER BY id DESC LIMIT 1"
    ) == [head]
    assert Session.objects.exists()
    assert elsewhere.ask("SELECT count(*) FROM accounts_session") == [(0,)]
    key = elsewhere.ask("INSERT INTO stakeholders_kecamatan (code, name) VALUES ('x', 'X') RETURNING id")
    assert key[0][0] > 0


def test_nothing_is_restored_where_something_is(folder, key_file):
    kept()
    back_up(folder)
    with pytest.raises(CommandError, match=r"tidak kosong \(\d+ tabel\).*createdb"):
        call_command("restore", str(archives(folder)[0]), key_file=key_file)


def test_rows_that_came_or_went_since_are_told(settings, folder, key_file, admin_user):
    kept()
    back_up(folder)
    manifest = read_archive(archives(folder)[0], identities(key_file))
    path = settings.DATA_DIR / "manifest.json"
    path.write_bytes(manifest.as_json())
    assert "sama dengan manifes" in verified("--manifest", str(path))  # the entry of the backup came after it
    count = Kecamatan.objects.count()
    Kecamatan.objects.create(code="x", name="X")
    differs = f"1 tabel lain dari manifes: stakeholders_kecamatan {count + 1} ≠ {count}"
    assert differs in verified("--manifest", str(path))


def test_archive_that_was_touched_is_refused(folder, key_file):
    kept()
    back_up(folder)
    path = archives(folder)[0]
    told = StringIO()
    call_command("restore", str(path), "--check-only", key_file=key_file, stdout=told)
    assert "Arsip utuh" in told.getvalue()
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(CommandError, match="Arsip rusak"):
        call_command("restore", str(path), "--check-only", key_file=key_file)


@pytest.mark.e2e
def test_archive_that_was_cut_changes_nothing(folder, elsewhere):
    kept()
    back_up(folder)
    path = archives(folder)[0]
    path.write_bytes(path.read_bytes()[:-1000])
    done = elsewhere.manage("restore", str(path))
    assert (done.returncode, "Arsip rusak" in done.stderr) == (1, True)
    assert elsewhere.ask("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]
    assert list(elsewhere.data.iterdir()) == []


@pytest.mark.e2e
def test_files_of_a_run_that_broke_off_are_replaced_and_those_of_others_are_not(folder, elsewhere):
    row = kept()
    back_up(folder)
    media = elsewhere.data / "media"
    media.mkdir()
    (media / "sisa.pdf").write_bytes(b"setengah")
    refused = elsewhere.manage("restore", str(archives(folder)[0]))
    assert (refused.returncode, "media tidak kosong" in refused.stderr) == (1, True)
    (elsewhere.data / UNFINISHED).touch()
    done = elsewhere.manage("restore", str(archives(folder)[0]))
    assert done.returncode == 0, done.stderr
    assert digests(media) == {row.file.name: row.sha256}
    assert not (elsewhere.data / UNFINISHED).exists()
    left = next(elsewhere.data.glob("media-sisa-*"))
    assert list(digests(left)) == ["sisa.pdf"]  # nothing is deleted


def test_file_deleted_while_the_archive_is_made_is_in_it(settings, folder, key_file, monkeypatch):
    row = kept()
    name = row.file.name
    read = making.read_facts

    def delete_meanwhile() -> dict:
        """What a person does after the moment of the archive and before its files are copied."""
        default_storage.delete(name)
        return read()

    monkeypatch.setattr(making, "read_facts", delete_meanwhile)
    assert "Hilang" not in back_up(folder)
    assert not (settings.MEDIA_ROOT / name).exists()
    manifest = read_archive(archives(folder)[0], identities(key_file))
    assert manifest.media == {name: (row.size, row.sha256)}


def test_old_archives_go_and_unfinished_ones_too(folder):
    names = [f"renja-127.0.0.1-2028010{day}T173000Z.tar.age" for day in range(1, 6)]
    for name in names:
        (folder / name).touch()
        (folder / f"{name}.sha256").touch()
    (folder / f".{names[0]}.part").touch()
    told = back_up(folder, "--keep", "2", "--keep-months", "0")
    assert told.count("Arsip lama dihapus") == 4
    left = sorted(path.name for path in folder.iterdir())
    assert len(left) == 4  # two archives with their sums
    assert names[4] in left


def test_failure_leaves_nothing_but_a_note(settings, folder):
    settings.BACKUP_RECIPIENTS = []
    with pytest.raises(CommandError, match="BACKUP_RECIPIENTS"):
        back_up(folder)
    assert list(folder.iterdir()) == []
    assert "BACKUP_RECIPIENTS" in last_backup().failure
    assert not Entry.objects.filter(action="system.backup").exists()


def test_verify_finds_a_changed_file(folder, admin_user):
    row = kept()
    assert "0 salah" in verified()
    Path(row.file.path).write_bytes(b"lain")
    assert f"1 berkas bukan yang pernah disimpan: {row.file.name}" in verified()


def test_verify_finds_a_missing_file_and_a_broken_record(folder, admin_user):
    record("system.backup", None)
    row = kept()
    Path(row.file.path).unlink()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only")
        cursor.execute("UPDATE audit_entry SET action = 'lain'")
    told = verified()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_append_only")
    assert f"1 berkas hilang: {row.file.name} (proposals.Attachment {row.pk})" in told
    assert "Penjaga data: 1 tidak benar: audit_entry_append_only" in told
    assert "rantai rusak pada 1 catatan" in told
    assert Attachment.objects.count() == 1


def verified(*options: str) -> str:
    told = StringIO()
    try:
        call_command("verify", *options, stdout=told)
    except CommandError:
        assert "0 salah" not in told.getvalue()
    else:
        assert "0 salah" in told.getvalue()
    return told.getvalue()
