"""`make audit`: every check, one after the other, a table at the end, and an exit code that says whether something is open."""

import sys
import time
from collections.abc import Callable, Iterable

from security import tools
from security.findings import Explanation, Finding, Outcome, judge, read_explanations

CHECKS: dict[str, tuple[str, Callable[[], Iterable[Finding]]]] = {
    "bandit": ("Python of ours (bandit)", tools.bandit),
    "rules": ("Samples of our own rules (semgrep)", tools.rules),
    "semgrep": ("Python and templates, own rules (semgrep)", tools.semgrep),
    "secrets": ("Secrets in the whole history (detect-secrets)", tools.secrets),
    "licences": ("Licences of all packages (pip-licenses)", tools.licences),
    "sbom": ("Bill of materials (CycloneDX)", tools.bill_of_materials),
    "django": ("Production settings (check --deploy)", tools.deployment),
    "api": ("API against its description (schemathesis)", tools.interface),
}
HEAD = ("What", "Findings", "Explained", "Open", "Seconds")


def carry_out(tool: str, known: list[Explanation]) -> Outcome:
    """One check; a tool that does not work leaves something open."""
    name, check = CHECKS[tool]
    started = time.monotonic()
    print(f"… {name}", flush=True)
    try:
        found = list(check())
    except (tools.ToolFailed, OSError, ValueError) as error:
        return Outcome(name, time.monotonic() - started, open=[f"{tool} did not work: {error}"])
    explained, opened = judge(tool, found, known)
    return Outcome(name, time.monotonic() - started, len(found), explained, opened)


def table(outcomes: list[Outcome]) -> str:
    """As Markdown, as it stands in docs/security.md."""
    rows = [
        (one.name, str(one.found), str(one.explained), str(len(one.open)), f"{one.seconds:.0f}")
        for one in outcomes
    ]
    widths = [max(len(row[place]) for row in [HEAD, *rows]) for place in range(len(HEAD))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in [HEAD, *rows]
    ]
    return "\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]])


def main(wanted: list[str]) -> int:
    unknown = set(wanted) - set(CHECKS)
    if unknown:
        print(
            f"No such check: {', '.join(sorted(unknown))}. There are: {', '.join(CHECKS)}.", file=sys.stderr
        )
        return 2
    known = read_explanations()
    outcomes = [carry_out(tool, known) for tool in wanted or CHECKS]
    print("\n" + table(outcomes))
    opened = [line for one in outcomes for line in one.open]
    print("\n".join(["", *opened, f"{len(opened)} open." if opened else "Nothing open."]))
    return 1 if opened else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
