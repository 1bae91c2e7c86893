"""nginx, and what it stands in front of."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from renja_portal.launcher import system
from tests.deploy.echo import EchoServer
from tests.deploy.front import DEBIAN, Front
from tests.deploy.portal import collect_static


@pytest.fixture
def front_of(tmp_path) -> Iterator[Callable[..., Front]]:
    """`front_of(upstream)` starts nginx with the shipped configuration; skipped where there is none."""
    if not system.find_nginx() or not (DEBIAN / "nginx.conf").exists():
        pytest.skip("nginx is not installed here. Type: " + system.command_to_type("nginx"))
    started: list[Front] = []

    def start(upstream: str, folder: Path = tmp_path, **more) -> Front:
        front = Front(folder, upstream, **more)
        started.append(front)
        return front.start()

    yield start
    for front in started:
        front.stop()


@pytest.fixture(scope="session")
def static(tmp_path_factory) -> Path:
    """Static files under the names that production gives them."""
    folder = tmp_path_factory.mktemp("srv") / "static"
    collect_static(folder)
    return folder


@pytest.fixture
def echo() -> Iterator[EchoServer]:
    server = EchoServer().start()
    yield server
    server.stop()


@pytest.fixture
def front(front_of, echo) -> Front:
    """nginx before a server that says what reached it."""
    return front_of(echo.upstream)
