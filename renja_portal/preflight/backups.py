"""Whether there would be a way back."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from core.preflight import Finding, good, preflight_check, watch, wrong
from renja_portal.backup.errors import BackupError
from renja_portal.backup.keys import recipients
from renja_portal.backup.programs import fitting, install_line, least_server, server_major
from renja_portal.backup.restoring import UNFINISHED
from renja_portal.backup.state import BackupState, last_backup

DUE, LATE = timedelta(hours=26), timedelta(days=3)  # one every night, with two hours of grace
MAKE = "manage.py backup /var/backups/renja"


@preflight_check(50)
def backups() -> Iterator[Finding]:
    """Cadangan."""
    yield from _state(last_backup())
    yield _keys()
    if settings.BACKUP_KEY_FILE and Path(settings.BACKUP_KEY_FILE).exists():
        note = _("ada di server ini: siapa yang menguasai server dapat membuka semua arsip")
        yield watch(_("Kunci rahasia cadangan"), note, f"rm {settings.BACKUP_KEY_FILE}")
    if (settings.DATA_DIR / UNFINISHED).exists():
        yield wrong(_("Pemulihan"), _("belum selesai"), "manage.py restore ARSIP")
    yield _program()


def _state(state: BackupState | None) -> Iterator[Finding]:
    label = _("Cadangan")
    if state is None or state.age is None:
        yield wrong(label, _("belum pernah dibuat"), MAKE)
    else:
        note = _("keadaan %(at)s, %(archive)s") % {
            "at": f"{timezone.localtime(state.at):%d-%m-%Y %H.%M}", "archive": state.archive,
        }  # fmt: skip
        weigh = wrong if state.age > LATE else watch
        yield weigh(label, note, MAKE) if state.age > DUE else good(label, note)
        if state.lost_files:
            note = _("%(count)d berkas sudah hilang saat dicadangkan") % {"count": state.lost_files}
            yield wrong(_("Berkas hilang"), note, "manage.py sweep_files")
    if state and state.failed_at and (state.at is None or state.failed_at > state.at):
        yield wrong(_("Cadangan terakhir gagal"), state.failure, MAKE)


def _keys() -> Finding:
    label = "BACKUP_RECIPIENTS"
    try:
        return good(label, _("%(count)d kunci publik") % {"count": len(recipients())})
    except BackupError as error:
        return wrong(label, error.text, error.mend or _("perbaiki BACKUP_RECIPIENTS di /etc/renja/renja.env"))


def _program() -> Finding:
    label, server = "pg_dump", server_major()
    try:
        program = fitting("pg_dump", server)
    except BackupError as error:
        return wrong(label, error.text, error.mend)
    note = _("versi %(major)d untuk server %(server)d") % {"major": program.major, "server": server}
    if (least := least_server(program.major, server)) > server:
        note += _("; arsipnya hanya dapat dipulihkan ke server %(least)d atau lebih baru") % {"least": least}
        return watch(label, note, install_line(server))
    return good(label, note)
