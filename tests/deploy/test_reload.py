"""A new release while people are at work: nobody is refused, and what was begun is finished."""

import http.client
import os
import signal
import statistics
import threading
import time
from pathlib import Path

import pytest

from tests.deploy.portal import Line, Web, make_release, production
from tests.jobs.processes import wait_for

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("nginx"), pytest.mark.django_db(transaction=True)]
VISITORS = 6
PAGES = ("/", "/healthz", "/akun/masuk/")
MARK = 'HttpResponse("ok\\n"'
SLOW = '''

def slow(request):
    """Takes five seconds; only this copy of the portal knows it."""
    import time

    time.sleep(5)
    return HttpResponse("selesai")
'''


def ask(place: Path, path: str) -> tuple[int, bytes]:
    line = Line(place)
    try:
        line.request("GET", path, headers={"X-Forwarded-Proto": "https", "Connection": "close"})
        answer = line.getresponse()
        return answer.status, answer.read()
    finally:
        line.close()


class Visitor(threading.Thread):
    """Asks for one page after the other until told to leave."""

    def __init__(self, place: Path, leave: threading.Event) -> None:
        super().__init__()
        self.place, self.leave = place, leave
        self.took: list[float] = []
        self.failed: list[object] = []

    def run(self) -> None:
        while not self.leave.is_set():
            for path in PAGES:
                began = time.monotonic()
                try:
                    status, _body = ask(self.place, path)
                    if status != 200:
                        self.failed.append((path, status))
                except (OSError, http.client.HTTPException) as error:
                    self.failed.append((path, error))
                self.took.append(time.monotonic() - began)


@pytest.fixture
def releases(tmp_path) -> Path:
    """Two releases, and a link to the first; the second answers its health in other words."""
    for name in ("satu", "dua"):
        make_release(tmp_path / "releases" / name)
    views = tmp_path / "releases" / "dua" / "renja_portal" / "views.py"
    text = views.read_text()
    assert MARK in text
    views.write_text(text.replace(MARK, 'HttpResponse("dua\\n"'))
    slow = tmp_path / "releases" / "satu" / "renja_portal"
    (slow / "views.py").write_text(text + SLOW)
    urls = (slow / "urls.py").read_text()
    (slow / "urls.py").write_text(
        urls.replace('page("healthz"', 'page("uji/lambat", views.slow, "slow"),\n    page("healthz"', 1)
    )
    lead_to(tmp_path, "satu")
    return tmp_path


def lead_to(folder: Path, name: str) -> None:
    """As docs/deploy.md does it: the link is never missing."""
    new = folder / "portal.new"
    new.symlink_to(f"releases/{name}")
    new.replace(folder / "portal")


@pytest.fixture
def web(releases, static):
    running = Web(releases / "portal", production(releases, static, WEB_WORKERS="2"))
    assert ask(running.socket, "/healthz")[0] == 200  # it waits until a worker is there
    yield running
    running.stop()


def test_f03_new_release_refuses_nobody(releases, web, record_property):
    """F03: link moved, SIGHUP, under load: no failed request, and the new release answers."""
    assert ask(web.socket, "/healthz") == (200, b"ok\n")
    leave = threading.Event()
    visitors = [Visitor(web.socket, leave) for _n in range(VISITORS)]
    for one in visitors:
        one.start()
    time.sleep(2)
    lead_to(releases, "dua")
    began = time.monotonic()
    os.kill(web.process.pid, signal.SIGHUP)
    wait_for(lambda: {ask(web.socket, "/healthz")[1] for _n in range(20)} == {b"dua\n"}, 100)
    took = time.monotonic() - began
    time.sleep(2)
    leave.set()
    for one in visitors:
        one.join()
    times = sorted(second for one in visitors for second in one.took)
    p99 = statistics.quantiles(times, n=100)[98]
    told = f"{len(times)} requests, new release alone after {took:.1f} s, p99 {p99:.2f} s, longest {times[-1]:.2f} s"
    record_property("reload", told)
    print(told)
    assert [failure for one in visitors for failure in one.failed] == []
    assert len(times) > 200
    assert web.process.poll() is None


def test_f03_what_was_begun_is_finished_by_the_old_release(releases, web):
    """F03: also when nobody reads the old folder any more."""
    told: list[tuple[int, bytes]] = []
    slow = threading.Thread(target=lambda: told.append(ask(web.socket, "/uji/lambat")))
    slow.start()
    time.sleep(1)
    lead_to(releases, "dua")
    os.kill(web.process.pid, signal.SIGHUP)
    slow.join()
    assert told == [(200, b"selesai")]
    wait_for(lambda: ask(web.socket, "/healthz")[1] == b"dua\n", 100)


def test_f04_stopping_finishes_what_was_begun(web):
    """F04: SIGTERM while a request runs: it is answered, and the end comes in time."""
    told: list[tuple[int, bytes]] = []
    slow = threading.Thread(target=lambda: told.append(ask(web.socket, "/uji/lambat")))
    slow.start()
    time.sleep(1)
    began = time.monotonic()
    web.process.terminate()
    assert web.process.wait(timeout=45) == 0
    assert time.monotonic() - began < 45
    slow.join()
    assert told == [(200, b"selesai")]
