"""S02: what is installed is what was chosen, each file known by its hash (`make lock`)."""

import re
from pathlib import Path

import pytest

from renja_portal.launcher import install

ROOT = install.ROOT
LISTS = ("requirements", "requirements-s3", "requirements-dev", "security/requirements")
CHOSEN = re.compile(r"^([\w.-]+)(?:\[[\w,-]+\])?==(\S+)$", re.MULTILINE)
LOCKED = re.compile(r"^([\w.-]+)(?:\[[\w,-]+\])?==([^\s;]+)((?:.*\\\n)+.*)", re.MULTILINE)
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")


def chosen(name: str) -> dict[str, str]:
    return {plain(package): version for package, version in CHOSEN.findall(text_of(f"{name}.txt"))}


def locked(name: str) -> dict[str, tuple[str, str]]:
    """Package → (version, its hashes as they stand there)."""
    rows = LOCKED.findall(text_of(f"{name}.lock"))
    return {plain(package): (version, hashes) for package, version, hashes in rows}


def text_of(name: str) -> str:
    return Path(ROOT, name).read_text()


def plain(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()


@pytest.mark.parametrize("name", LISTS)
def test_s02_every_package_that_was_chosen_is_locked_in_that_version(name):
    """Otherwise the list was changed without `make lock`."""
    versions = {package: version for package, (version, _hashes) in locked(name).items()}
    assert chosen(name)
    assert {package: versions.get(package) for package in chosen(name)} == chosen(name)


@pytest.mark.parametrize("name", LISTS)
def test_s02_every_locked_package_names_its_hashes(name):
    rows = LOCKED.findall(text_of(f"{name}.lock"))
    assert len(rows) == len(re.findall(r"^[^\s#].*==", text_of(f"{name}.lock"), re.MULTILINE))
    assert [package for package, _version, hashes in rows if not HASH.search(hashes)] == []


@pytest.mark.parametrize("name", LISTS)
def test_s02_locked_list_names_no_place_to_fetch_from(name):
    """Whoever installs says where from."""
    lines = [line for line in text_of(f"{name}.lock").splitlines() if not line.lstrip().startswith("#")]
    assert [line for line in lines if "://" in line or line.startswith("-")] == []


def test_s02_tests_run_on_what_the_portal_runs_on():
    run, dev = locked("requirements"), locked("requirements-dev")
    assert {package: dev.get(package, ("", ""))[0] for package in run} == {
        package: version for package, (version, _hashes) in run.items()
    }


def test_s02_package_without_its_hash_is_not_installed(tmp_path, monkeypatch, capfd):
    """The installer's own command line, with a file that is not the one whose hash is listed."""
    (tmp_path / "requirements.lock").write_text(
        f"six @ {wheel(tmp_path).as_uri()} --hash=sha256:{'0' * 64}\n"
    )
    monkeypatch.setattr(install, "VENV", tmp_path)
    monkeypatch.setattr(install, "ROOT", tmp_path)
    monkeypatch.setattr(install, "venv_python", lambda kind="run": ROOT / ".venv" / "bin" / "python")
    with pytest.raises(install.InstallError, match="belum lengkap terpasang"):
        install.ensure_packages("run")
    assert "DO NOT MATCH THE HASHES" in capfd.readouterr().err


def wheel(folder: Path) -> Path:
    path = folder / "six-1.17.0-py2.py3-none-any.whl"
    path.write_bytes(b"not what was locked")
    return path
