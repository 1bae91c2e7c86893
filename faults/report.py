"""The table of outcomes, and docs/faults.md."""

from datetime import UTC, datetime

from bench.machine import machine
from faults.lengths import seconds
from faults.outcome import Outcome
from renja_portal.launcher.folders import ROOT

PATH = ROOT / "docs" / "faults.md"
HEAD = """# Faults

{date:%d %B %Y}, {machine}. Written by `make faults`: a real gunicorn (two children of four threads), a worker and a PostgreSQL that
writes to disk, in the settings of a real installation, with the demo's data; load and portal share the machine. Each load lasts
{seconds:.0f} s. “Ledger holds”: each number that anybody was shown exists exactly once with its file, letter, event and entry of the
record; nothing has a number without being whole; numbers have no gap; files and rows belong together; the chain of the record verifies.

"""


def table(outcomes: dict[str, Outcome]) -> str:
    rows = [
        f"| {name} | {one.done} | {one.load} | {'; '.join(one.measured) or '–'} | {one.condition} | {one.verdict} |"
        for name, one in outcomes.items()
    ]
    return "\n".join(
        [
            "| | What was done | Load | Measured | Passes when | Verdict |",
            "|---|---|---|---|---|---|",
            *rows,
            "",
        ]
    )


def write(outcomes: dict[str, Outcome]) -> None:
    head = HEAD.format(date=datetime.now(UTC), machine=machine(), seconds=seconds())
    PATH.write_text(head + table(outcomes))
