"""The tools, each asked for its findings. None of them needs the network."""

import json
import os
import re
import subprocess
import tomllib
from collections.abc import Iterator

from security.findings import EXPLAINED, FOLDER, Finding

ROOT = FOLDER.parent
TOOLS = ROOT / ".venv" / "audit-tools" / "bin"
PYTHON = ROOT / ".venv" / "bin" / "python"
RESULTS = ROOT / ".data" / "audit"
SBOM = RESULTS / "sbom.cdx.json"
OURS = (
    "core", "audit", "jobs", "notifications", "accounts", "urusan", "stakeholders", "forums", "proposals", "meetings",
    "renja", "reports", "demo", "renja_portal", "security",
)  # fmt: skip
SEMGREP = ("scan", "--metrics", "off", "--disable-version-check", "--quiet", "--jobs", "2")
SAMPLES = "security/samples"
NAME = re.compile(r"^([\w.-]+)(?:\[[\w,-]+\])?==", re.MULTILINE)


class ToolFailed(Exception):
    """The tool itself did not work; what it said."""


def bandit() -> Iterator[Finding]:
    """Python of ours, without tests."""
    told = _json(
        "bandit", "--quiet", "--recursive", *OURS, "--exclude", f"./{SAMPLES},{SAMPLES}", "--format", "json"
    )
    for row in told["results"]:
        yield Finding(
            "bandit", row["test_id"], row["filename"].removeprefix("./"), f"line {row['line_number']}"
        )


def semgrep() -> Iterator[Finding]:
    """Python and templates of ours, by our own rules."""
    paths = [*OURS, "templates", "manage.py"]
    told = _json("semgrep", *SEMGREP, "--json", "--config", "security/rules", "--exclude", SAMPLES, *paths)
    for row in told["results"]:
        yield Finding(
            "semgrep", row["check_id"].rpartition(".")[2], row["path"], f"line {row['start']['line']}"
        )
    for error in told["errors"]:
        yield Finding("semgrep", "error", str(error.get("path", "")), str(error.get("message", ""))[:200])


def rules() -> Iterator[Finding]:
    """Our rules themselves: each sees its samples and passes over what is right."""
    done = _run("semgrep", *SEMGREP, "--test", "--config", "security/rules", SAMPLES)
    if done.returncode != 0:
        yield Finding("rules", "sample", SAMPLES, done.stdout.strip()[-400:])


def secrets() -> Iterator[Finding]:
    """Every line that was ever committed."""
    for row in json.loads(_checked(_run("python", "-m", "security.history"))):
        yield Finding("secrets", row["rule"], row["path"], row["hash"][:12])


def licences() -> Iterator[Finding]:
    """Every locked package that is installed here: its licence is one of those allowed."""
    allowed = set(tomllib.loads(EXPLAINED.read_text())["licences"]["allowed"])
    packages = locked("requirements-dev.lock")
    for row in _json("pip-licenses", "--python", str(PYTHON), "--from", "mixed", "--format", "json"):
        if plain(row["Name"]) in packages and not _may_be_used(row["License"], allowed):
            yield Finding("licences", row["License"], plain(row["Name"]), row["Version"])


def _may_be_used(licence: str, allowed: set[str]) -> bool:
    """Of several one may be enough ("OR"), or all count ("AND", and the unclear ";")."""
    return any(
        all(one.strip() in allowed for one in re.split(r" AND |;", choice))
        for choice in licence.split(" OR ")
    )


def bill_of_materials() -> Iterator[Finding]:
    """What the portal runs on, with versions and hashes, as CycloneDX; it must name every locked package."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    _checked(
        _run("cyclonedx-py", "requirements", "--output-reproducible", "-o", str(SBOM), "requirements.lock")
    )
    named = {plain(row["name"]) for row in json.loads(SBOM.read_text())["components"]}
    for package in sorted(locked("requirements.lock") - named):
        yield Finding("sbom", "missing", package)


def interface() -> Iterator[Finding]:
    """The API answers as its own description says, whatever it is asked (schemathesis)."""
    yield from _tests("api", "tests/reports/api/test_api_schema.py")


def deployment() -> Iterator[Finding]:
    """Django's own list for production."""
    environment = os.environ | {"DEMO": "0", "DEBUG": "0", "PUBLIC_URL": "https://renja.example.go.id"}
    command = [str(PYTHON), "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    for line in done.stderr.splitlines():
        if found := re.match(r"(\?|[\w.]+): \(([\w.]+)\) (.*)", line):
            yield Finding("django", found[2], found[1], found[3])
    if done.returncode and "System check identified" not in done.stderr:
        raise ToolFailed(done.stderr[-2000:])


def _tests(tool: str, path: str) -> Iterator[Finding]:
    command = [str(PYTHON), "-m", "pytest", "-q", "--tb=short", "-p", "no:schemathesis", path]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    failed = re.findall(r"^(?:FAILED|ERROR) (\S+)", done.stdout, re.MULTILINE)
    yield from (Finding(tool, "test", name) for name in failed)
    if done.returncode and not failed:  # also where no test ran
        raise ToolFailed((done.stdout + done.stderr)[-2000:])


def locked(name: str) -> set[str]:
    return {plain(package) for package in NAME.findall((ROOT / name).read_text())}


def plain(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()


def _json(*command: str):
    return json.loads(_checked(_run(*command), findings=True))


def _run(tool: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    path = f"{TOOLS}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "SEMGREP_SEND_METRICS": "off"}
    return subprocess.run(
        [str(TOOLS / tool), *arguments], cwd=ROOT, env=environment, capture_output=True, text=True
    )


def _checked(done: subprocess.CompletedProcess[str], *, findings: bool = False) -> str:
    """What it printed; several tools end with 1 where they found something."""
    if done.returncode > int(findings) or not (done.stdout or not findings):
        raise ToolFailed((done.stderr or done.stdout)[-2000:])
    return done.stdout
