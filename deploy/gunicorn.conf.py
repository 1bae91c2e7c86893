"""How the web process runs. deploy/bin/renja-web starts it; where nothing is ever reloaded, `python -m gunicorn --config …` does.

The master loads the whole portal and its children are forks of it, so that one that died is replaced at once. A new release is a
new master beside the old one (deploy/bin/renja-reload).
"""

import gc
import os
import resource
import sys
from contextlib import suppress
from pathlib import Path

RELEASE = Path(__file__).resolve().parent.parent
RUN = os.environ.get("RUNTIME_DIRECTORY", "")  # systemd makes it; what renja-reload is told lies there

wsgi_app = "renja_portal.wsgi:application"
preload_app = sys.platform != "darwin"  # macOS' frameworks do not survive a fork: there each child loads
chdir = str(RELEASE)
# One address or several; systemd hands over a socket of its own instead.
bind = os.environ.get("WEB_BIND", "127.0.0.1:8000").split(",")
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "3"))
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 60
graceful_timeout = 30  # stopping is over before TimeoutStopSec of the unit
pidfile = f"{RUN}/web.pid" if RUN else None
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 (a slow disk must end no worker)
control_socket_disable = True
forwarder_headers = ""  # nobody in front of us says what our own paths are
forwarded_allow_ips = os.environ.get("WEB_PROXIES", "127.0.0.1,::1")
accesslog = None  # nginx writes it
logger_class = "renja_portal.gunicorn_lines.Lines"  # gunicorn's own would name addresses, secrets and all


def _may_rise() -> bool:
    """Whether priority 0 may be taken back: by LimitNICE of the unit."""
    limit = getattr(resource, "RLIMIT_NICE", None)  # of Linux alone
    return os.geteuid() == 0 or (limit is not None and resource.getrlimit(limit)[0] >= 20)


# A new release loads while others serve, and takes no time from them.
STANDS_BACK = "GUNICORN_PID" in os.environ and _may_rise()
if STANDS_BACK:
    os.setpriority(os.PRIO_PROCESS, 0, 10)


def on_starting(server) -> None:
    """The next master is started as this one was, by way of the link. A shell, because it can always be started: an exec that fails
    would end what serves.
    """
    server.START_CTX.update(
        {0: "/bin/sh", "cwd": "/", "args": ["sh", os.environ.get("WEB_START", ""), *sys.argv[3:]]}
    )
    server.systemd = "LISTEN_FDS" in os.environ  # a socket of systemd is not ours to remove


def pre_exec(server) -> None:
    """In the fork that becomes the next master. By systemd's protocol it would look for the socket where gunicorn closed it (3)."""
    server.systemd = False


def when_ready(server) -> None:
    """All that was loaded stays as it is, so that children share its memory. From now on as quick as the others."""
    gc.freeze()
    if STANDS_BACK:
        os.setpriority(os.PRIO_PROCESS, 0, 0)


def post_worker_init(worker) -> None:
    """A child of this master can answer."""
    if RUN:
        with suppress(OSError):
            Path(RUN, f"ready.{worker.ppid}").touch()
