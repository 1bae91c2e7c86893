"""Which pg_dump is taken: of the server's version, else the next newer, never an older one."""

from pathlib import Path

import pytest

from renja_portal.backup import programs
from renja_portal.backup.errors import BackupError


@pytest.fixture
def installed(monkeypatch, tmp_path):
    """`installed(15, 17)`: programs that say so, in folders like Debian's, and nothing else on this machine."""
    monkeypatch.setattr(programs, "PACKAGES", tmp_path)
    monkeypatch.setattr(programs, "EMBEDDED", "no_such_package_here")
    monkeypatch.setenv("PATH", str(tmp_path / "kosong"))

    def install(*versions: int) -> None:
        for major in versions:
            place = tmp_path / str(major) / "bin"
            place.mkdir(parents=True)
            (place / "pg_dump").write_text(
                f"#!/bin/sh\necho 'pg_dump (PostgreSQL) {major}.3 (Debian {major}.3-1)'\n"
            )
            (place / "pg_dump").chmod(0o755)

    return install


def test_same_version_is_taken_although_newer_ones_are_there(installed):
    installed(13, 15, 17, 18)
    assert programs.fitting("pg_dump", 15).major == 15


def test_next_newer_version_is_taken_otherwise(installed):
    installed(13, 17, 18)
    found = programs.fitting("pg_dump", 15)
    assert (found.major, found.path.parent.parent.name) == (17, "17")


def test_older_version_is_refused_with_what_to_install(installed):
    installed(13, 14)
    with pytest.raises(BackupError, match=r"yang ada: 13, 14.*apt-get install postgresql-client-15"):
        programs.fitting("pg_dump", 15)


@pytest.mark.parametrize(
    ("dumped_by", "server", "least"), [(15, 15, 15), (16, 15, 15), (17, 15, 17), (18, 15, 17), (18, 18, 18)]
)
def test_dump_of_a_late_version_wants_a_late_server(dumped_by, server, least):
    assert programs.least_server(dumped_by, server) == least


def test_nothing_at_all_is_refused(installed):
    with pytest.raises(BackupError, match="yang ada: tidak ada"):
        programs.fitting("pg_dump", 15)


def test_program_that_does_not_run_is_passed_over(installed, tmp_path):
    installed(15, 16)
    (tmp_path / "15/bin/pg_dump").write_text("#!/bin/sh\nexit 1\n")
    assert programs.fitting("pg_dump", 15).major == 16


def test_program_of_this_machine_is_found_and_told_no_password(settings):
    found = programs.fitting("pg_dump", 15)
    line, environment = programs.reaching(found)
    assert isinstance(found.path, Path)
    password = settings.DATABASES["default"]["PASSWORD"]
    assert password
    assert not [part for part in line if password in part]
    assert environment["PGPASSWORD"] == password
