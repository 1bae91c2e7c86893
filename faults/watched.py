"""Settings of gunicorn while it is watched: each child says when it is ready to serve."""

import os
import time
from pathlib import Path


def post_worker_init(worker) -> None:
    Path(os.environ["FAULTS_READY"], str(worker.pid)).write_text(str(time.time()))
