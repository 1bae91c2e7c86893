"""Where the portal is served, and what is told at the keyboard."""

import json
import socket

import pytest

from renja_portal.launcher import LaunchError
from renja_portal.launcher.__main__ import parse
from renja_portal.launcher.runner import Address, Portal, announce, demo_environment, read_accounts


def address(monkeypatch, **variables) -> Address:
    for name in ("HOST", "PORT"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return Address.from_environment()


def test_address_comes_from_host_and_port(monkeypatch):
    assert address(monkeypatch) == Address("127.0.0.1", 8000)
    assert address(monkeypatch, PORT="9000", HOST="192.168.1.10").url == "http://192.168.1.10:9000"
    assert address(monkeypatch, PORT="9000", HOST="::1").url == "http://[::1]:9000"


@pytest.mark.parametrize("port", ["0", "65536", "-1", "delapan", "80a"])
def test_port_that_is_none_is_refused_in_words(monkeypatch, port):
    with pytest.raises(LaunchError, match="PORT=9000 make run"):
        address(monkeypatch, PORT=port)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "*"])
def test_host_that_names_no_place_is_refused(monkeypatch, host):
    with pytest.raises(LaunchError, match="HOST harus satu alamat"):
        address(monkeypatch, HOST=host)


def test_used_port_is_told_with_a_free_one():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(LaunchError, match=rf"Port {port} sedang dipakai.*Ketik: PORT=\d+ make run"):
            Address("127.0.0.1", port).check_free()
    Address("127.0.0.1", port).check_free()


def test_address_of_another_machine_is_refused():
    with pytest.raises(LaunchError, match="bukan milik komputer ini"):
        Address("192.0.2.1", 8000).check_free()


def test_demo_is_announced_with_its_accounts(folders, capsys):
    portal = Portal(folders, Address(port=9000))
    announce(portal)
    assert "Akun contoh" not in capsys.readouterr().out
    rows = [{"role": "pimpinan", "email": "kepala@contoh.id", "password": "rahasia"}]
    folders.demo_accounts.write_text(json.dumps(rows))
    announce(portal)
    told = capsys.readouterr().out
    assert "http://127.0.0.1:9000" in told
    assert "pimpinan  kepala@contoh.id  rahasia" in told


@pytest.mark.parametrize("text", ["", "{", "[1]", '[{"role": "x"}]', "{}"])
def test_unreadable_accounts_are_none(folders, text):
    folders.demo_accounts.write_text(text)
    assert read_accounts(folders) == []


def test_demo_serves_its_own_address_and_keeps_its_own_secret(folders):
    environment = demo_environment(folders, Address("192.168.1.10", 9000), "postgres://x")
    assert environment["ALLOWED_HOSTS"] == "192.168.1.10,127.0.0.1,localhost"
    assert environment["PUBLIC_URL"] == "http://192.168.1.10:9000"
    assert environment["DEMO"] == "1"
    assert environment["DATA_DIR"] == str(folders.data)
    assert len(environment["SECRET_KEY"]) >= 50


def test_command_line_is_read():
    assert parse(["run"]).command == "run"
    assert parse(["pg", "url"]).action == "url"
    options = parse(["with-database", "--durable", "--", "python", "-m", "pytest", "-q"])
    assert options.durable
    assert options.line == ["--", "python", "-m", "pytest", "-q"]
