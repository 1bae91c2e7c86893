"""Files and rows: each row finds its file, each file is the one that was kept, none lies there for nobody."""

from collections.abc import Iterator
from itertools import chain

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models
from django.utils.translation import gettext as _

from core.preflight import Finding, good, watch, wrong
from core.storage import StorageAway
from core.sweeping import compare_files_with_rows
from renja_portal.backup.archive import digest_of
from renja_portal.backup.manifest import Manifest

SHOWN = 3
FINGERPRINT = "sha256"  # what rows call the hash of the file that they name


def check_files(manifest: Manifest | None) -> Iterator[Finding]:
    """Every file that a row names is read once."""
    findings = compare_files_with_rows()
    known = {name for _row, name in manifest.lost} if manifest else set()
    lost = [f"{name} ({row})" for row, name in findings.lost if name not in known]
    yield _told(_("Baris tanpa berkas"), lost, "manage.py restore ARSIP")
    if told := [f"{name} ({row})" for row, name in findings.lost if name in known]:
        note = _("%(count)d sudah hilang sebelum dicadangkan: %(names)s") % {
            "count": len(told),
            "names": _some(told),
        }
        yield watch(_("Berkas yang sudah lama hilang"), note, _("cari pada arsip yang lebih lama"))
    orphans = list(findings.orphans)
    note = _("%(count)d berkas: %(names)s") % {"count": len(orphans), "names": _some(orphans)}
    label = _("Berkas tanpa baris")
    yield watch(label, note, "manage.py sweep_files --delete") if orphans else good(label, _("tidak ada"))
    yield _hashes(manifest)


def _hashes(manifest: Manifest | None) -> Finding:
    """Against what the rows say, and what the archive says."""
    expected: dict[str, set[str]] = {}
    archived = ((name, digest) for name, (_size, digest) in manifest.media.items()) if manifest else ()
    for name, digest in chain(_fingerprints(), archived):
        expected[name] = expected.get(name, set()) | {digest}
    faults = [name for name, digests in expected.items() if not _is_as_kept(name, digests)]
    label = _("Isi berkas")
    if faults:
        note = _("%(count)d berkas bukan yang pernah disimpan: %(names)s")
        return wrong(label, note % {"count": len(faults), "names": _some(faults)}, "manage.py restore ARSIP")
    return good(label, _("%(count)d berkas sama dengan sidiknya") % {"count": len(expected)})


def _fingerprints() -> Iterator[tuple[str, str]]:
    """(file, SHA-256) of each row that keeps both."""
    for model in apps.get_models():
        names = {field.name for field in model._meta.local_fields}
        files = [field.name for field in model._meta.local_fields if isinstance(field, models.FileField)]
        if FINGERPRINT in names and len(files) == 1 and not model._meta.proxy:
            rows = model._base_manager.exclude(**{files[0]: ""}).exclude(**{FINGERPRINT: ""})
            yield from rows.values_list(files[0], FINGERPRINT).iterator()


def _is_as_kept(name: str, digests: set[str]) -> bool:
    """Of a file that is gone, another check tells."""
    try:
        with default_storage.open(name, "rb") as file:
            return {digest_of(file)} == digests
    except FileNotFoundError:
        return True
    except (OSError, StorageAway):
        return False


def _told(label: str, faults: list[str], mend: str) -> Finding:
    if not faults:
        return good(label, _("tidak ada"))
    note = _("%(count)d berkas hilang: %(names)s") % {"count": len(faults), "names": _some(faults)}
    return wrong(label, note, mend)


def _some(names: list[str]) -> str:
    return ", ".join(names[:SHOWN]) + (" …" if len(names) > SHOWN else "")
