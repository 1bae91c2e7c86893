"""The embedded server: starts, keeps, ends, and takes over what a killed launcher left."""

import os
import signal

import psutil
import psycopg2
import pytest

from renja_portal.launcher import LaunchError, postgres
from renja_portal.launcher.embedded import find_cluster, open_cluster, sweep_throwaways, throwaway_database
from renja_portal.launcher.folders import Folders
from renja_portal.launcher.postgres import Cluster


def ask(url: str, sql: str):
    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(sql)
        answer = cursor.fetchone()[0] if cursor.description else None
    connection.close()
    return answer


def test_server_keeps_its_data_is_found_again_and_ends(folders):
    cluster = open_cluster(folders)
    try:
        url = cluster.start()
        ask(url, "CREATE TABLE kept AS SELECT 'isi' AS text")
        assert find_cluster(folders).current_url() == url
        assert ask(url, "SHOW fsync") == "on"
        assert ask(url, "SHOW listen_addresses") == "127.0.0.1"
        assert ask(url, "SELECT to_tsvector('indonesian', 'membangun')") == "'bangun':1"

        # Killed with the launcher: another one takes the data over.
        abandoned = find_cluster(folders).find_postmaster()
        url = open_cluster(folders).start()
        assert not abandoned.is_running()
        assert ask(url, "SELECT text FROM kept") == "isi"
    finally:
        find_cluster(folders).stop()
        cluster.stop()
    assert find_cluster(folders).current_url() is None
    (cluster.data / "PG_VERSION").write_text("9\n")
    with pytest.raises(LaunchError, match="dibuat oleh PostgreSQL 9"):
        cluster.start()


def test_wrong_password_and_no_password_are_refused(folders):
    with throwaway_database(folders) as url:
        wrong = url.replace("renja:", "renja:x", 1)
        for refused in (wrong, wrong.replace(wrong.split("@")[0], "postgres://renja", 1)):
            with pytest.raises(psycopg2.OperationalError):
                psycopg2.connect(refused)


def test_throwaway_leaves_nothing(folders):
    with throwaway_database(folders) as url:
        assert ask(url, "SHOW server_encoding") == "UTF8"
        assert ask(url, "SHOW fsync") == "off"
        assert list(folders.data.glob("test-pg-*"))
    assert not list(folders.data.glob("test-pg-*"))
    with pytest.raises(psycopg2.OperationalError):
        psycopg2.connect(url)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root keeps data elsewhere")
def test_data_elsewhere_stays_for_make_run_and_goes_with_its_note(workplace):
    closed = workplace / "closed"
    closed.mkdir(mode=0o700)
    folders = Folders(closed / ".data").prepare()
    cluster = find_cluster(folders)
    home = cluster.folder.parent
    assert home.name.startswith("renja-")
    with throwaway_database(folders) as url:
        assert ask(url, "SELECT 1") == 1
    assert not home.exists()

    url = open_cluster(folders).start()
    server = cluster.find_postmaster()
    with throwaway_database(folders):
        pass
    assert ask(url, "SELECT 1") == 1
    (folders.data / "pg-folder.txt").unlink()  # `.data` was thrown away
    with throwaway_database(folders):
        pass
    assert not home.exists()
    assert not server.is_running() or server.status() == psutil.STATUS_ZOMBIE


def test_next_test_run_ends_what_a_killed_one_left(folders):
    cluster = find_cluster(folders)
    left = Cluster(folders.data / "test-pg-1", cluster.account, "secret")
    left.start()
    server = psutil.Process(left.process.pid)
    sweep_throwaways(folders.data, cluster.account)
    left.process.wait()
    assert not server.is_running()
    assert not list(folders.data.glob("test-pg-*"))


def test_stale_pid_file_names_no_server(folders):
    cluster = find_cluster(folders)
    cluster.data.mkdir(parents=True)
    for lines in ("", "no number\n", f"{os.getpid()}\n{cluster.data}\n", "999999999\n"):
        (cluster.data / "postmaster.pid").write_text(lines)
        assert cluster.find_postmaster() is None
        assert cluster.current_url() is None
    cluster.stop()
    assert not (cluster.data / "postmaster.pid").exists()


def test_frozen_server_ends_by_force(folders, monkeypatch):
    monkeypatch.setattr(postgres, "STOP_SECONDS", 0.3)
    monkeypatch.setattr(postgres, "QUIT_SECONDS", 0.3)
    with throwaway_database(folders):
        pid = int(next(folders.data.glob("test-pg-*/data/postmaster.pid")).read_text().split()[0])
        server = psutil.Process(pid)
        family = [server, *server.children(recursive=True)]
        server.send_signal(signal.SIGSTOP)
    assert psutil.wait_procs(family, timeout=5)[1] == []
