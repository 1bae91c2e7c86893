"""Settings first, then everything that imports models. `make bench` measures everything and writes results.md; a part that is named, such
as `python -m bench viewers`, is measured by itself and renews its place there.

Parts: viewers (a full hall), printing (the official documents), submissions, exchange (the plan as a workbook), growth
(server time at three sizes).
"""

import shutil
import sys
import tempfile
from pathlib import Path

from bench import portal


def main(wanted: list[str]) -> None:
    folder = Path(tempfile.mkdtemp(prefix="renja-bench-"))
    try:
        served = portal.configure(folder)
        from bench import measure, results

        alone = {
            "viewers": (measure.measure_viewers, results.following_part),
            "printing": (measure.measure_printing, results.printing_part),
            "submissions": (measure.measure_submissions, results.submissions_part),
            "exchange": (measure.measure_workbook, results.exchange_part),
            "growth": (measure.measure_growth, results.growth_part),
        }
        for name in wanted:
            measured, told = alone[name]
            results.renew(told(measured(served, folder)))
        if not wanted:
            results.PATH.write_text(results.text(measure.measure(served, folder)))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(results.PATH.read_text())


if __name__ == "__main__":
    main(sys.argv[1:2])  # one at a time: each begins with an empty database
