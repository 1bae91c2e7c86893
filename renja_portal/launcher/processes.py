"""Know our processes from strangers that got the same number, and end them."""

import os
import signal
import socket
from contextlib import suppress
from pathlib import Path

import psutil


def find_process(pid: int | None, marker: str, folder: Path) -> psutil.Process | None:
    """The living process `pid` if it is ours: started in `folder`, `marker` in its command line."""
    if not pid:
        return None
    try:
        process = psutil.Process(pid)
        ours = any(marker in part for part in process.cmdline()) and Path(process.cwd()) == folder
        return process if ours and process.status() != psutil.STATUS_ZOMBIE else None
    except (psutil.Error, OSError):
        return None


def is_running(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def wait_gone(process: psutil.Process, seconds: float) -> bool:
    """True when it has ended within `seconds`, whether it is our child or not."""
    try:
        process.wait(timeout=seconds)
    except psutil.TimeoutExpired:
        return not is_running(process)
    except psutil.Error:
        return True
    return True


def signal_process(process: psutil.Process, number: int) -> None:
    with suppress(psutil.Error, ProcessLookupError):
        process.send_signal(number)


def kill_group(pid: int) -> None:
    """End whatever is left of the session that `pid` led (its workers and their children)."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def end_session(process: psutil.Process, *, seconds: float) -> None:
    """Ask a session leader to end, wait, then end by force what is left of its session."""
    signal_process(process, signal.SIGTERM)
    wait_gone(process, seconds)
    kill_group(process.pid)
    wait_gone(process, 5)


def port_is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def pick_free_port(host: str = "127.0.0.1") -> int:
    with socket.socket() as probe:
        probe.bind((host, 0))
        return probe.getsockname()[1]
