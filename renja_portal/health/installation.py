"""The machine and what was installed on it: disk, storage, scanner, migrations, versions, backup."""

import shutil
from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from core.dates import long_datetime
from core.money import number
from core.paging import count_each
from core.quarantine import HandedIn, ScanState
from core.scanner import scanner_trouble
from renja_portal.backup.state import BackupState, last_backup
from renja_portal.health import readiness
from renja_portal.health.bounded import TookTooLong, within_seconds
from renja_portal.health.findings import Finding, Standing, weigh
from renja_portal.version import versions

GIB = 1024**3
LOW_SHARE, LOW_BYTES = 0.1, 2 * GIB
BACKUP_HOURS = {"watch": 26, "wrong": 72}  # one every night, with two hours of grace
OLDEST_POSTGRESQL = 150_000


def disk() -> Finding:
    label = _("Ruang disk")
    try:
        usage = within_seconds(readiness.DISK_SECONDS, lambda: shutil.disk_usage(settings.DATA_DIR))
    except (OSError, TookTooLong):
        return Finding(
            label, Standing.WRONG, _("Disk tempat berkas disimpan tidak menjawab."), _mount_advice()
        )
    says = _("Tersisa %(free)s GB dari %(total)s GB.") % {
        "free": number(usage.free // GIB), "total": number(usage.total // GIB),
    }  # fmt: skip
    if usage.free < readiness.LOW_DISK_BYTES:
        return Finding(label, Standing.WRONG, says, _("Kosongkan disk sekarang; unggahan akan ditolak."))
    if usage.free < min(LOW_BYTES, usage.total * LOW_SHARE):
        return Finding(
            label, Standing.WATCH, says, _("Rencanakan disk yang lebih besar, atau pindahkan cadangan lama.")
        )
    return Finding(label, Standing.GOOD, says)


def storage() -> Finding:
    label, trouble = _("Folder berkas"), readiness.storage()
    if trouble:
        return Finding(label, Standing.WRONG, trouble, _mount_advice())
    return Finding(label, Standing.GOOD, _("Dapat ditulis."))


def _mount_advice() -> str:
    return _("Periksa DATA_DIR di server: apakah terpasang, tidak hanya-baca, dan milik akun portal.")


def scanner() -> Finding:
    label = _("Pemindai virus")
    if not settings.UPLOAD_SCANNER:
        says = _("Tidak dipasang: isi berkas diperiksa, tetapi tidak dipindai.")
        return Finding(
            label, Standing.WATCH, says, _("Pasang ClamAV dan isi UPLOAD_SCANNER; lihat docs/configure.md.")
        )
    waiting = sum(count_each(*(model.objects.filter(scan=ScanState.WAITING) for model in _scanned())))
    trouble = scanner_trouble()
    if trouble:
        says = f"{trouble} " + _("%(n)d berkas menunggu.") % {"n": waiting}
        return Finding(label, Standing.WRONG, says, _("Jalankan lagi clamav-daemon di server pemindai."))
    return Finding(label, Standing.GOOD, _("Menjawab; %(n)d berkas menunggu.") % {"n": waiting})


def _scanned() -> list:
    return [model for model in apps.get_models() if issubclass(model, HandedIn)]


def migrations() -> Finding:
    label, trouble = _("Migrasi basis data"), readiness.migrations()
    if trouble:
        return Finding(label, Standing.WRONG, trouble, _("Jalankan manage.py migrate di server."))
    return Finding(label, Standing.GOOD, _("Semua sudah dijalankan."))


def versions_of_all() -> Finding:
    label, told = _("Versi"), versions()
    says = _("Portal %(portal)s, Python %(python)s, Django %(django)s, PostgreSQL %(postgresql)s.") % told
    if connection.pg_version < OLDEST_POSTGRESQL:
        return Finding(
            label, Standing.WRONG, says, _("Perbarui PostgreSQL ke versi 15 atau yang lebih baru.")
        )
    return Finding(label, Standing.GOOD, says)


def backup() -> Finding:
    return finding_of(last_backup())


def finding_of(told: BackupState | None) -> Finding:
    """A `BackupState` as a finding; None where no backup was ever tried."""
    label = _("Cadangan")
    if told is None or told.at is None or told.age is None:
        return _no_backup(label, told)
    says = _("Terakhir %(when)s.") % {"when": long_datetime(told.at)}
    advice = _("Baca log pencadangan di server, lalu jalankan manage.py backup.")
    if told.failed_at and told.failed_at > told.at:
        says += " " + _("Percobaan sesudahnya gagal: %(why)s") % {"why": told.failure}
        return Finding(label, Standing.WRONG, says, advice)
    standing = weigh(told.age / timedelta(hours=1), **BACKUP_HOURS)
    return Finding(label, standing, says, "" if standing == Standing.GOOD else advice)


def _no_backup(label: str, told: BackupState | None) -> Finding:
    if settings.DEMO:
        return Finding(label, Standing.GOOD, _("Demo ini tidak dicadangkan."))
    says = _("Belum pernah dibuat.") + (f" {told.failure}" if told and told.failure else "")
    return Finding(label, Standing.WRONG, says, _("Jalankan manage.py backup, lalu jadwalkan setiap malam."))
