"""The database server: whether it is the right one, and keeps what it said it keeps."""

import time
from collections.abc import Iterator
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _

from core.preflight import Finding, good, preflight_check, watch, wrong
from renja_portal.backup.programs import EMBEDDED

OLDEST = 15
DURABLE = ("fsync", "full_page_writes", "synchronous_commit")
MOST_SECONDS_APART = 2.0


@preflight_check(20)
def database() -> Iterator[Finding]:
    """Basis data."""
    with connection.cursor() as cursor:
        yield _version()
        yield _whose(cursor)
        yield _durable(cursor)
        yield _clock(cursor)


def _version() -> Finding:
    major = connection.pg_version // 10_000
    if major >= OLDEST:
        return good("PostgreSQL", _("versi %(major)d") % {"major": major})
    note = _("versi %(major)d; portal memerlukan %(oldest)d atau lebih baru") % {
        "major": major,
        "oldest": OLDEST,
    }
    return wrong("PostgreSQL", note, f"sudo apt-get install postgresql-{OLDEST}")


def _whose(cursor) -> Finding:
    """A role that owns its database and no more; superusers may see where the server's programs lie."""
    label = _("Akun basis data")
    cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
    if not cursor.fetchone()[0]:
        return good(label, _("bukan superuser"))
    cursor.execute("SELECT setting FROM pg_config WHERE name = 'BINDIR'")
    if _is_embedded(Path(cursor.fetchone()[0])):
        note = _("PostgreSQL tertanam, hanya untuk mencoba: berhenti bersama `make run`")
        return wrong(
            _("Basis data tertanam"), note, _("pasang PostgreSQL dan tulis DATABASE_URL (docs/deploy.md)")
        )
    return watch(
        label,
        _("superuser: lubang di portal akan membuka seluruh server basis data"),
        "ALTER ROLE … NOSUPERUSER",
    )


def _is_embedded(folder: Path) -> bool:
    return any(EMBEDDED in part or part.startswith("pginstall") for part in folder.parts)


def _durable(cursor) -> Finding:
    """`synchronous_commit` may wait for more than the own disk, never for less."""
    cursor.execute(
        "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit')"
    )
    off = sorted(name for name, setting in cursor.fetchall() if setting == "off")
    if not off:
        return good(_("Ketahanan"), _("%(names)s menyala") % {"names": ", ".join(DURABLE)})
    note = _('%(names)s mati: listrik padam dapat menghapus yang sudah dijawab "tersimpan"') % {
        "names": ", ".join(off)
    }
    mend = "; ".join(f"ALTER SYSTEM SET {name} = on" for name in off)
    return wrong(_("Ketahanan"), note, f"{mend}; SELECT pg_reload_conf()")


def _clock(cursor) -> Finding:
    before = time.time()
    cursor.execute("SELECT extract(epoch FROM clock_timestamp())::float8")
    apart = abs(cursor.fetchone()[0] - (before + time.time()) / 2)
    note = _("berselisih %(seconds).1f detik dengan basis data") % {"seconds": apart}
    if apart <= MOST_SECONDS_APART:
        return good(_("Jam"), note)
    return wrong(_("Jam"), note, "sudo timedatectl set-ntp true")
