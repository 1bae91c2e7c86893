"""The shipped settings of gunicorn while it is watched: each child says when it is ready to serve."""

import os
import runpy
import time
from pathlib import Path

SHIPPED = runpy.run_path(str(Path(__file__).resolve().parent.parent / "deploy" / "gunicorn.conf.py"))
globals().update({name: value for name, value in SHIPPED.items() if not name.startswith("_")})


def post_worker_init(worker) -> None:
    SHIPPED["post_worker_init"](worker)
    Path(os.environ["FAULTS_READY"], str(worker.pid)).write_text(str(time.time()))
