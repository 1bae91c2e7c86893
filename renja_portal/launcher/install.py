"""Bring .venv, packages and system libraries up to date: `python3 -m renja_portal.launcher.install run`.

Runs on the machine's own python3 before anything is installed: standard library only, and syntax
that an older python3 still reads, so that it can say which version is needed.
"""

import hashlib
import os
import pathlib
import subprocess
import sys

from renja_portal.launcher import system

ROOT = pathlib.Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
OLDEST_PYTHON = (3, 11)
# What `make lock` wrote of the files of the same name with .txt: every package, with the hashes of all its files.
LOCKED = {
    "run": ["requirements.lock"],
    "dev": ["requirements.lock", "requirements-dev.lock"],
    "audit": ["security/requirements.lock"],
}
NEEDS = {"run": ["pango"], "dev": ["pango", "chromium"], "audit": []}
WISHES = ["nginx"]  # of `make e2e`: tests that need it are skipped where it cannot be had


class InstallError(Exception):
    """One line: what is missing and what to type."""


def check_python():
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(str(part) for part in sys.version_info[:3])
        raise InstallError(
            f"Perlu Python 3.11 atau lebih baru, yang ada {found}. Ketik: make run PYTHON=python3.11"
        )


def check_folder():
    if not os.access(str(ROOT), os.W_OK):
        raise InstallError(f'Folder {ROOT} tidak dapat ditulis. Ketik: sudo chown -R "$(id -un)" "{ROOT}"')


def venv_of(kind):
    """The tools of `make audit` need other versions of what the portal runs on: they have a .venv inside of it."""
    return VENV / "audit-tools" if kind == "audit" else VENV


def venv_python(kind="run"):
    return venv_of(kind) / "bin" / "python"


def venv_works(kind="run"):
    """A folder left behind by an interrupted or outdated installation does not count."""
    if not venv_python(kind).exists():
        return False
    probe = f"import sys, pip; sys.exit(sys.version_info < {OLDEST_PYTHON!r})"
    return subprocess.run([str(venv_python(kind)), "-c", probe], capture_output=True).returncode == 0


def has_ensurepip():
    return (
        subprocess.run([sys.executable, "-c", "import ensurepip, venv"], capture_output=True).returncode == 0
    )


def ensure_venv(kind="run"):
    if venv_works(kind):
        return
    check_folder()
    if not has_ensurepip() and not (system.install_with_apt("venv") and has_ensurepip()):
        raise InstallError("Modul venv belum terpasang. Ketik: " + system.command_to_type("venv"))
    print("Membuat .venv …", flush=True)
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(venv_of(kind))], capture_output=True, text=True
    )
    if made.returncode != 0:
        reason = (made.stdout + made.stderr).strip().splitlines() or ["sebab tidak diketahui"]
        raise InstallError("Membuat .venv gagal: " + reason[-1])


def wanted_stamp(kind):
    """Changes with the python and with the content of the locked files."""
    digest = hashlib.sha256(sys.version.encode())
    for name in LOCKED[kind]:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def stamp_file(kind):
    """Lies in what it speaks of, and goes with it."""
    return venv_of(kind) / f"renja-packages-{kind}"


def is_current(kind):
    """What was installed for "dev" serves "run" too."""
    kinds = [each for each in LOCKED if set(LOCKED[kind]) <= set(LOCKED[each])]
    return any(
        stamp_file(each).exists() and stamp_file(each).read_text() == wanted_stamp(each) for each in kinds
    )


def ensure_packages(kind):
    if is_current(kind):
        return
    source = LOCKED[kind][-1]
    print(f"Memasang paket Python dari {source} (sekali saja, beberapa menit) …", flush=True)
    pip = [str(venv_python(kind)), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    # A file whose hash is not on the list is refused, and nothing comes along that is not listed.
    only_locked = ["--require-hashes", "--no-deps", "--requirement", str(ROOT / source)]
    if subprocess.run([*pip, *only_locked]).returncode != 0:
        raise InstallError(
            "Paket Python belum lengkap terpasang: periksa sambungan jaringan dan ruang disk, lalu ulangi."
        )
    stamp_file(kind).write_text(wanted_stamp(kind))


def is_missing(need):
    if need == "pango":
        return bool(system.missing_libraries())
    return not (system.find_nginx() if need == "nginx" else system.find_chromium())


MISSING_TEXT = {
    "pango": "Pustaka Pango (untuk membuat PDF) belum terpasang.",
    "chromium": "Peramban Chromium (untuk uji peramban) belum terpasang.",
    "nginx": "nginx (untuk uji konfigurasinya) belum terpasang; uji itu dilewati.",
}


def ensure_system(need):
    if not is_missing(need):
        return
    if system.install_with_apt(need) and not is_missing(need):
        return
    raise InstallError(f"{MISSING_TEXT[need]} Ketik: {system.command_to_type(need)}")


def wish_for_system(need):
    """As `ensure_system`, but what cannot be had is told and no more."""
    try:
        ensure_system(need)
    except InstallError as error:
        print(error, flush=True)


def install(kind):
    """Everything of `kind` ("run", "dev", "audit") is there afterwards, or InstallError says what is not."""
    check_python()
    ensure_venv(kind)
    for need in NEEDS[kind]:
        ensure_system(need)
    ensure_packages(kind)


def main(arguments):
    try:
        kind = arguments[0] if arguments else "run"
        install("dev" if kind == "e2e" else kind)
        for need in WISHES if kind == "e2e" else []:
            wish_for_system(need)
    except InstallError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"Tidak dapat menulis {error.filename}: {error.strerror}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
