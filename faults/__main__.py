"""All of them, or those that are named, and their rows in docs/faults.md; or `soak`."""

import os
import signal
import string
import sys
import time
import traceback
from importlib import import_module

FAULTS = {
    "F01": "killing.web_child",
    "F02": "killing.whole_web",
    "F03": "stopping.deploy",
    "F04": "stopping.slow_request",
    "F05": "working.killed",
    "F06": "databases.killed",
    "F12a": "disks.database_full",
    "F12b": "disks.media_full",
    "F12c": "disks.logs_full",
    "F14": "mailing.mail_server_down",
    "F15": "papers.out_of_memory",
    "F16": "papers.endless",
    "F19": "forms.double_submit",
    "F20": "forms.lost_update",
    "F21": "forms.session_gone",
    "F23": "releases.old_code_on_new_schema",
    "F24": "backups.under_load",
}
SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "renja_portal.settings",
    "SECRET_KEY": "only-for-what-asks-" + string.ascii_letters,
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",  # this process asks pages, never the database
    "PUBLIC_URL": "http://127.0.0.1:8000",
}


def main(wanted: list[str]) -> int:
    """Exit code 1 where something falls short, 2 where a name is unknown."""
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(143))  # nothing is left running
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # a service finds its code compiled
    os.environ |= {name: os.environ.get(name) or value for name, value in SETTINGS.items()}
    if wanted == ["soak"]:
        from faults.soak import soak

        return soak()
    names = [name for name in FAULTS if not wanted or name in wanted or name[:3] in wanted]
    if not names:
        print(f"known: {' '.join(FAULTS)} soak")
        return 2
    outcomes = {name: run(name) for name in names}
    from faults import report

    rows = {name: report.row(name, one) for name, one in outcomes.items()}
    print(report.table(rows))
    report.write(rows)
    return int(any(one.short for one in outcomes.values()))


def run(name: str):
    """What came of it; what could not be finished falls short with its reason."""
    from faults.outcome import Outcome

    print(f"{name} …", flush=True)
    module, function = FAULTS[name].split(".")
    began = time.monotonic()
    try:
        outcome = getattr(import_module(f"faults.{module}"), function)()
    except Exception as error:
        traceback.print_exc()
        outcome = Outcome(
            f"{name} could not be finished", "–", short=[f"{type(error).__name__}: {error}"[:300]]
        )
    print(
        f"  {outcome.verdict} ({time.monotonic() - began:.0f} s; {'; '.join(outcome.measured)})", flush=True
    )
    return outcome


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
