"""Who runs the server, and where it keeps its files."""

import os
import pwd

import pytest

from renja_portal.launcher import LaunchError, accounts
from renja_portal.launcher.accounts import ServerAccount, choose_account, home_of, make_private
from renja_portal.launcher.binaries import PACKAGE, copy_binaries, find_binaries, package_folder

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root lends accounts")


def nobody() -> ServerAccount:
    entry = pwd.getpwnam("nobody")
    return ServerAccount(entry.pw_uid, entry.pw_gid)


def test_ordinary_person_runs_the_server_as_themselves(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert choose_account() == ServerAccount()
    assert choose_account().options == {}
    assert choose_account().owner == 1000


def test_root_lends_the_person_behind_sudo(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setenv("SUDO_UID", "1000")
    monkeypatch.setenv("SUDO_GID", "1001")
    assert choose_account() == ServerAccount(1000, 1001)


def test_root_lends_an_account_that_exists(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.delenv("SUDO_UID", raising=False)
    assert choose_account() == nobody()
    monkeypatch.setattr(accounts, "LENDABLE", ("tidak-ada",))
    with pytest.raises(LaunchError, match="sebagai pengguna biasa"):
        choose_account()


def test_files_stay_in_the_project_for_an_ordinary_person(tmp_path):
    assert home_of(tmp_path, ServerAccount()) == tmp_path


@as_root
def test_files_lie_elsewhere_where_the_account_cannot_enter(workplace, tmp_path):
    assert home_of(workplace, nobody()) == workplace
    closed, other = workplace / "closed" / ".data", workplace / "other" / ".data"
    for folder in (closed, other):
        folder.mkdir(parents=True)
        folder.parent.chmod(0o700)
    assert home_of(closed, nobody()).parent == accounts.ELSEWHERE
    assert home_of(closed, nobody()) != home_of(other, nobody())
    assert not home_of(closed, nobody()).exists()


def test_make_private_closes_what_was_open(tmp_path):
    folder = tmp_path / "pg"
    folder.mkdir(mode=0o755)
    make_private(folder, ServerAccount())
    assert folder.stat().st_mode & 0o777 == 0o700


@as_root
def test_make_private_gives_the_folder_to_the_account(tmp_path):
    make_private(tmp_path / "pg", nobody())
    assert (tmp_path / "pg").stat().st_uid == nobody().uid


@as_root
def test_make_private_refuses_a_folder_of_a_stranger(tmp_path):
    make_private(tmp_path / "pg", nobody())
    with pytest.raises(LaunchError, match="milik pengguna lain"):
        make_private(tmp_path / "pg", ServerAccount())


def test_make_private_refuses_a_link_to_somewhere(tmp_path):
    (tmp_path / "pg").symlink_to(tmp_path)
    with pytest.raises(LaunchError, match="milik pengguna lain"):
        make_private(tmp_path / "pg", ServerAccount())


def test_make_private_says_what_it_cannot_make(tmp_path):
    with pytest.raises(LaunchError, match="tidak dapat dibuat"):
        make_private(tmp_path / "missing" / "pg", ServerAccount())


def test_binaries_are_the_packages_own_where_they_can_be_run(tmp_path):
    assert find_binaries(tmp_path, ServerAccount()).is_relative_to(package_folder())
    assert list(tmp_path.iterdir()) == []


def test_copied_binaries_are_there_once_and_open_to_all(tmp_path):
    place = copy_binaries(package_folder(), tmp_path)
    assert place.name == PACKAGE
    server = next(place.glob("*/bin/postgres"))
    assert server.stat().st_mode & 0o777 == 0o755
    before = server.stat().st_mtime_ns, server.stat().st_ino
    assert copy_binaries(package_folder(), tmp_path) == place
    assert (server.stat().st_mtime_ns, server.stat().st_ino) == before
