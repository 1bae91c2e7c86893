"""Ours are told from strangers, and end."""

import socket

import psutil
import pytest

from renja_portal.launcher import processes

STUBBORN = (
    "import signal, subprocess, sys, time\n"
    "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
    "print('ready', flush=True); time.sleep(60)"
)


def test_find_process_knows_ours_by_marker_and_folder(program, tmp_path):
    running = program("the-marker")
    assert processes.find_process(running.pid, "the-marker", tmp_path).pid == running.pid
    assert processes.find_process(running.pid, "another-marker", tmp_path) is None
    assert processes.find_process(running.pid, "the-marker", tmp_path.parent) is None
    assert processes.find_process(None, "the-marker", tmp_path) is None


def test_find_process_takes_no_dead_one(program, tmp_path):
    running = program("the-marker")
    running.kill()
    seen = psutil.Process(running.pid)
    assert processes.wait_gone(seen, 5)
    assert not processes.is_running(seen)
    assert processes.find_process(running.pid, "the-marker", tmp_path) is None


def test_wait_gone_says_when_patience_ends(program):
    assert not processes.wait_gone(psutil.Process(program("x").pid), 0.05)


def test_end_session_ends_also_who_does_not_listen_and_its_children(program):
    running = program("x", code=STUBBORN)
    leader = psutil.Process(running.pid)
    family = [leader, *leader.children()]
    assert len(family) == 2
    processes.end_session(leader, seconds=0.2)
    assert psutil.wait_procs(family, timeout=5)[1] == []


def test_kill_group_of_a_vanished_leader_does_no_harm(program):
    running = program("x")
    running.kill()
    running.wait()
    processes.kill_group(running.pid)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_port_is_free_until_somebody_listens(host):
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as taken:
        taken.bind((host, 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not processes.port_is_free(host, port)
    assert processes.port_is_free(host, port)


def test_pick_free_port_can_be_taken():
    port = processes.pick_free_port()
    assert processes.port_is_free("127.0.0.1", port)
