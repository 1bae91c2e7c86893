"""Bring the demo's database and static files up to date: `python -m renja_portal.launcher.prepare`.

One process for all steps, because each start of Django costs a second. Any failure is one line;
the trace is kept in .data/log/prepare.log.
"""

import hashlib
import os
import sys
import traceback
import warnings
from pathlib import Path

import django
from django.core.management import call_command, get_commands
from django.db import OperationalError, connection


class PrepareError(Exception):
    """What is wrong with the given database, for people."""


def static_fingerprint() -> str:
    """Changes when any static file of the portal or of a package changes."""
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list(["CVS", ".*", "*~"]):
            found = Path(storage.path(path)).stat()
            digest.update(f"{path}:{found.st_mtime_ns}:{found.st_size}\n".encode())
    return digest.hexdigest()


def collect_static() -> None:
    from django.conf import settings

    stamp = settings.DATA_DIR / "static-stamp"
    wanted = static_fingerprint()
    if stamp.exists() and stamp.read_text() == wanted and settings.STATIC_ROOT.exists():
        return
    print("Menyiapkan berkas statis …", flush=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(wanted)


def is_empty() -> bool:
    from django.contrib.auth import get_user_model

    return not get_user_model().objects.exists()


def load_or_shift_demo() -> None:
    """A fresh database gets the demo, a known one has its dates moved, a foreign one is refused."""
    from django.conf import settings

    if is_empty():
        print("Memuat contoh data …", flush=True)
        call_command("load_demo")
    elif not (settings.DATA_DIR / "demo-accounts.json").exists():
        raise PrepareError(
            "Basis data ini berisi data yang bukan contoh, padahal `make run` hanya untuk mencoba. "
            "Kosongkan DATABASE_URL, atau ikuti docs/deploy.md untuk pemasangan resmi."
        )
    elif "shift_demo" in get_commands():
        call_command("shift_demo")


def prepare() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "renja_portal.settings")
    django.setup()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    from jobs.worker import lengthen_statement_timeout

    lengthen_statement_timeout()  # a migration may take longer than a web request
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    load_or_shift_demo()
    collect_static()


def explain(error: Exception) -> str:
    first_line = (str(error).strip().splitlines() or [type(error).__name__])[0]
    if isinstance(error, PrepareError):
        return str(error)
    if isinstance(error, OperationalError):
        return f"Basis data tidak dapat dihubungi: {first_line}"
    return f"Persiapan gagal: {first_line} (selengkapnya di .data/log/prepare.log)"


def main() -> int:
    warnings.simplefilter("default")
    try:
        prepare()
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        log = Path(os.environ.get("DATA_DIR", ".data")) / "log" / "prepare.log"
        log.write_text(traceback.format_exc())
        print(explain(error), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
