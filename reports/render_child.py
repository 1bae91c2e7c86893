"""The typesetter's own process: orders on stdin, PDF files on the disk, a line on stdout per step.

Started by `reports.pdf` as `python -m reports.render_child`, with limits that it sets itself before it loads
anything large. It has no settings, no database and no secrets. An order is a line of JSON: `documents` are pairs of paths (HTML
and PDF), or `merge` is a plan of reports.merging and the path of its PDF. After the last order it ends.
"""

import argparse
import errno
import json
import logging
import os
import resource
import signal
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

# Exit codes that `reports.pdf` turns into sentences.
REFUSED = 3
TOO_LARGE = 4
NO_ROOM = 5
DISK_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
DONE = "DONE"  # an order was carried out
TAGGED = {"pdf_tags": True, "pdf_version": "1.7"}  # so that screen readers can follow it; no claim of PDF/UA
NICER = 5  # as nice(1) counts
LARGEST_FILE = 512 * 1024 * 1024  # bytes of PDF


def main(argv: list[str] | None = None) -> int:
    """Carry out the orders, print `PAGES n` after each PDF; an exit code says what went wrong otherwise."""
    options = _parser().parse_args(argv)
    _limit(options.memory_mb, options.seconds)
    try:
        _work(options.static)
    except (MemoryError, SystemError):  # a library that is refused memory may fail without saying so
        return TOO_LARGE
    except (
        ImportError,
        OSError,
    ) as error:  # as the one that is refused is loaded by Python or by another library
        if isinstance(error, OSError) and error.errno in DISK_FULL:
            return NO_ROOM
        if "failed to map segment" not in str(error):
            raise
        return TOO_LARGE  # not even the libraries fit
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser()
    parser.add_argument("--static", type=Path, action="append", required=True)
    parser.add_argument("--memory-mb", type=int, required=True)
    parser.add_argument("--seconds", type=int, required=True)
    return parser


def _limit(memory_mb: int, seconds: int) -> None:
    """Memory, CPU time and file size; people who read come first; die at once when the parent no longer listens."""
    size = memory_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(NICER)
    with suppress(OSError):  # where a machine runs out of memory, this is what can be made again (Linux)
        Path("/proc/self/oom_score_adj").write_text("500")
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)


def _work(folders: list[Path]) -> None:
    # Loaded here so that the limits hold for the libraries, too.
    write = _writer(folders)
    from weasyprint.urls import FatalURLFetchingError

    from reports.merging import merge
    from reports.tags import mend_tags

    _speak()
    try:
        for line in sys.stdin:
            order = json.loads(line)
            for source, target in order.get("documents", ()):
                pages = write(Path(source), Path(target))
                mend_tags(Path(target))
                _say(f"PAGES {pages}")
            if "merge" in order:
                _say(f"PAGES {merge(*map(Path, order['merge']))}")
            _say(DONE)
    except FatalURLFetchingError as error:
        print(error, file=sys.stderr)  # noqa: T201
        sys.exit(REFUSED)


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 (this is how it speaks)


def _writer(folders: list[Path]):
    """Typesets one file of HTML and tells its pages; fonts and style sheets are read once for all files."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    from reports.fetching import StaticOnlyFetcher

    fetcher, fonts = StaticOnlyFetcher(folders), FontConfiguration()
    base = folders[0].resolve().as_uri() + "/"

    @cache
    def style(address: str) -> CSS:
        return CSS(base + address, url_fetcher=fetcher, font_config=fonts)

    def write(source: Path, target: Path) -> int:
        page = HTML(string=source.read_text(encoding="utf-8"), base_url=base, url_fetcher=fetcher)
        styles = [style(address) for address in _taken_links(page.etree_element)]
        document = page.render(stylesheets=styles, font_config=fonts, **TAGGED)
        document.write_pdf(target, **TAGGED)
        return len(document.pages)

    return write


def _taken_links(html) -> list[str]:
    """The addresses of its style sheets, whose links are taken out of the head."""
    head = html.find("head")
    links = [] if head is None else [one for one in head.findall("link") if one.get("rel") == "stylesheet"]
    for link in links:
        head.remove(link)
    return [link.get("href") for link in links]


class _Lines(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        _say(record.getMessage())


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
