"""Files of one copy: private, whole, and refused in words."""

import os
import subprocess
import sys

import pytest

from renja_portal.launcher import LaunchError, folders
from renja_portal.launcher.folders import Folders, hold_lock, load_secrets, read_json, write_private


def test_prepare_makes_folders_that_others_may_pass_but_not_list(tmp_path):
    made = Folders(tmp_path / ".data").prepare()
    assert made.data.stat().st_mode & 0o777 == 0o711
    assert made.logs.stat().st_mode & 0o777 == 0o700
    assert sorted(path.name for path in made.data.iterdir()) == ["log", "media"]


def test_prepare_says_what_to_type_when_nothing_can_be_written(tmp_path):
    (tmp_path / ".data").write_text("not a folder")
    with pytest.raises(LaunchError, match=r"tidak dapat ditulis\. Ketik: sudo chown"):
        Folders(tmp_path / ".data").prepare()


def test_write_private_is_for_the_owner_alone_and_leaves_no_half(tmp_path):
    path = tmp_path / "secret.json"
    write_private(path, "old")
    write_private(path, '{"a": 1}')
    assert path.stat().st_mode & 0o777 == 0o600
    assert read_json(path) == {"a": 1}
    assert [each.name for each in tmp_path.iterdir()] == ["secret.json"]


@pytest.mark.parametrize("text", ["", "{", "[1]", "null"])
def test_read_json_takes_nothing_unreadable(tmp_path, text):
    (tmp_path / "x.json").write_text(text)
    assert read_json(tmp_path / "x.json") == {}
    assert read_json(tmp_path / "missing.json") == {}


def test_secrets_are_made_once_and_differ_between_copies(tmp_path):
    here, there = (Folders(tmp_path / name).prepare() for name in ("here", "there"))
    first = load_secrets(here)
    assert load_secrets(here) == first
    assert load_secrets(there) != first
    assert len(first["secret_key"]) >= 50


def test_lock_is_held_by_one_process_and_let_go_by_its_death(tmp_path):
    code = (
        "import sys, time; from pathlib import Path; from renja_portal.launcher.folders import hold_lock\n"
        f"with hold_lock(Path({str(tmp_path / 'lock')!r})) as ours:\n"
        "    print(ours, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout.readline() == "True\n"
        with hold_lock(tmp_path / "lock") as ours:
            assert not ours
        holder.kill()
    with hold_lock(tmp_path / "lock") as ours:
        assert ours


def test_log_is_appended_to_and_put_aside_when_it_has_grown(tmp_path, monkeypatch):
    made = Folders(tmp_path).prepare()
    for text in (b"one", b"two"):
        log = made.open_log("web")
        os.write(log, text)
        os.close(log)
    assert (made.logs / "web.log").read_bytes() == b"onetwo"
    monkeypatch.setattr(folders, "LOG_LIMIT_BYTES", 5)
    os.close(made.open_log("web"))
    assert (made.logs / "web.log.1").read_bytes() == b"onetwo"
    assert (made.logs / "web.log").read_bytes() == b""
