"""What a server lacks is said in one line each, with what to type; only what is wrong makes the command fail."""

from datetime import timedelta
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from core import preflight
from core.preflight import Finding, Weight, good, preflight_check, read_preflight, tell, watch, wrong
from faults.mail_server import MailServer
from jobs.models import Job, State, WorkerHeartbeat
from renja_portal.backup.state import BackupState, note_failure, note_success
from renja_portal.upkeep.checking import CHECK_RECORD, KEY
from tests.factories.stakeholders import HostMembershipFactory

pytestmark = pytest.mark.django_db
autodiscover_modules("preflight")  # before any test puts other checks in their place


@pytest.fixture(autouse=True)
def folders(settings, tmp_path) -> None:
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path / "data", tmp_path / "data" / "media"
    settings.MEDIA_ROOT.mkdir(parents=True)
    settings.DATA_DIR.chmod(0o750)
    settings.MEDIA_ROOT.chmod(0o750)


def found() -> dict[str, Finding]:
    """{label: finding}."""
    return {finding.label: finding for finding in read_preflight()}


def weight_of(label: str) -> Weight:
    return found()[label].weight


def test_findings_are_lines_with_what_to_type():
    lines: list[str] = []
    count = tell(
        [good("A", "x"), watch("B", "y", "z"), wrong("C", "y", "z"), wrong("D", "y", "z")], lines.append
    )
    assert (count, lines) == (
        2,
        ["baik        A: x", "perhatikan  B: y → z", "salah       C: y → z", "salah       D: y → z", "2 salah, 1 perhatikan, 1 baik"],
    )  # fmt: skip


def test_two_checks_never_share_a_place():
    with pytest.raises(ValueError, match="place 10"):
        preflight_check(10)(lambda: iter(()))


def test_database_that_does_not_answer_is_a_finding(monkeypatch):
    def away():
        """Uji."""
        raise OperationalError("connection refused\nmore")
        yield

    monkeypatch.setattr(preflight, "_checks", {1: away})
    assert [finding.line for finding in read_preflight()] == [
        "salah       Uji: tidak dapat diperiksa: connection refused → sudo systemctl status postgresql"
    ]


def test_trial_settings_are_wrong(settings):
    settings.DEMO = settings.DEBUG = True
    settings.SECRET_KEY = "only-for-tests-" + "0" * 50
    settings.SECURE = False
    settings.TIME_ZONE = "Europe/Paris"
    assert {weight_of(label) for label in ("DEMO", "DEBUG", "SECRET_KEY", "PUBLIC_URL", "Zona waktu")} == {
        Weight.WRONG
    }


def test_settings_of_a_real_server_are_good(settings):
    settings.DEMO = settings.DEBUG = False
    settings.SECRET_KEY = "pD7wY1nq-K3vZ8sT5bXoLcGfRj2MhE9uUaI6yQ4eNkWm0xHiBtVrSgOlCzJdPAF"
    settings.SECURE, settings.PUBLIC_URL = True, "https://renja.example.go.id"
    assert {weight_of(label) for label in ("DEMO", "DEBUG", "SECRET_KEY", "PUBLIC_URL", "Zona waktu")} == {
        Weight.GOOD
    }
    settings.SECRET_KEY_FALLBACKS = ["a" * 50]
    assert weight_of("SECRET_KEY") == Weight.WATCH


def test_embedded_and_forgetful_database_is_wrong():
    told = found()
    assert told["Basis data tertanam"].weight == Weight.WRONG
    assert "fsync, full_page_writes, synchronous_commit mati" in told["Ketahanan"].note
    assert "ALTER SYSTEM SET fsync = on" in told["Ketahanan"].mend
    assert (told["PostgreSQL"].weight, told["Jam"].weight) == (Weight.GOOD, Weight.GOOD)


def test_role_that_is_no_superuser_is_good():
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE biasa")
        cursor.execute("SET LOCAL ROLE biasa")
    assert (
        next(finding for finding in _database() if finding.label == "Akun basis data").weight == Weight.GOOD
    )


def _database():
    from renja_portal.preflight.database import database

    return list(database())


@pytest.mark.parametrize(
    ("mode", "weight"), [(0o750, Weight.GOOD), (0o755, Weight.WATCH), (0o777, Weight.WRONG)]
)
def test_folders_open_to_others_are_told(settings, mode, weight):
    settings.MEDIA_ROOT.chmod(mode)
    assert weight_of(f"Folder {settings.MEDIA_ROOT}") == weight


def test_missing_folder_is_told(settings):
    settings.MEDIA_ROOT.rmdir()
    told = found()[f"Folder {settings.MEDIA_ROOT}"]
    assert (told.weight, told.mend) == (Weight.WRONG, f"mkdir -m 750 -p {settings.MEDIA_ROOT}")


