"""Folders and the scanner. That they can be written to, and the last room on the disk, are said by `services`."""

import shutil
import socket
import stat
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from core.preflight import Finding, good, preflight_check, watch, wrong
from core.scanner import CONNECT_SECONDS
from renja_portal.backup.places import megabytes

LOW_SHARE = 0.1
OTHERS_READ_OR_WRITE = stat.S_IROTH | stat.S_IWOTH


@preflight_check(30)
def files() -> Iterator[Finding]:
    """Berkas."""
    yield _folder(settings.DATA_DIR, OTHERS_READ_OR_WRITE)
    yield _folder(Path(settings.MEDIA_ROOT), stat.S_IRWXO)
    if settings.DATA_DIR.is_dir():
        yield _room()
    yield _scanner()


def _folder(folder: Path, too_open: int) -> Finding:
    label = _("Folder %(folder)s") % {"folder": folder}
    if not folder.is_dir():
        return wrong(label, _("tidak ada"), f"mkdir -m 750 -p {folder}")
    mode = stat.S_IMODE(folder.stat().st_mode)
    if mode & stat.S_IWOTH:
        return wrong(
            label, _("dapat ditulis akun mana pun (%(mode)o)") % {"mode": mode}, f"chmod o= {folder}"
        )
    if mode & too_open:
        return watch(label, _("terbuka bagi akun lain (%(mode)o)") % {"mode": mode}, f"chmod o= {folder}")
    return good(label, _("tertutup bagi akun lain (%(mode)o)") % {"mode": mode})


def _room() -> Finding:
    label = _("Ruang disk")
    disk = shutil.disk_usage(settings.DATA_DIR)
    note = _("%(free)s bebas dari %(total)s") % {"free": megabytes(disk.free), "total": megabytes(disk.total)}
    if disk.free < disk.total * LOW_SHARE:
        return watch(label, note, f"du -xh --max-depth=2 {settings.DATA_DIR} | sort -h | tail")
    return good(label, note)


def _scanner() -> Finding:
    label = _("Pemindai virus")
    if not settings.UPLOAD_SCANNER:
        mend = _("pasang clamav-daemon, lalu UPLOAD_SCANNER=clamd://127.0.0.1:3310")
        return watch(label, _("tidak ada: berkas yang diunggah tidak dipindai"), mend)
    if not settings.UPLOAD_SCANNER.startswith("clamd://"):
        return good(label, settings.UPLOAD_SCANNER)
    return _daemon(label)


def _daemon(label: str) -> Finding:
    """Its own way to ask whether it lives (zPING)."""
    named = urlsplit(settings.UPLOAD_SCANNER)
    try:
        with socket.create_connection((named.hostname, named.port), timeout=CONNECT_SECONDS) as line:
            line.sendall(b"zPING\0")
            answer = line.recv(64)
    except OSError as error:
        answer = str(error).encode()
    if answer.startswith(b"PONG"):
        return good(label, _("%(address)s menjawab") % {"address": settings.UPLOAD_SCANNER})
    note = _("%(address)s tidak menjawab; berkas baru menunggu") % {"address": settings.UPLOAD_SCANNER}
    return wrong(label, note, "sudo systemctl restart clamav-daemon")
