"""results.md: what was measured, when, and on what kind of machine."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.client import PageTimes
from bench.endurance import REQUESTS, WARM, Memory
from bench.exchange import LINES, Exchange
from bench.growth import SIZES, Cost
from bench.hall import EVERY, VIEWERS
from bench.machine import machine
from bench.printing import Printing
from bench.record import ROWS, FilterCost
from bench.rows import Bare
from bench.viewers import RESULTS, Following

PATH = Path(__file__).with_name("results.md")


@dataclass(frozen=True)
class Submissions:
    """How many were sent, in how many seconds, and whether each got a number of its own without a gap; beside
    it pgbench with the rows of one."""

    count: int
    seconds: float
    gapless: bool
    citizens: int
    bare: Bare


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
    following: Following
    pdfs: list[Pdf]
    printings: list[Printing]
    web_bytes: int
    memory: Memory
    starts: tuple[float, float]
    exchanged: Exchange
    costs: list[Cost]
    filters: list[FilterCost]


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


def cost_rows(costs: list[Cost]) -> list[str]:
    """A row for each page: queries, median / p95 and ratio at each size, and how the median grew."""
    rows = []
    for name in dict.fromkeys(cost.page for cost in costs):
        mine = [cost for cost in costs if cost.page == name]
        cells = [f"{one.median_ms:.0f} / {one.p95_ms:.0f} ({one.ratio:.1f}×)" for one in mine]
        queries = "–".join(str(count) for count in sorted({one.queries for one in mine}))
        growth = mine[-1].ratio / mine[0].ratio
        rows.append(f"| {name} | {queries} | {' | '.join(cells)} | {growth:.1f}× |")
    return rows


def growth_part(costs: list[Cost]) -> list[str]:
    return [
        "## Growth",
        "",
        "Server time in milliseconds, median / 95th percentile, and in brackets × a plain Django page of the same run (session,",
        "sign-in, one indexed query, twenty rows, a template of one table and nothing else). Last column: how the ratio grew.",
        "People find home, list and detail as they were made for the one before, until the next recorded deed; who is signed in",
        "finds their own parts in them (account, questions, support). “Made anew” is what",
        "the first of them waits for.",
        "",
        "| Page | Queries | " + " | ".join(f"{size:,} usulan" for size in SIZES) + " | Growth |",
        "|---|---:|" + "---:|" * (len(SIZES) + 1),
        *cost_rows(costs),
        "",
    ]


def record_part(filters: list[FilterCost]) -> list[str]:
    return [
        "## The record",
        "",
        f"Server time of its page at {ROWS:,} entries, median in milliseconds.",
        "",
        "| Filter | ms |",
        "|---|---:|",
        *(f"| {one.name} | {one.median_ms:.0f} |" for one in filters),
        "",
    ]


def submissions_part(sent: Submissions) -> list[str]:
    each = sent.count / sent.seconds
    rows = ", ".join(f"{table} {count}" for table, count in sorted(sent.bare.rows.items()))
    return [
        "## Submissions",
        "",
        f"{sent.count} finished drafts sent by {sent.citizens} citizens at once: "
        f"**{each:.0f} a second**, numbers {'without a gap' if sent.gapless else 'WITH GAPS'}.",
        "",
        f"pgbench inserting the same rows, with as many clients, into tables with the same indexes: {sent.bare.per_second:.0f} a second,",
        f"**{sent.bare.per_second / each:.1f}×** as many. Rows of one submission: {rows}.",
        "",
    ]


def following_part(one: Following) -> list[str]:
    return [
        "## A session in a full hall",
        "",
        f"{VIEWERS} viewers open the projector's page within a second and ask for its picture every {EVERY} s as the script does,",
        f"while the secretary saves {RESULTS} results in the console. “Seen” counts from the press of the button; the aim is 3 s for 95 %.",
        "",
        "| | Median | p95 |",
        "|---|---:|---:|",
        f"| An answer, ms | {one.answer_ms[0]:.1f} | {one.answer_ms[1]:.1f} |",
        f"| A result is seen, seconds | {one.seen_seconds[0]:.1f} | {one.seen_seconds[1]:.1f} |",
        f"| “Simpan dan lanjut”, ms | {one.saved_ms:.0f} | |",
        "",
        f"{one.asked:,} questions, **{one.unchanged:.1%}** answered “nothing new” (304); {one.errors} errors, {one.missed} results missed.",
        f"The web used {one.web_load:.0%} of a core, the viewers themselves {one.client_load:.0%} (one process, asyncio, a connection for",
        "each question).",
        "",
    ]


def memory_part(memory: Memory) -> list[str]:
    return [
        "## Memory",
        "",
        f"After {WARM} requests, and after {REQUESTS:,} more (all processes of each, shared pages once).",
        "",
        "| | before | after |",
        "|---|---:|---:|",
        f"| Web | {megabytes(memory.web_before)} | {megabytes(memory.web_after)} |",
        f"| Worker | {megabytes(memory.worker_before)} | {megabytes(memory.worker_after)} |",
        "",
    ]


def printing_part(printings: list[Printing]) -> list[str]:
    """Each time, and in brackets × what Chromium took; goals are 1.5, 0.25 and 0.02."""
    rows = []
    for one in printings:
        times = (one.cold, one.edited, one.prepared, one.unchanged)
        cells = [f"{time:.2f}" + (f" ({time / one.chromium:.2f}×)" if one.chromium else "") for time in times]
        rows.append(
            f"| {one.year} | {' | '.join(cells)} | {f'{one.chromium:.2f}' if one.chromium else '–'} |"
        )
    return [
        "## Official documents beside Chromium",
        "",
        "Seconds until the document is there, in brackets × Chromium printing the same HTML; the goals are 1.5, 0.25, 0.25 and 0.02.",
        "",
        "| Renja | New | After one edit, at once | After one edit, set in the background | Unchanged | Chromium |",
        "|---|---:|---:|---:|---:|---:|",
        *rows,
        "",
    ]


def exchange_part(one: Exchange) -> list[str]:
    return [
        "## The plan as a workbook",
        "",
        f"{LINES:,} lines with two indicators and two sources of funds each ({2 * LINES:,} rows), by the verbs that pages and worker call.",
        "",
        "| Step | Seconds |",
        "|---|---:|",
        *(f"| {name} | {seconds:.1f} |" for name, seconds in one.seconds.items()),
        "",
        f"The process held {megabytes(one.bytes_before)} before, and {megabytes(one.peak_bytes)} at most.",
        "",
    ]


def text(measured: Measured) -> str:
    lines = [
        "# Measured",
        "",
        f"{datetime.now(UTC):%d %B %Y}, {machine()}. Written by `make bench`; portal, database and load share the machine,",
        "the database writes to disk as a real one does, and the web runs as in `make run` (two workers of four threads).",
        f"The demo holds {measured.proposals} proposals and {measured.lines} lines of Renja; it loaded in {measured.demo_seconds:.0f} s.",
        f"`make run` answered after {measured.starts[0]:.0f} s the first time (packages there, demo loaded) and after "
        f"{measured.starts[1]:.1f} s the second time.",
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
        *submissions_part(measured.submissions),
        *following_part(measured.following),
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
        *printing_part(measured.printings),
        *memory_part(measured.memory),
        *exchange_part(measured.exchanged),
        *growth_part(measured.costs),
        *record_part(measured.filters),
    ]
    return "\n".join(lines)


def renew(lines: list[str]) -> None:
    """Put a part that was measured by itself in the place of the same part in results.md, with the day on which it was; a part
    that is new goes to the end."""
    parts = _parts(PATH.read_text().splitlines())
    for heading, body in _parts(lines).items():
        if not heading:  # what stands above all parts stays
            continue
        parts[heading] = ["", f"*Measured by itself on {datetime.now(UTC):%d %B %Y}.*", *body]
    written = "\n".join(
        line for heading, body in parts.items() for line in ([heading] if heading else []) + body
    )
    PATH.write_text(written.rstrip("\n") + "\n")


def _parts(lines: list[str]) -> dict[str, list[str]]:
    """Heading → what stands below it; what stands before the first one under ""."""
    parts: dict[str, list[str]] = {"": []}
    for line in lines:
        if line.startswith("## "):
            parts[line] = []
        else:
            parts[next(reversed(parts))].append(line)
    return {heading: [*body, ""] if body[-1:] != [""] else body for heading, body in parts.items()}