def test_scanner_is_asked(settings, clamd):
    settings.UPLOAD_SCANNER = ""
    assert weight_of("Pemindai virus") == Weight.WATCH
    settings.UPLOAD_SCANNER = "clamd://127.0.0.1:1"
    assert weight_of("Pemindai virus") == Weight.WRONG
    settings.UPLOAD_SCANNER = clamd.address
    assert weight_of("Pemindai virus") == Weight.GOOD
    clamd.says = b"OK"
    assert "tidak mengenali berkas uji" in found()["Pemindai virus"].note


def test_what_readyz_says_is_said_once():
    assert found()["/readyz: worker"].mend == "sudo systemctl start renja-worker"
    WorkerHeartbeat.objects.create(name="uji")
    assert weight_of("/readyz") == Weight.GOOD


def test_backup_is_missed_while_it_is_missing_or_old():
    assert weight_of("Cadangan") == Weight.WRONG
    for hours, weight in ((1, Weight.GOOD), (30, Weight.WATCH), (24 * 4, Weight.WRONG)):
        note_success(BackupState(timezone.now() - timedelta(hours=hours), "/srv/x.tar.age"))
        assert weight_of("Cadangan") == weight
    note_success(BackupState(timezone.now(), "/srv/x.tar.age", lost_files=2))
    assert weight_of("Berkas hilang") == Weight.WRONG
    assert "Cadangan terakhir gagal" not in found()
    note_failure("disk penuh")
    assert found()["Cadangan terakhir gagal"].note == "disk penuh"


def test_keys_of_backups_are_looked_at(settings, tmp_path):
    from renja_portal.backup.keys import make_key

    settings.BACKUP_RECIPIENTS = []
    assert found()["BACKUP_RECIPIENTS"].mend == "manage.py backup_key BERKAS"
    key = tmp_path / "kunci"
    settings.BACKUP_RECIPIENTS = [make_key(key)]
    assert weight_of("BACKUP_RECIPIENTS") == Weight.GOOD
    assert "Kunci rahasia cadangan" not in found()
    settings.BACKUP_KEY_FILE = str(key)
    assert weight_of("Kunci rahasia cadangan") == Weight.WATCH
    assert weight_of("pg_dump") == Weight.GOOD


def test_letters_need_a_server_and_a_sender(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert weight_of("Server surel") == Weight.WRONG
    assert weight_of("Pengirim surel") == Weight.WATCH
    server = MailServer()
    server.start()
    try:
        settings.EMAIL_PORT, settings.DEFAULT_FROM_EMAIL = server.server_address[1], "forum@example.go.id"
        assert (weight_of("Server surel"), weight_of("Pengirim surel")) == (Weight.GOOD, Weight.GOOD)
    finally:
        server.stop()


def test_admins_need_a_second_factor_each(admin_user):
    assert (weight_of("Admin"), found()["Admin"].note) == (
        Weight.WRONG,
        "0 dari 1 memakai verifikasi dua langkah",
    )
    Authenticator.objects.create(user=admin_user, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert weight_of("Admin") == Weight.WRONG
    Authenticator.objects.create(user=admin_user, type=Authenticator.Type.TOTP, data={})
    assert weight_of("Admin") == Weight.WATCH
    other = HostMembershipFactory(role="admin").user
    assert weight_of("Admin") == Weight.WATCH
    Authenticator.objects.create(user=other, type=Authenticator.Type.WEBAUTHN, data={})
    assert weight_of("Admin") == Weight.GOOD


def test_no_admin_at_all_is_wrong():
    assert found()["Admin"].mend.startswith("manage.py create_admin")


def test_last_look_at_the_record_counts():
    assert weight_of("Catatan audit") == Weight.WATCH
    job = Job.objects.create(
        kind=CHECK_RECORD,
        key=KEY,
        state=State.DONE,
        finished_at=timezone.now(),
        result={"breaks": [], "head": None},
    )
    assert weight_of("Catatan audit") == Weight.GOOD
    Job.objects.filter(pk=job.pk).update(finished_at=timezone.now() - timedelta(days=3))
    assert weight_of("Catatan audit") == Weight.WATCH
    Job.objects.filter(pk=job.pk).update(result={"breaks": [[1, "x"]], "head": None})
    assert weight_of("Catatan audit") == Weight.WRONG


def test_command_fails_where_something_is_wrong():
    told = StringIO()
    with pytest.raises(CommandError, match="salah"):
        call_command("preflight", stdout=told)
    lines = told.getvalue().splitlines()
    assert {line.split()[0] for line in lines[:-1]} <= {"salah", "perhatikan", "baik"}
    assert all(" → " in line for line in lines if line.startswith(("salah", "perhatikan")))
    assert "perhatikan" in lines[-1]


def test_command_passes_where_nothing_is(monkeypatch):
    monkeypatch.setattr(preflight, "_checks", {1: lambda: iter([watch("A", "x", "y")])})
    told = StringIO()
    call_command("preflight", stdout=told)
    assert told.getvalue().endswith("0 salah, 1 perhatikan, 0 baik\n")
