"""What the first `make` on a bare machine says, and when it has nothing to do."""

import os
import subprocess
import sys

import pytest

from renja_portal.launcher import install, system
from renja_portal.launcher.install import InstallError


@pytest.fixture
def project(tmp_path, monkeypatch):
    """An empty project with locked lists of packages and no .venv."""
    for name in ("requirements.lock", "requirements-dev.lock"):
        (tmp_path / name).write_text("")
    monkeypatch.setattr(install, "ROOT", tmp_path)
    monkeypatch.setattr(install, "VENV", tmp_path / ".venv")
    return tmp_path


@pytest.fixture
def bare_machine(monkeypatch):
    """No program can be found, so nothing can be installed either."""
    monkeypatch.setenv("PATH", "/nonexistent")


def test_old_python_is_told_which_one_is_needed(monkeypatch):
    monkeypatch.setattr(install, "OLDEST_PYTHON", (99, 0))
    with pytest.raises(InstallError, match=r"Ketik: make run PYTHON=python3\.11"):
        install.check_python()


def test_folder_that_cannot_be_written_is_named(monkeypatch, project):
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(InstallError, match="tidak dapat ditulis"):
        install.ensure_venv()


def test_packages_are_current_until_a_requirement_changes(project):
    (project / ".venv").mkdir()
    assert not install.is_current("run")
    install.stamp_file("run").write_text(install.wanted_stamp("run"))
    assert install.is_current("run")
    assert not install.is_current("dev")
    (project / "requirements.lock").write_text("Django==5.2\n")
    assert not install.is_current("run")


def test_packages_for_development_serve_to_run(project):
    (project / ".venv").mkdir()
    install.stamp_file("dev").write_text(install.wanted_stamp("dev"))
    assert install.is_current("run")
    install.ensure_packages("run")


def test_tools_of_the_audit_have_a_place_of_their_own(project):
    assert install.venv_of("audit").parent == install.venv_of("dev") == install.venv_of("run")


def test_half_made_venv_does_not_count(project):
    assert not install.venv_works()
    (project / ".venv" / "bin").mkdir(parents=True)
    (project / ".venv" / "bin" / "python").symlink_to("/bin/false")
    assert not install.venv_works()


def test_packages_that_cannot_be_had_are_told_in_one_line(project, monkeypatch, capfd):
    monkeypatch.setattr(install, "venv_python", lambda kind: "/bin/false")
    with pytest.raises(InstallError, match="sambungan jaringan dan ruang disk"):
        install.ensure_packages("run")
    assert not install.stamp_file("run").exists()


def test_missing_library_is_told_in_one_line(bare_machine, monkeypatch, capsys):
    monkeypatch.setattr(system, "PANGO_LINUX", ("libtidak-ada.so.0",))
    monkeypatch.setattr(system, "PANGO_MAC", ("libtidak-ada.dylib",))
    assert install.main(["run"]) == 1
    told = capsys.readouterr().err
    assert told.startswith("Pustaka Pango (untuk membuat PDF) belum terpasang. Ketik: ")
    assert told.count("\n") == 1


def test_missing_browser_is_told_in_one_line(bare_machine, monkeypatch):
    monkeypatch.setattr(system, "CHROMIUM_MAC", "/nonexistent")
    with pytest.raises(InstallError, match="Peramban Chromium"):
        install.ensure_system("chromium")


def test_missing_nginx_is_told_and_hinders_nothing(bare_machine, monkeypatch, capsys):
    """Tests that need it are skipped."""
    monkeypatch.setattr(system, "NGINX_PLACES", ())
    monkeypatch.setattr(install, "install", lambda kind: print(kind))
    assert install.main(["e2e"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "dev"
    assert told[1].startswith("nginx (untuk uji konfigurasinya) belum terpasang; uji itu dilewati. Ketik: ")


def test_nginx_is_found_where_it_lies(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    place = tmp_path / "sbin" / "nginx"
    monkeypatch.setattr(system, "NGINX_PLACES", (str(place),))
    assert system.find_nginx() is None
    place.parent.mkdir()
    place.touch(mode=0o755)
    assert system.find_nginx() == str(place)
    install.wish_for_system("nginx")


def test_present_library_asks_for_nothing():
    assert system.missing_libraries() == []
    install.ensure_system("pango")


@pytest.mark.parametrize(
    ("manager", "line"),
    [
        ("apt-get", "sudo apt-get install libpango-1.0-0"),
        ("dnf", "sudo dnf install pango"),
        ("pacman", "sudo pacman -S pango"),
        ("apk", "sudo apk add pango"),
        ("none", "pasang libpango-1.0-0"),
    ],
)
def test_line_to_type_fits_the_package_manager(tmp_path, monkeypatch, manager, line):
    (tmp_path / manager).touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    assert system.command_to_type("pango").startswith(line)


def test_apt_is_used_only_where_it_asks_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert system.apt_prefix() is None
    (tmp_path / "apt-get").touch(mode=0o755)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert system.apt_prefix() is None
    assert not system.install_with_apt("pango")
    sudo = tmp_path / "sudo"
    sudo.write_text("#!/bin/sh\nexit 0\n")
    sudo.chmod(0o755)
    assert system.apt_prefix() == ["sudo", "-n"]
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert system.apt_prefix() == []


def test_apt_is_told_the_packages(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    apt = tmp_path / "apt-get"
    apt.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/asked\n')
    apt.chmod(0o755)
    assert system.install_with_apt("chromium")
    assert (tmp_path / "asked").read_text().splitlines()[-1].endswith("--no-install-recommends chromium")


def test_installer_runs_on_the_standard_library_alone():
    code = (
        "import sys; import renja_portal.launcher.install, renja_portal.launcher.system\n"
        "print([n for n in sys.modules if n.split('.')[0] in {'django', 'psutil', 'psycopg2'}])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
