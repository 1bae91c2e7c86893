import pytest

from jobs import registry


@pytest.fixture
def handle(monkeypatch):
    """`handle(kind, function)` registers a handler for one test."""

    def register(kind, function):
        registry.chores()  # discover the real ones first, so that they outlive the test
        monkeypatch.delitem(registry._handlers, kind, raising=False)
        monkeypatch.setitem(registry._handlers, kind, function)
        return function

    return register


@pytest.fixture
def only_chores(monkeypatch):
    """`only_chores(name=function, …)` stands in for the chores of all apps."""

    def register(**chores):
        registry.chores()
        monkeypatch.setattr(registry, "_chores", chores)

    return register
