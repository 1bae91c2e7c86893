"""Settings first, then everything that imports models. `python -m bench viewers` measures the full hall alone,
`python -m bench printing` the official documents; both keep nothing."""

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

        if sys.argv[1:] == ["viewers"]:
            print("\n".join(results.following_part(measure.measure_viewers(served, folder))))
            return
        if sys.argv[1:] == ["printing"]:
            print("\n".join(results.printing_part(measure.measure_printing(served, folder))))
            return
        results.PATH.write_text(results.text(measure.measure(served, folder)))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(results.PATH.read_text())


if __name__ == "__main__":
    main()
