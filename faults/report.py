"""The table of outcomes in docs/faults.md: whatever was tried anew has a new row, the others stay as they were."""

import re
from datetime import UTC, datetime

from bench.machine import machine
from faults.lengths import seconds
from faults.outcome import Outcome
from renja_portal.launcher.folders import ROOT

PATH = ROOT / "docs" / "faults.md"
ROW = re.compile(r"^\| (F\d\d[a-z]?) \|.*$", re.M)
HEAD = """# Faults

On {machine}. Written by `make faults`, single rows by `python -m faults F06`: a real gunicorn (two children of four threads), a worker
and a PostgreSQL that writes to disk, in the settings of a real installation, with the demo's data; load and portal share the machine.
“Ledger holds”: each number that anybody was shown exists exactly once with its file, letter, event and entry of the record; nothing has
a number without being whole; numbers have no gap; files and rows belong together; the chain of the record verifies.

"""
COLUMNS = """| | What was done | Load | Measured | Passes when | Verdict | When |
|---|---|---|---|---|---|---|
"""


def row(name: str, one: Outcome) -> str:
    measured = "; ".join(one.measured) or "–"
    load = f"{one.load}, {seconds():.0f} s" if one.load[:1].isdigit() else one.load
    cells = [
        name,
        one.done,
        load,
        measured,
        one.condition,
        one.verdict,
        f"{datetime.now(UTC):%d %B %Y, %H.%M} UTC",
    ]
    return "| " + " | ".join(cell.replace("|", "/").replace("\n", " ") for cell in cells) + " |"


def table(rows: dict[str, str]) -> str:
    return COLUMNS + "\n".join(rows[name] for name in sorted(rows)) + "\n"


def write(rows: dict[str, str]) -> None:
    """Into the document, beside the rows that are there."""
    there = PATH.read_text() if PATH.exists() else ""
    known = {found[1]: found[0] for found in ROW.finditer(there)}
    PATH.write_text(HEAD.format(machine=machine()) + table(known | rows))
