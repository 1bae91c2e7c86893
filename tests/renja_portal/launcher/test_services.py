"""Web and worker: watched while they run, ended with everything they started."""

import http.server
import os
import threading

import pytest

from renja_portal.launcher import LaunchError, services
from renja_portal.launcher.services import (
    Service,
    answers,
    end_leftovers,
    stop_services,
    wait_until_answering,
    web_service,
    worker_service,
)

SLEEP = ["-c", "import time; time.sleep(60)"]


@pytest.fixture
def service(folders):
    """`service(code)` starts one that is stopped with the test."""
    made = []

    def start(*arguments: str) -> Service:
        started = Service("web", "Web", "marker", list(arguments))
        started.start(folders, dict(os.environ))
        made.append(started)
        return started

    yield start
    for each in made:
        each.process.kill()
        each.process.wait()


def test_stop_services_ends_them_all(service):
    running = [service(*SLEEP), service(*SLEEP)]
    assert all(each.is_alive() for each in running)
    stop_services(running)
    assert not any(each.is_alive() for each in running)


def test_never_started_service_is_not_alive_and_stops_without_harm():
    service = worker_service()
    assert not service.is_alive()
    stop_services([service])


def test_service_that_ended_by_itself_is_told_with_its_log(service, folders):
    ended = service("-c", "import sys; print('the cause'); sys.exit(4)")
    ended.process.wait()
    with pytest.raises(LaunchError, match=r"kode 4.*\.data/log/web\.log"):
        ended.check()
    assert (folders.logs / "web.log").read_text() == "the cause\n"


def test_waiting_ends_when_the_web_dies(service):
    ended = service("-c", "raise SystemExit(1)")
    with pytest.raises(LaunchError, match="berhenti tak terduga"):
        wait_until_answering(ended, "127.0.0.1", 1, [ended])


def test_waiting_ends_when_nothing_answers(service, monkeypatch):
    monkeypatch.setattr(services, "BOOT_SECONDS", 0.2)
    running = service(*SLEEP)
    with pytest.raises(LaunchError, match="belum menjawab"):
        wait_until_answering(running, "127.0.0.1", 1, [running])


@pytest.mark.parametrize(("status", "healthy"), [(200, True), (503, False)])
def test_answers_only_when_healthz_says_well(status, healthy):
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(status if self.path == "/healthz" else 404)
            self.end_headers()

        def log_message(self, *_):
            """Say nothing on the terminal."""

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        assert answers("127.0.0.1", server.server_port) is healthy
        thread.join()


def test_address_of_the_web_is_bracketed_for_ipv6():
    assert "[::1]:9000" in web_service("::1", 9000).arguments
    assert "127.0.0.1:9000" in web_service("127.0.0.1", 9000).arguments


def test_leftovers_of_nobody_are_none(program):
    stranger = program("run_worker")
    assert end_leftovers({"web": stranger.pid, "worker": stranger.pid}) == 0
    assert stranger.poll() is None
    assert end_leftovers({}) == 0
