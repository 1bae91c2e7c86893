"""How the web process runs: `python -m gunicorn --config /srv/renja/portal/deploy/gunicorn.conf.py`. Read anew at each reload.

A release is a folder with a .venv of its own, `/srv/renja/portal` a link to the one in use. The master process imports nothing of
the portal: a reload (SIGHUP) after the link was moved starts workers of the new release beside those of the old one, which finish
what they hold and go.
"""

import os
import stat
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

RELEASE = Path(__file__).resolve().parent.parent
PACKAGES = f".venv/lib/python{sys.version_info.major}.{sys.version_info.minor}/site-packages"


def _use(release: Path) -> None:
    """Workers that start from now on import from this release and its .venv alone."""
    releases = f"{release.parent}{os.sep}"
    links = [Path(path) for path in sys.path if path and path.endswith("site-packages")]
    old = {str(path) for path in links if str(path.resolve()).startswith(releases)}
    kept = [path for path in sys.path if path and path not in old and not path.startswith(releases)]
    sys.path[:] = [str(release), *kept, str(release / PACKAGES)]


_use(RELEASE)

wsgi_app = "renja_portal.wsgi:application"
chdir = str(RELEASE)
bind = os.environ.get("WEB_BIND", "127.0.0.1:8000")  # systemd hands over a socket of its own instead
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "3"))
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 60
graceful_timeout = 30  # stopping is over before TimeoutStopSec of the unit
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 (a slow disk must end no worker)
control_socket_disable = True
forwarder_headers = ""  # nobody in front of us says what our own paths are
forwarded_allow_ips = os.environ.get("WEB_PROXIES", "127.0.0.1,::1")
accesslog = None  # nginx writes it


# What gunicorn leaves out: it ends the old workers as soon as the new ones are born, and while those load nobody answers.
LOADED = 0o700  # the mode of a worker's own file, by which it says that it can answer
PATIENCE = 120.0  # seconds; a signal to stop ends the waiting


def post_fork(server, worker) -> None:
    """What gunicorn writes of a request that failed would name its address, secrets and all."""
    from renja_portal.gunicorn_lines import dress

    dress(worker.log.error_log)


def post_worker_init(worker) -> None:
    """The first question makes a worker load every page; it is asked here, so that nobody waits for that."""
    asked = {"PATH_INFO": "/healthz", "HTTP_HOST": urlsplit(os.environ["PUBLIC_URL"]).netloc}
    setup_testing_defaults(asked)
    answer = worker.wsgi(asked, lambda status, headers, *failure: None)
    getattr(answer, "close", list)()
    os.fchmod(worker.tmp.fileno(), LOADED)


def on_starting(server) -> None:
    """From now on old workers go only when as many new ones can answer."""
    end_surplus = server.manage_workers

    def manage_workers() -> None:
        until = time.monotonic() + PATIENCE
        while not _are_loaded(server) and time.monotonic() < until and server.SIG_QUEUE.empty():
            server.reap_workers()
            time.sleep(0.1)
        end_surplus()

    server.manage_workers = manage_workers


def _are_loaded(server) -> bool:
    """Whether the newest workers can answer; where there are no others, nobody need wait for them."""
    alive = sorted(server.WORKERS.values(), key=lambda worker: worker.age)
    newest = alive[-server.num_workers :]
    return len(alive) <= server.num_workers or all(
        stat.S_IMODE(os.fstat(worker.tmp.fileno()).st_mode) == LOADED for worker in newest
    )
