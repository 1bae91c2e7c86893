"""Settings first, then everything that imports models. `python -m bench viewers` measures the full hall alone,
`python -m bench printing` the official documents, `python -m bench submissions` the sending of proposals; these keep nothing."""

import shutil
import sys
import tempfile
from pathlib import Path

from bench import portal


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="renja-bench-"))
    try:
        served = portal.configure(folder)
        from bench import measure, results

        alone = {
            "viewers": (measure.measure_viewers, results.following_part),
            "printing": (measure.measure_printing, results.printing_part),
            "submissions": (measure.measure_submissions, results.submissions_part),
        }
        for name in sys.argv[1:]:
            measured, told = alone[name]
            print("\n".join(told(measured(served, folder))))
            return
        results.PATH.write_text(results.text(measure.measure(served, folder)))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(results.PATH.read_text())


if __name__ == "__main__":
    main()
