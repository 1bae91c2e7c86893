"""Data saya: what is shown, and what is taken along."""

import datetime
import io
import json
from zipfile import ZipFile

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import DataCopy
from audit.models import Entry
from jobs.models import Job
from jobs.worker import Worker
from renja_portal.personal import archive
from tests.factories.accounts import UserFactory
from tests.factories.proposals import ProposalFactory
from tests.renja_portal.personal.conftest import EMAIL, NAME, PHONE, attach

pytestmark = pytest.mark.django_db
DATA, DOWNLOAD = reverse("my_data"), reverse("my_data_download")


@pytest.fixture
def large(monkeypatch):
    """Everything is too large for one request."""
    monkeypatch.setattr(archive, "DIRECT_BYTES", 10)


def opened(answer) -> ZipFile:
    return ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def work() -> None:
    Worker().run_once()


def test_page_shows_every_kind_of_data(logged_in, person):
    text = logged_in(person).get(DATA).content.decode()
    number = person.proposals.exclude(number=None).get().number
    for words in (NAME, EMAIL, PHONE, "Persetujuan", "Komunitas Contoh", number, "Usulan didukung"):
        assert words in text
    assert "Unduh data saya" in text


def test_page_of_who_did_nothing_yet(logged_in):
    assert "Tidak ada." in logged_in(UserFactory()).get(DATA).content.decode()


def test_page_asks_as_much_for_three_proposals_as_for_one(logged_in, person, django_assert_max_num_queries):
    client, counts = logged_in(person), []
    for _more in (1, 2):
        with django_assert_max_num_queries(20) as seen:
            client.get(DATA)
        counts.append(len(seen))
        ProposalFactory.create_batch(2, proposer=person, forum=person.proposals.first().forum)
    assert counts[0] == counts[1]


def test_archive_holds_everything_and_nothing_of_others(logged_in, person):
    other = UserFactory(name="Orang Lain")
    attach(ProposalFactory(proposer=other), other)
    answer = logged_in(person).post(DOWNLOAD)
    assert answer["Cache-Control"] == "private, no-store"
    files = opened(answer)
    held = json.loads(files.read("data-saya.json"))
    assert held["akun"]["surel"] == [EMAIL]
    assert [row["status"] for row in held["usulan"]] == ["Diajukan", "Draf"]
    assert held["usulan"][0]["isi"]["telepon_kontak"] == PHONE
    assert len(held["dukungan"]) == len(held["keanggotaan"]) == len(held["permintaan_keanggotaan"]) == 1
    assert [row["mode_sidang_sampai"] for row in held["perangkat"]] == [None]
    assert "Usulan dikirim" in {row["tindakan"] for row in held["catatan"]}
    assert "Orang Lain" not in files.read("data-saya.json").decode()
    names = [name for name in files.namelist() if name.startswith("lampiran/")]
    assert len(names) == 2
    assert files.read(names[0]) == b"%PDF-1.7 uji"
    assert Entry.objects.filter(action="account.export_data", actor=person).count() == 1


def test_archive_says_which_file_is_lost(logged_in, person):
    lost = person.proposals.exclude(number=None).get().attachments.get()
    lost.file.storage.delete(lost.file.name)
    files = opened(logged_in(person).post(DOWNLOAD))
    assert lost.original_name in files.read("berkas-yang-hilang.txt").decode()


def test_download_asks_for_a_fresh_proof(client, person):
    client.force_login(person)
    answer = client.post(DOWNLOAD)
    assert answer.url.startswith(reverse("account_reauthenticate"))
    assert client.get(DOWNLOAD).status_code == 405


def test_large_archive_is_made_by_the_worker_and_handed_to_its_owner_alone(logged_in, client, person, large):
    assert logged_in(person).post(DOWNLOAD).url == DATA
    text = client.get(DATA).content.decode()
    assert "Salinan data Anda disusun" in text
    client.post(DOWNLOAD)
    assert Job.objects.filter(kind=archive.DATA_COPY).count() == 1
    work()
    copy = DataCopy.objects.get(user=person)
    assert "Unduh salinan" in client.get(DATA, headers={"hx-request": "true"}).content.decode()
    address = reverse("my_data_copy", args=[copy.key])
    assert "data-saya.json" in opened(client.post(address)).namelist()
    assert logged_in(UserFactory()).post(address).status_code == 404
    copy.file.storage.delete(copy.file.name)


def test_making_a_copy_twice_keeps_one_and_for_nobody_none(person):
    job = archive.order_copy(person, actor=person)
    for _time in range(2):
        archive.make_copy(job, lambda done, total, text: None)
    assert DataCopy.objects.count() == 1
    archive.remove_copy(DataCopy.objects.get())
    job.payload = {"user": 0}
    assert archive.make_copy(job, lambda done, total, text: None) == {}
    assert not DataCopy.objects.exists()


def test_old_copies_go_with_their_files(person, django_capture_on_commit_callbacks):
    archive.make_copy(archive.order_copy(person, actor=person), lambda done, total, text: None)
    copy = DataCopy.objects.get()
    assert archive.clear_old_copies() == 0
    DataCopy.objects.update(made_at=timezone.now() - datetime.timedelta(days=2))
    with django_capture_on_commit_callbacks(execute=True):
        assert archive.clear_old_copies() == 1
    assert not copy.file.storage.exists(copy.file.name)
