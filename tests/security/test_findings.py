"""The audit: what is explained, and what stays open."""

from pathlib import Path

import pytest
from django.conf import settings

from security.__main__ import main, table
from security.findings import Explanation, Finding, Outcome, judge, read_explanations
from security.tools import _may_be_used

SHELL = Finding("bandit", "B603", "renja_portal/launcher/a.py", "line 3")
OTHER = Finding("bandit", "B603", "renja_portal/launcher/b.py", "line 9")
KNOWN = Explanation("bandit", "B603", "renja_portal/launcher/*", 2, "constants")


def test_explained_findings_leave_nothing_open():
    assert judge("bandit", [SHELL, OTHER], [KNOWN]) == (2, [])


@pytest.mark.parametrize(
    "found", [[], [SHELL], [SHELL, OTHER, Finding("bandit", "B603", "renja_portal/launcher/c.py")]]
)
def test_one_more_or_one_less_is_open(found):
    explained, opened = judge("bandit", found, [KNOWN])
    assert explained == 0
    assert f"2 explained, {len(found)} found" in opened[0]


@pytest.mark.parametrize(
    "finding",
    [
        Finding("bandit", "B602", SHELL.path),
        Finding("bandit", "B603", "core/a.py"),
        Finding("semgrep", "B603", SHELL.path),
    ],
)
def test_explanation_of_another_rule_place_or_tool_does_not_count(finding):
    _explained, opened = judge(finding.tool, [SHELL, OTHER, finding], [KNOWN])
    assert str(finding) in opened


def test_every_explanation_says_why_and_of_what_is_still_there():
    for one in read_explanations():
        assert one.count > 0
        assert one.why.endswith((".", ")"))
        if one.tool in ("bandit", "semgrep"):
            assert list(Path(settings.BASE_DIR).glob(one.path)), one


@pytest.mark.parametrize(
    ("licence", "may"),
    [
        ("MIT", True),
        ("MIT AND PSF-2.0", False),
        ("GPL-3.0-only OR MIT", True),
        ("MIT; GPL", False),
        ("UNKNOWN", False),
    ],
)
def test_licence_counts_as_a_whole(licence, may):
    assert _may_be_used(licence, {"MIT"}) is may


def test_table_names_what_is_open():
    text = table([Outcome("Code", 1.2, 3, 2, ["a"]), Outcome("History", 60.0)])
    assert text.splitlines()[0].split() == [
        "|",
        "What",
        "|",
        "Findings",
        "|",
        "Explained",
        "|",
        "Open",
        "|",
        "Seconds",
        "|",
    ]
    assert text.splitlines()[2].split("|")[1:-1] == [
        " Code    ",
        " 3        ",
        " 2         ",
        " 1    ",
        " 1       ",
    ]


def test_check_that_does_not_exist_is_named(capsys):
    assert main(["bandid"]) == 2
    assert "No such check: bandid" in capsys.readouterr().err
