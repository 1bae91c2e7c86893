"""How long `make run` takes in a fresh copy, with packages installed: the first time with the demo, and again."""

import os
import shutil
import subprocess
import time
from pathlib import Path

from renja_portal.launcher.folders import ROOT
from renja_portal.launcher.processes import pick_free_port

LEFT_OUT = (".venv", ".data", ".git", "__pycache__", "test-results", ".*_cache")
READY, PATIENCE = "Portal siap", 300


def time_starts(folder: Path) -> tuple[float, float]:
    """Seconds until the portal answers: first start, second start."""
    copy = folder / "copy"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*LEFT_OUT))
    (copy / ".venv").symlink_to(ROOT / ".venv")
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    environment = {**kept, "PORT": str(pick_free_port())}
    return _start_once(copy, environment), _start_once(copy, environment)


def _start_once(copy: Path, environment: dict[str, str]) -> float:
    told = copy / "told.txt"
    began = time.monotonic()
    with told.open("w") as output:
        running = subprocess.Popen(
            ["make", "run"], cwd=copy, env=environment, stdout=output, stderr=output, start_new_session=True
        )
    try:
        while READY not in told.read_text():
            if running.poll() is not None or time.monotonic() - began > PATIENCE:
                raise RuntimeError(told.read_text())
            time.sleep(0.05)
        return time.monotonic() - began
    finally:
        subprocess.run(["make", "stop"], cwd=copy, env=environment, capture_output=True, check=False)
        running.wait(timeout=60)
