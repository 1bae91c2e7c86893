"""results.md: what was measured, when, and on what kind of machine."""

import os
import platform
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil

from bench.client import PageTimes

PATH = Path(__file__).with_name("results.md")


@dataclass(frozen=True)
class Submissions:
    """How many were sent, in how many seconds, and whether each got a number of its own without a gap."""

    count: int
    seconds: float
    gapless: bool


@dataclass(frozen=True)
class Pdf:
    """The official document of one year."""

    year: int
    pages: int
    kilobytes: float
    seconds: float
    peak_bytes: int


@dataclass(frozen=True)
class Measured:
    """Everything of one run."""

    demo_seconds: float
    proposals: int
    lines: int
    visitors: int
    pages: list[PageTimes]
    submissions: Submissions
    pdfs: list[Pdf]
    web_bytes: int


def machine() -> str:
    """Its kind, never its name."""
    memory = round(psutil.virtual_memory().total / 1024**3)
    return (
        f"{os.cpu_count()} cores, {memory} GB RAM, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}"
    )


def megabytes(count: int) -> str:
    return f"{count / 1024**2:.0f} MB"


def page_rows(pages: list[PageTimes]) -> list[str]:
    """The first page is the yardstick of the others."""
    trivial = pages[0].median_ms
    return [
        f"| {page.name} | {page.median_ms:.1f} | {page.median_ms / trivial:.1f}× | {page.p95_ms:.1f} "
        f"| {page.per_second:.0f} | {page.kilobytes:.0f} |"
        for page in pages
    ]


def text(measured: Measured) -> str:
    sent = measured.submissions
    lines = [
        "# Measured",
        "",
        f"{datetime.now(UTC):%d %B %Y}, {machine()}. Written by `make bench`; portal, database and load share the machine,",
        "the database writes to disk as a real one does, and the web runs as in `make run` (two workers of four threads).",
        f"The demo holds {measured.proposals} proposals and {measured.lines} lines of Renja; it loaded in {measured.demo_seconds:.0f} s.",
        "",
        "## Pages",
        "",
        f"Median and 95th percentile of one visitor, × the trivial page, and requests a second of {measured.visitors} visitors at once.",
        "",
        "| Page | Median ms | × trivial | p95 ms | Requests/s | HTML kB |",
        "|---|---:|---:|---:|---:|---:|",
        *page_rows(measured.pages),
        "",
        f"Web memory at its peak: {megabytes(measured.web_bytes)} (master and workers, shared pages once).",
        "",
        "## Submissions",
        "",
        f"{sent.count} finished drafts sent by {measured.visitors} citizens at once: "
        f"**{sent.count / sent.seconds:.0f} a second**, numbers {'without a gap' if sent.gapless else 'WITH GAPS'}.",
        "",
        "## Official documents",
        "",
        "| Renja | Pages | kB | Seconds | Seconds a page | Peak memory |",
        "|---|---:|---:|---:|---:|---:|",
        *(
            f"| {pdf.year} | {pdf.pages} | {pdf.kilobytes:.0f} | {pdf.seconds:.1f} | {pdf.seconds / pdf.pages:.2f} "
            f"| {megabytes(pdf.peak_bytes)} |"
            for pdf in measured.pdfs
        ),
        "",
    ]
    return "\n".join(lines)
