"""Which account of the operating system runs the database server, and where it may keep its data.

PostgreSQL refuses to run as root. Root therefore lends it an account that exists already; accounts
are never added, and the permissions of folders above our own are never changed.
"""

import hashlib
import os
import pwd
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

from renja_portal.launcher import LaunchError

LENDABLE = ("nobody", "postgres", "daemon")
ELSEWHERE = Path("/var/tmp")


@dataclass(frozen=True)
class ServerAccount:
    """Runs programs as `uid`; as ourselves when `uid` is None."""

    uid: int | None = None
    gid: int | None = None

    @property
    def options(self) -> dict:
        """Keyword arguments for subprocess."""
        if self.uid is None:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    @property
    def owner(self) -> int:
        return os.geteuid() if self.uid is None else self.uid

    def can(self, test: str, path: Path) -> bool:
        """`test` is a letter of test(1): x to enter or run, r to read, w to write."""
        command = ["/bin/sh", "-c", f'test -{test} "$1"', "sh", str(path)]
        return subprocess.run(command, cwd="/", **self.options).returncode == 0

    def own(self, path: Path) -> None:
        if self.uid is not None:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)


def choose_account() -> ServerAccount:
    """Ourselves; for root the person behind sudo, else the first lendable account that exists."""
    if os.geteuid() != 0:
        return ServerAccount()
    sudo_uid = int(os.environ.get("SUDO_UID") or 0)
    if sudo_uid:
        return ServerAccount(sudo_uid, int(os.environ.get("SUDO_GID") or sudo_uid))
    for name in LENDABLE:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return ServerAccount(entry.pw_uid, entry.pw_gid)
    raise LaunchError(
        "PostgreSQL tidak mau berjalan sebagai root dan akun nobody tidak ada. "
        "Jalankan `make run` sebagai pengguna biasa."
    )


def home_of(data: Path, account: ServerAccount) -> Path:
    """Where the account keeps files: `data` itself, else a folder of ours elsewhere, one for each copy."""
    if account.uid is None or account.can("x", data):
        return data
    mark = hashlib.sha256(str(data.resolve()).encode()).hexdigest()[:12]
    return ELSEWHERE / f"renja-{mark}"


def make_private(folder: Path, account: ServerAccount) -> None:
    """The folder exists, belongs to the account and is closed to others; LaunchError if it is a stranger's."""
    try:
        folder.mkdir(mode=0o700)
        account.own(folder)
    except FileExistsError:
        pass
    except OSError as error:
        raise LaunchError(f"Folder {folder} tidak dapat dibuat: {error.strerror}.") from error
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != account.owner:
        raise LaunchError(f'Folder {folder} milik pengguna lain. Ketik: sudo rm -r "{folder}"')
    if stat.S_IMODE(found.st_mode) & 0o077:
        folder.chmod(0o700)
