"""A new release while people are at work: nobody is refused, and what was begun is finished."""

import http.client
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
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
    """Three releases, and a link to the first; the second answers its health in other words, the third does not start."""
    for name in ("satu", "dua", "rusak"):
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
    broken = tmp_path / "releases" / "rusak" / "renja_portal" / "views.py"
    broken.write_text("import a_module_that_nobody_has\n" + text)
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


@contextmanager
def visitors_at(place: Path) -> Iterator[list[Visitor]]:
    """People who are at work for two seconds before and after."""
    leave = threading.Event()
    visitors = [Visitor(place, leave) for _n in range(VISITORS)]
    for one in visitors:
        one.start()
    try:
        time.sleep(2)
        yield visitors
        time.sleep(2)
    finally:
        leave.set()
        for one in visitors:
            one.join()


def failures(visitors: list[Visitor]) -> list[object]:
    return [failure for one in visitors for failure in one.failed]


def answers(web: Web) -> set[bytes]:
    return {ask(web.socket, "/healthz")[1] for _n in range(20)}


def test_f03_new_release_refuses_nobody(releases, web, record_property):
    """F03: link moved, renja-reload, under load: no failed request, and the new release answers alone."""
    assert ask(web.socket, "/healthz") == (200, b"ok\n")
    before = web.master()
    with visitors_at(web.socket) as visitors:
        lead_to(releases, "dua")
        began = time.monotonic()
        assert web.reload().wait() == 0
        took = time.monotonic() - began
        assert answers(web) == {b"dua\n"}
    times = sorted(second for one in visitors for second in one.took)
    p99 = statistics.quantiles(times, n=100)[98]
    told = f"{len(times)} requests, new release alone after {took:.1f} s, p99 {p99:.2f} s, longest {times[-1]:.2f} s"
    record_property("reload", told)
    print(told)
    assert failures(visitors) == []
    assert len(times) > 200
    assert web.process.wait(timeout=5) == 0
    assert web.master() != before
    assert {one.nice() for one in (web.master(), *web.master().children())} == {0}


def test_f03_release_that_does_not_start_leaves_the_old_one_serving(releases, web):
    """F03: renja-reload fails and nobody notices; a whole release is then taken as ever."""
    before = web.master()
    with visitors_at(web.socket) as visitors:
        lead_to(releases, "rusak")
        broken = web.reload()
        assert broken.wait() == 1
        assert "the release of before goes on" in broken.stderr.read()
        assert answers(web) == {b"ok\n"}
    assert failures(visitors) == []
    assert web.master() == before
    assert before.is_running()
    lead_to(releases, "dua")
    assert web.reload().wait() == 0
    assert answers(web) == {b"dua\n"}


def test_f03_release_without_a_start_leaves_the_old_one_serving(releases, web):
    (releases / "releases" / "dua" / "deploy" / "bin" / "renja-web").unlink()
    lead_to(releases, "dua")
    assert web.reload().wait() == 1
    assert answers(web) == {b"ok\n"}


def test_f03_two_reloads_at_once_come_one_after_the_other(releases, web):
    with visitors_at(web.socket) as visitors:
        lead_to(releases, "dua")
        assert [one.wait() for one in (web.reload(), web.reload())] == [0, 0]
        assert answers(web) == {b"dua\n"}
    assert failures(visitors) == []
    assert len(web.master().children()) == 2


def test_f03_what_was_begun_is_finished_by_the_old_release(releases, web):
    """F03: also when nobody reads the old folder any more."""
    told: list[tuple[int, bytes]] = []
    slow = threading.Thread(target=lambda: told.append(ask(web.socket, "/uji/lambat")))
    slow.start()
    time.sleep(1)
    lead_to(releases, "dua")
    assert web.reload().wait() == 0
    slow.join()
    assert told == [(200, b"selesai")]
    assert answers(web) == {b"dua\n"}


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
    assert not web.socket.exists()


def test_f01_killed_child_is_replaced_by_a_fork(web):
    """F01: the master has loaded everything, asked no database, and started no thread that a fork would lack."""
    master, begun = web.master(), time.monotonic()
    assert (master.num_threads(), master.net_connections("inet")) == (1, [])
    before = master.children()
    before[0].kill()
    wait_for(lambda: len(master.children()) == 2 and before[0] not in master.children(), 10)
    took = time.monotonic() - begun
    assert {ask(web.socket, "/")[0] for _n in range(20)} == {200}
    assert took < 3
