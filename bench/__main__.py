"""Settings first, then everything that imports models."""

import shutil
import tempfile
from pathlib import Path

from bench import portal


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="renja-bench-"))
    try:
        served = portal.configure(folder)
        from bench import measure, results

        results.PATH.write_text(results.text(measure.measure(served, folder)))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(results.PATH.read_text())


if __name__ == "__main__":
    main()
