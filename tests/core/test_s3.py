"""U11 in a store that several machines share: whole before the row is committed, and bounded waiting where it is away."""

import socket
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from core import s3
from core.quarantine import scan_next
from core.s3 import SharedStorage
from core.serving import file_response
from core.storage import StorageAway
from core.sweeping import compare_files_with_rows, remove_orphans
from proposals.models import Attachment
from renja_portal.failures import server_error
from reports.pdf import write_pdf
from tests.factories.proposals import AttachmentFactory
from tests.fixtures.store import BUCKET, KEYS, Store


@pytest.fixture
def shared(store) -> SharedStorage:
    return SharedStorage(**store.options)


@pytest.fixture
def in_use(store, settings, tmp_path) -> Store:
    """The portal keeps its files there."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "core.s3.SharedStorage", "OPTIONS": store.options}
    }
    return store


@pytest.fixture
def draft_file(in_use) -> Attachment:
    return AttachmentFactory()


def test_u11_file_is_in_the_store_when_save_returns(shared, store):
    """U11: under its own name, whole, with its kind."""
    assert shared.save("usulan/a.pdf", ContentFile(b"isi")) == "usulan/a.pdf"
    assert store.content("usulan/a.pdf") == b"isi"
    assert store.client.head_object(Bucket=BUCKET, Key="usulan/a.pdf")["ContentType"] == "application/pdf"


def test_u11_name_that_is_taken_is_not_overwritten(shared, store):
    """U11: an existing file keeps its content; the newcomer gets another name."""
    shared.save("a.pdf", ContentFile(b"lama"))
    second = shared.save("a.pdf", ContentFile(b"baru"))
    assert second != "a.pdf"
    assert (store.content("a.pdf"), store.content(second)) == (b"lama", b"baru")


def test_u11_write_that_fails_midway_leaves_nothing(shared, store):
    """U11: a broken upload: no half file."""

    class Broken(ContentFile):
        def read(self, *size):
            raise OSError("Input/output error")

    with pytest.raises((OSError, StorageAway)):
        shared.save("a.pdf", Broken(b"x" * 100))
    assert store.names() == []


def test_file_is_fetched_whole_before_it_is_handed_on(shared, store):
    """So that an answer cannot break off because the store went away."""
    content = bytes(range(256)) * 20_000
    shared.save("besar.bin", ContentFile(content))
    with shared.open("besar.bin", "rb") as opened:
        store.client.delete_object(Bucket=BUCKET, Key="besar.bin")
        assert opened.read() == content
        assert opened.size == len(content)


def test_what_is_not_there_is_told_as_a_folder_would(shared):
    with pytest.raises(FileNotFoundError):
        shared.open("tidak-ada.pdf")
    with pytest.raises(FileNotFoundError):
        shared.size("tidak-ada.pdf")
    with pytest.raises(FileNotFoundError):
        shared.get_modified_time("tidak-ada.pdf")
    assert not shared.exists("tidak-ada.pdf")
    shared.delete("tidak-ada.pdf")


def closed_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return line.getsockname()[1]


class BlackHole:
    """Takes every connection and never says anything."""

    def __init__(self) -> None:
        self.line = socket.create_server(("127.0.0.1", 0))
        self.port, self.held = self.line.getsockname()[1], []
        threading.Thread(target=self._hold, daemon=True).start()

    def _hold(self) -> None:
        while True:
            try:
                self.held.append(self.line.accept()[0])
            except OSError:
                return

    def stop(self) -> None:
        self.line.close()
        for one in self.held:
            one.close()


@pytest.fixture
def black_hole():
    hole = BlackHole()
    yield hole
    hole.stop()


def at(port: int) -> SharedStorage:
    return SharedStorage(bucket_name=BUCKET, endpoint_url=f"http://127.0.0.1:{port}", region_name="x", **KEYS)


def test_u11_store_that_refuses_is_told_so_and_nothing_is_saved(store):
    """U11: no such bucket, no right to it: never taken for a file that is not there."""
    strange = SharedStorage(**store.options | {"bucket_name": "milik-orang-lain"})
    with pytest.raises((StorageAway, FileNotFoundError)):
        strange.save("a.pdf", ContentFile(b"x"))
    assert not strange.is_ready()


def test_silent_store_is_given_up_in_time(black_hole, monkeypatch):
    """Two tries of bounded length; as it stands, shorter than the database lets a transaction idle (30 seconds)."""
    assert s3.TRIES * (s3.CONNECT_SECONDS + s3.ANSWER_SECONDS) < 30
    monkeypatch.setattr(s3, "ANSWER_SECONDS", 0.3)
    began = time.monotonic()
    with pytest.raises(StorageAway):
        at(black_hole.port).save("a.pdf", ContentFile(b"x"))
    assert time.monotonic() - began < 5


def test_f17_after_five_failures_nobody_waits(monkeypatch):
    """F17: refused at once for a while, then tried again; one answer closes it."""
    away = at(closed_port())
    for _n in range(s3.FAILURES):
        with pytest.raises(StorageAway):
            away.open("a.pdf")
    began = time.monotonic()
    for _n in range(50):
        with pytest.raises(StorageAway, match="not asked"):
            away.open("a.pdf")
    assert time.monotonic() - began < 0.5
    away.fuse.until = time.monotonic()
    with pytest.raises(StorageAway, match="Could not connect"):
        away.open("a.pdf")


def test_f17_an_answer_closes_the_fuse(shared):
    """F17: also the answer that there is no such file."""
    shared.fuse.failures = s3.FAILURES - 1
    assert not shared.exists("tidak-ada.pdf")
    assert shared.fuse.failures == 0


def test_delete_that_fails_is_left_to_the_sweep(caplog):
    """The row is gone and committed already: whoever deleted it must not read an error."""
    at(closed_port()).delete("a.pdf")
    assert "left in the store" in caplog.text


@pytest.mark.django_db
def test_store_that_is_away_is_a_page_that_says_so(rf):
    """503, which passes by itself, not 500."""
    try:
        raise StorageAway("x")
    except StorageAway:
        answer = server_error(rf.get("/"))
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")


@pytest.mark.django_db
def test_u10_file_waits_for_the_scanner_while_the_store_is_away(draft_file, settings):
    """U10: no verdict about what cannot be read; once the store is back, it is asked about."""
    settings.UPLOAD_SCANNER = "tests.core.test_s3.finds_nothing"
    Attachment.objects.filter(pk=draft_file.pk).update(scan="waiting")
    default_storage.fuse.until = time.monotonic() + 60
    assert scan_next(Attachment, held) == 0
    default_storage.fuse.until = 0.0
    Attachment.objects.filter(pk=draft_file.pk).update(scan_after=timezone.now())
    assert Attachment.objects.get(pk=draft_file.pk).scan == "waiting"
    assert scan_next(Attachment, held) == 1
    assert Attachment.objects.get(pk=draft_file.pk).scan == "clean"


def finds_nothing(file) -> str:
    assert file.read() == b"\xff\xd8\xff\xd9"
    return ""


def held(row: Attachment, finding: str) -> None:
    raise AssertionError(finding)


def test_u11_made_documents_go_into_the_store_before_they_are_known(in_use, settings):
    """U11: nothing of them stays on the machine that made them; what can be made again does."""
    kept = Path(settings.MEDIA_ROOT, "reports", "a.pdf")
    facts = write_pdf("<p>Satu</p>", kept)
    assert in_use.names() == ["reports/a.pdf"]
    assert len(in_use.content("reports/a.pdf")) == facts.size
    assert not kept.exists()
    again = Path(settings.MEDIA_ROOT, "reports", ".susunan", "bagian", "b.pdf")
    write_pdf("<p>Dua</p>", again)
    assert again.exists()
    assert in_use.names() == ["reports/a.pdf"]


def test_u11_document_made_again_takes_the_place_of_the_first(in_use, settings):
    kept = Path(settings.MEDIA_ROOT, "reports", "a.pdf")
    first = write_pdf("<p>Satu</p>", kept)
    second = write_pdf("<p>Dua</p><p>Tiga</p>", kept)
    assert first.sha256 != second.sha256
    assert in_use.names() == ["reports/a.pdf"]
    assert len(in_use.content("reports/a.pdf")) == second.size


@pytest.mark.django_db
def test_u09_file_of_the_store_is_handed_out_like_any(in_use, draft_file):
    """U09: by the portal, with its own headers: no address of the store leaves it."""
    response = file_response(draft_file.file, name="surat.pdf", content_type="application/pdf")
    content = b"".join(response.streaming_content)
    assert in_use.content(draft_file.file.name) == content
    assert response["Content-Length"] == str(len(content))
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Content-Disposition"] == 'attachment; filename="surat.pdf"'
    assert "X-Accel-Redirect" not in response.headers
    response.close()


@pytest.mark.django_db
def test_files_without_rows_are_found_in_the_store(in_use, draft_file, monkeypatch):
    """U11: the sweep lists the bucket; what it removes is gone there."""
    in_use.client.put_object(Bucket=BUCKET, Key="usulan/lama.pdf", Body=b"x")
    in_use.client.put_object(Bucket=BUCKET, Key="reports/.susunan/bagian/x.pdf", Body=b"x")
    monkeypatch.setattr("core.sweeping.MIN_AGE", timedelta(minutes=-1))
    found = compare_files_with_rows()
    assert found.orphans == ("usulan/lama.pdf",)
    assert found.lost == ()
    remove_orphans(found)
    assert draft_file.file.name in in_use.names()
    assert "usulan/lama.pdf" not in in_use.names()
