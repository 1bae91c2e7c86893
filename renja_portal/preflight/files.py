"""Folders and the scanner. That they can be written to, and the last room on the disk, are said by `services`."""

import shutil
import stat
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from core.preflight import Finding, good, preflight_check, watch, wrong
from core.scanner import ScannerAway, scanner
from renja_portal.backup.places import megabytes

LOW_SHARE = 0.1
# The EICAR test file, in pieces, so that no scanner takes this source for one.
TEST_FILE = (rb"X5O!P%@AP[4\PZX54(P^)7CC)7}", b"$EICAR-STANDARD-", b"ANTIVIRUS-TEST-FILE!$H+H*")
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
    """It is asked about the file that every scanner knows, the way uploads are."""
    label, scan = _("Pemindai virus"), scanner()
    if scan is None:
        mend = _("pasang clamav-daemon, lalu UPLOAD_SCANNER=clamd://127.0.0.1:3310")
        return watch(label, _("tidak ada: berkas yang diunggah tidak dipindai"), mend)
    names = {"address": settings.UPLOAD_SCANNER}
    try:
        found = scan(BytesIO(b"".join(TEST_FILE)))
    except ScannerAway as error:
        note = _("%(address)s tidak menjawab (%(reason)s); berkas baru menunggu") % (
            names | {"reason": error}
        )
        return wrong(label, note, "sudo systemctl restart clamav-daemon")
    if not found:
        return wrong(label, _("%(address)s tidak mengenali berkas uji") % names, "sudo freshclam")
    return good(label, _("%(address)s mengenali berkas uji") % names)
