import pytest

from jobs import registry


def test_tasks_of_all_apps_are_found():
    assert "send-mail" in registry.chores()


def test_unknown_kind_has_no_handler():
    assert registry.handler_of("tidak ada") is None


def test_one_kind_has_one_handler(handle):
    first = handle("uji", lambda job, report: {})
    assert registry.handler("uji")(first) is first
    with pytest.raises(ValueError, match="two handlers for 'uji'"):
        registry.handler("uji")(lambda job, report: {})


def test_handler_registers_under_its_kind(handle):
    handle("uji", lambda job, report: {})
    del registry._handlers["uji"]

    @registry.handler("uji")
    def work(job, report):
        return {}

    assert registry.handler_of("uji") is work


def test_one_name_has_one_chore(only_chores):
    only_chores()

    @registry.chore("sapu")
    def sweep():
        return 0

    assert registry.chores() == {"sapu": sweep}
    with pytest.raises(ValueError, match="two chores named 'sapu'"):
        registry.chore("sapu")(lambda: 0)
