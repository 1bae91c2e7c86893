"""docs/security.md: every id of the list stands there once, and every file and test that it names exists."""

import re
from functools import cache

import pytest

from tests.docs.labels import ROOT

PAGE = (ROOT / "docs/security.md").read_text()
COUNTS = {"H": 14, "A": 14, "Z": 9, "U": 11, "I": 9, "R": 3, "L": 3, "S": 2}
IDS = [f"{letter}{number:02}" for letter, count in COUNTS.items() for number in range(1, count + 1)]
ROW = re.compile(r"^\| ([A-Z]\d\d) \| .+ \| (.+) \| (.+) \|$", re.MULTILINE)
NAMED = re.compile(r"`([^`\n]+)`")
FILE = re.compile(r"^[\w.-]+/[\w./-]*$|^[\w-]+\.(?:lock|md|txt|toml)$")


@cache
def names_of_tests() -> frozenset[str]:
    sources = (path.read_text() for path in (ROOT / "tests").rglob("*.py"))
    return frozenset(
        name
        for source in sources
        for name in re.findall(r"^ *(?:async )?def (test_\w+)\(", source, re.MULTILINE)
    )


def test_every_id_has_one_row():
    assert [row[0] for row in ROW.findall(PAGE)] == IDS


@pytest.mark.parametrize("row", ROW.findall(PAGE), ids=lambda row: row[0])
def test_row_names_code_and_a_test_of_its_own(row):
    number, _code, proof = row
    named = NAMED.findall(proof)
    assert named
    assert [name for name in named if name not in names_of_tests()] == []
    assert [name for name in named if name.startswith(f"test_{number.lower()}_")]


def test_every_file_that_is_named_exists():
    made = {".data/audit/sbom.cdx.json", ".venv/audit-tools"}
    named = {text for text in NAMED.findall(PAGE) if FILE.match(text)} - made
    assert len(named) > 40
    assert [text for text in sorted(named) if not (ROOT / text).exists()] == []


def test_every_test_that_carries_a_number_is_of_the_list():
    carried = {
        match[1].upper() for name in names_of_tests() if (match := re.match(r"test_([a-z]\d\d)_", name))
    }
    unknown = {number for number in carried if number[0] in COUNTS} - set(IDS)
    assert unknown == set()


def test_switches_that_are_named_are_settings():
    told = (ROOT / "docs/configure.md").read_text()
    switches = {text for text in NAMED.findall(PAGE) if re.fullmatch(r"[A-Z][A-Z_]+[A-Z]", text)}
    assert switches
    assert [name for name in sorted(switches) if f"| `{name}` |" not in told] == []


def test_audit_that_is_shown_left_nothing_open():
    rows = re.findall(r"^\| (.+?\)) +\| +(\d+) +\| +(\d+) +\| +(\d+) +\|", PAGE, re.MULTILINE)
    assert len(rows) == 8
    assert {opened for _what, _found, _explained, opened in rows} == {"0"}
