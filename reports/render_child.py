"""The typesetter's own process: HTML files in, PDF files out, a line on stdout per step.

Started by `reports.pdf` as `python -m reports.render_child`, with limits that it sets itself before it loads
anything large. It has no settings, no database and no secrets.
"""

import argparse
import logging
import resource
import signal
import sys
from pathlib import Path

# Exit codes that `reports.pdf` turns into sentences.
REFUSED = 3
TOO_LARGE = 4
TAGGED = {"pdf_tags": True, "pdf_version": "1.7"}  # so that screen readers can follow it; no claim of PDF/UA
LARGEST_FILE = 512 * 1024 * 1024  # bytes of PDF


def main(argv: list[str] | None = None) -> int:
    """Write each PDF and print `PAGES n` after it; an exit code says what went wrong otherwise."""
    options = _parser().parse_args(argv)
    _limit(options.memory_mb, options.seconds)
    try:
        _render(options)
    except (MemoryError, SystemError):  # a library that is refused memory may fail without saying so
        return TOO_LARGE
    except ImportError as error:
        if "failed to map segment" not in str(error):
            raise
        return TOO_LARGE  # not even the libraries fit
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser()
    parser.add_argument("--html", type=Path, action="append", required=True)
    parser.add_argument("--output", type=Path, action="append", required=True)
    parser.add_argument(
        "--merge", type=Path, help="a plan of reports.merging; lists and furniture are the HTML files"
    )
    parser.add_argument("--merged", type=Path)
    parser.add_argument("--static", type=Path, action="append", required=True)
    parser.add_argument("--memory-mb", type=int, required=True)
    parser.add_argument("--seconds", type=int, required=True)
    return parser


def _limit(memory_mb: int, seconds: int) -> None:
    """Memory, CPU time and file size; and die at once when the parent no longer listens."""
    size = memory_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)


def _render(options: argparse.Namespace) -> None:
    # Loaded here so that the limits hold for the libraries, too.
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError

    from reports.fetching import StaticOnlyFetcher
    from reports.merging import merge
    from reports.tags import mend_tags

    _speak()
    fetcher, fonts = StaticOnlyFetcher(options.static), FontConfiguration()
    base = options.static[0].resolve().as_uri() + "/"
    try:
        for source, target in zip(options.html, options.output, strict=True):
            pages = _write(source, target, base_url=base, fetcher=fetcher, fonts=fonts)
            mend_tags(target)
            print(f"PAGES {pages}", flush=True)  # noqa: T201 (this is how it speaks)
        if options.merge:
            lists, furniture = options.output
            print(f"PAGES {merge(options.merge, lists, furniture, options.merged)}", flush=True)  # noqa: T201
    except FatalURLFetchingError as error:
        print(error, file=sys.stderr)  # noqa: T201
        sys.exit(REFUSED)


def _write(source: Path, target: Path, *, base_url: str, fetcher, fonts) -> int:
    """One document; how many pages it has."""
    from weasyprint import HTML

    page = HTML(string=source.read_text(encoding="utf-8"), base_url=base_url, url_fetcher=fetcher)
    document = page.render(font_config=fonts, **TAGGED)
    document.write_pdf(target, **TAGGED)
    return len(document.pages)


class _Lines(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        print(record.getMessage(), flush=True)  # noqa: T201


def _speak() -> None:
    """The library's own account of its steps, a line each; warnings go to stderr."""
    progress = logging.getLogger("weasyprint.progress")
    progress.setLevel(logging.INFO)
    progress.addHandler(_Lines())
    progress.propagate = False
    warnings = logging.getLogger("weasyprint")
    warnings.addHandler(logging.StreamHandler(sys.stderr))
    warnings.setLevel(logging.WARNING)


if __name__ == "__main__":
    sys.exit(main())
