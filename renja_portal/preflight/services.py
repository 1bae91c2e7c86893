"""What /readyz says, in its own words, and the daily look at the record."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import long_date
from core.preflight import Finding, good, preflight_check, watch, wrong
from renja_portal.health.readiness import problems
from renja_portal.upkeep.checking import chain_state

# What to type where /readyz found something; whatever is not named here is explained by its own sentence.
MENDS = {
    "database": "sudo systemctl status postgresql",
    "migrations": "manage.py migrate",
    "storage": "chown -R renja: DATA_DIR/media",
    "disk": "df -h",
    "worker": "sudo systemctl start renja-worker",
}
RECORD_MAX_AGE = timedelta(days=2)  # the worker looks once a day


@preflight_check(40)
def services() -> Iterator[Finding]:
    """Layanan."""
    found = problems()
    for name, text in found.items():
        yield wrong(
            f"/readyz: {name}", text.rstrip("."), MENDS.get(name, "curl -s http://127.0.0.1:8000/readyz")
        )
    if not found:
        yield good("/readyz", _("siap: basis data, migrasi, folder, disk dan pekerja"))


@preflight_check(80)
def record() -> Iterator[Finding]:
    """Catatan audit."""
    label, state = _("Catatan audit"), chain_state()
    if state.checked_at is None:
        yield watch(label, _("rantainya belum pernah diperiksa di sini"), "manage.py verify_audit")
        return
    note = _("terakhir diperiksa %(day)s") % {"day": long_date(timezone.localtime(state.checked_at).date())}
    if state.is_broken:
        yield wrong(label, _("rantai rusak; %(note)s") % {"note": note}, "manage.py verify_audit")
    elif timezone.now() - state.checked_at > RECORD_MAX_AGE:
        yield watch(label, note, "manage.py verify_audit")
    else:
        yield good(label, _("rantai utuh, %(note)s") % {"note": note})
