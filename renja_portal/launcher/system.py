"""System libraries and programs that pip cannot bring: which are missing, and how to get them.

Only the standard library, and syntax that an old python3 still reads: this runs before .venv exists.
"""

import ctypes
import os
import pathlib
import shutil
import subprocess
import sys

PANGO_LINUX = (
    "libgobject-2.0.so.0",
    "libpango-1.0.so.0",
    "libpangoft2-1.0.so.0",
    "libharfbuzz.so.0",
    "libharfbuzz-subset.so.0",
    "libfontconfig.so.1",
)
PANGO_MAC = (
    "libgobject-2.0.dylib",
    "libpango-1.0.dylib",
    "libpangoft2-1.0.dylib",
    "libharfbuzz.dylib",
    "libharfbuzz-subset.dylib",
    "libfontconfig.dylib",
)
MAC_LIBRARY_FOLDERS = ("/opt/homebrew/lib", "/usr/local/lib")
PANGO_APT = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz0b", "libharfbuzz-subset0", "libfontconfig1"]
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
# Not on everybody's PATH.
NGINX_PLACES = ("/usr/sbin/nginx", "/usr/local/sbin/nginx", "/opt/homebrew/bin/nginx")
CHROMIUM_MAC = "/Applications/Chromium.app/Contents/MacOS/Chromium"

# What to type where apt is not the package manager: need -> {manager: command}.
OTHER_COMMANDS = {
    "pango": {
        "brew": "brew install pango",
        "dnf": "sudo dnf install pango harfbuzz",
        "pacman": "sudo pacman -S pango",
        "apk": "sudo apk add pango harfbuzz-subset",
    },
    "chromium": {
        "brew": "brew install --cask chromium",
        "dnf": "sudo dnf install chromium",
        "pacman": "sudo pacman -S chromium",
        "apk": "sudo apk add chromium",
    },
    "nginx": {
        "brew": "brew install nginx",
        "dnf": "sudo dnf install nginx",
        "pacman": "sudo pacman -S nginx",
        "apk": "sudo apk add nginx",
    },
}
APT_PACKAGES = {
    "pango": PANGO_APT,
    "chromium": ["chromium"],
    "nginx": ["nginx-light"],
    "venv": ["python3-venv"],
}


def can_load(library):
    """Really load it: a file of the right name may still be broken."""
    folders = MAC_LIBRARY_FOLDERS if sys.platform == "darwin" else ()
    for candidate in [library] + [f"{folder}/{library}" for folder in folders]:
        try:
            ctypes.CDLL(candidate)
            return True
        except OSError:
            continue
    return False


def missing_libraries():
    wanted = PANGO_MAC if sys.platform == "darwin" else PANGO_LINUX
    return [library for library in wanted if not can_load(library)]


def find_chromium():
    """Path of a Chromium or Chrome, or None."""
    found = [shutil.which(name) for name in CHROMIUM_NAMES]
    if pathlib.Path(CHROMIUM_MAC).exists():
        found.append(CHROMIUM_MAC)
    return next((path for path in found if path), None)


def find_nginx():
    """Path of nginx, or None."""
    places = [shutil.which("nginx"), *NGINX_PLACES]
    return next((path for path in places if path and pathlib.Path(path).exists()), None)


def library_environment():
    """What child processes need so that WeasyPrint finds the libraries of Homebrew."""
    if sys.platform != "darwin":
        return {}
    known = [part for part in os.environ.get("DYLD_FALLBACK_LIBRARY_PATH", "").split(":") if part]
    return {"DYLD_FALLBACK_LIBRARY_PATH": ":".join(known + list(MAC_LIBRARY_FOLDERS))}


def apt_prefix():
    """[] as root, ["sudo", "-n"] where sudo asks no password, None where we may not install."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    return None


def command_to_type(need):
    """The exact line with which a person installs what `need` stands for on this machine."""
    if shutil.which("apt-get"):
        return "sudo apt-get install " + " ".join(APT_PACKAGES[need])
    for manager, command in OTHER_COMMANDS.get(need, {}).items():
        if shutil.which(manager) or (manager == "brew" and sys.platform == "darwin"):
            return command
    return "pasang {} dengan pengelola paket sistem ini".format(" ".join(APT_PACKAGES[need]))


def install_with_apt(need):
    """Install without asking anything; False where we may not, or where apt fails."""
    prefix = apt_prefix()
    if prefix is None:
        return False
    packages = APT_PACKAGES[need]
    print("Memasang pustaka sistem: {} …".format(" ".join(packages)), flush=True)
    quiet = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    subprocess.run([*quiet, "update"], capture_output=True)
    install = [*quiet, "install", "-y", "--no-install-recommends", *packages]
    return subprocess.run(install, capture_output=True).returncode == 0
