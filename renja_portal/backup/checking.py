"""Whether database and files are whole, and are what an archive said: one line for each check, with what it found."""

from collections.abc import Iterable, Iterator

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from audit.chain import verify_chain
from audit.models import Entry
from core.preflight import Finding, good, watch, wrong
from renja_portal.backup import census
from renja_portal.backup.files_check import check_files
from renja_portal.backup.manifest import Manifest, differing, knows_key_of

SHOWN = 3
RESTORE_AGAIN = "manage.py restore ARSIP"


def verify(manifest: Manifest | None) -> Iterator[Finding]:
    """Every check, in order; with a manifest also whether all is there that it names. Changes nothing."""
    if manifest:
        yield _secret(manifest)
        yield _counts(manifest)
        yield _schema(manifest)
    yield from _guards()
    if is_behind():
        note = _("rilis ini lebih baru daripada basis data; berkas dan catatan audit belum diperiksa")
        yield wrong(_("Migrasi"), note, "manage.py migrate && manage.py verify")
        return
    yield good(_("Migrasi"), _("lengkap"))
    yield from check_files(manifest)
    yield _record(manifest)


def some(names: Iterable[str]) -> str:
    """The first few of many."""
    listed = list(names)
    return ", ".join(listed[:SHOWN]) + (" …" if len(listed) > SHOWN else "")


def _secret(manifest: Manifest) -> Finding:
    label = "SECRET_KEY"
    if knows_key_of(manifest):
        return good(label, _("sama dengan saat arsip dibuat"))
    note = _(
        "lain dari saat arsip dibuat: tautan tanda terima, undangan dan verifikasi dua langkah tidak berlaku"
    )
    return wrong(label, note, _("tulis SECRET_KEY yang lama di /etc/renja/renja.env"))


@transaction.atomic
def _counts(manifest: Manifest) -> Finding:
    """Rows as in the archive; of the record, which goes on growing, up to the entry that was the newest."""
    found = census.count_rows()
    entries = Entry._meta.db_table
    if entries in found:
        newest = manifest.head[0] if manifest.head else 0
        found[entries] = Entry.objects.filter(pk__lte=newest).count()
    label = _("Jumlah baris")
    if faults := differing(manifest.counts, found):
        told = [f"{name} {found.get(name, '–')} ≠ {manifest.counts.get(name, '–')}" for name in faults]
        note = _("%(count)d tabel lain dari manifes: %(names)s")
        return wrong(label, note % {"count": len(faults), "names": some(told)}, RESTORE_AGAIN)
    note = _("%(rows)d baris dalam %(tables)d tabel, sama dengan manifes")
    return good(label, note % {"rows": sum(found.values()), "tables": len(found)})


def _schema(manifest: Manifest) -> Finding:
    found = census.count_schema()
    label = _("Skema")
    if faults := differing(manifest.schema, found):
        told = [f"{name} {found.get(name)} ≠ {manifest.schema.get(name)}" for name in faults]
        return wrong(label, _("lain dari manifes: %(names)s") % {"names": some(told)}, RESTORE_AGAIN)
    note = _("%(constraints)d batasan, %(indexes)d indeks, %(triggers)d pemicu, sama dengan manifes")
    return good(label, note % found)


def _guards() -> Iterator[Finding]:
    """What the database promises to keep, and whether its rows keep it."""
    with transaction.atomic():
        guards, dangling, stale = (
            census.not_guarding(),
            census.dangling_references(),
            census.stale_sequences(),
        )
    for label, faults, well in (
        (_("Penjaga data"), guards, _("semua batasan, indeks dan pemicu berlaku")),
        (_("Kunci antartabel"), dangling, _("tidak ada rujukan ke baris yang tidak ada")),
        (_("Penomoran"), stale, _("nomor berikutnya lebih besar daripada yang ada")),
    ):
        note = _("%(count)d tidak benar: %(names)s") % {"count": len(faults), "names": some(faults)}
        yield wrong(label, note, RESTORE_AGAIN) if faults else good(label, well)


def is_behind() -> bool:
    """Whether migrations of this release are still to be run."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _record(manifest: Manifest | None) -> Finding:
    """The chain recomputed; the newest entry of the archive must be in it."""
    found = verify_chain(anchor=manifest.head if manifest else None)
    label = _("Catatan audit")
    if not found.whole:
        told = [f"{fault.entry_id} {fault.why}" for fault in found.breaks]
        note = _("rantai rusak pada %(count)d catatan: %(names)s")
        return wrong(label, note % {"count": len(told), "names": some(told)}, "manage.py verify_audit")
    if not found.head:
        return watch(label, _("tidak ada catatan sama sekali"), "manage.py verify_audit")
    head = "{}:{}".format(*found.head)
    return good(
        label, _("rantai utuh, %(count)d catatan, ujung %(head)s") % {"count": found.count, "head": head}
    )
