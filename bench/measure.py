"""What is measured, in which order."""

import re
import subprocess
import sys
import time
from pathlib import Path

from django.core.management import call_command

from accounts.models import User
from bench import client, endurance, exchange, growth, hall, portal, printing, record, results, viewers
from bench.starting import time_starts
from bench.submissions import time_submissions
from proposals.models import Proposal
from renja.models import Renja, RenjaLine
from renja_portal.launcher.folders import ROOT, Folders

VISITORS, ROUNDS = 8, 25


def measure(served: portal.Portal, folder: Path) -> results.Measured:
    folders = Folders(folder).prepare()
    demo_seconds = prepare()
    counted = Proposal.objects.count(), RenjaLine.objects.count()
    years = list(Renja.objects.order_by("forum__plan_year").values_list("forum__plan_year", flat=True))
    with portal.serve(served, folders), portal.peak_memory(served.services[0].process.pid) as web_bytes:
        pages = time_pages(served.port, years[-1])
        sent = send_proposals(served)
        following = follow_session(served)
        say(f"memory over {endurance.REQUESTS:,} requests")
        memory = endurance.measure_memory(served, public_paths(years[-1]))
    pdfs = [time_pdf(year, folder, served.environment) for year in years]
    printings = [printing.time_printing(year) for year in printing.years_in_work()]
    say("starting")
    starts = time_starts(folder)
    costs = growth.measure_growth(say)
    filters = record.measure_record(say)
    exchanged = exchange.measure_exchange(
        User.objects.get(email="perencana@contoh.id"), say
    )  # leaves a large plan
    return results.Measured(
        demo_seconds,
        *counted,
        VISITORS,
        pages,
        sent,
        following,
        pdfs,
        printings,
        web_bytes[0],
        memory,
        starts,
        exchanged,
        costs,
        filters,
    )


def measure_submissions(served: portal.Portal, folder: Path) -> results.Submissions:
    """`python -m bench submissions`: sending alone, beside pgbench."""
    folders = Folders(folder).prepare()
    prepare()
    with portal.serve(served, folders):
        return send_proposals(served)


def send_proposals(served: portal.Portal) -> results.Submissions:
    say("submissions")
    return time_submissions(portal.HOST, served.port, citizens=VISITORS, each=50)


def measure_viewers(served: portal.Portal, folder: Path) -> viewers.Following:
    """`python -m bench viewers`: the full hall alone."""
    folders = Folders(folder).prepare()
    prepare()
    with portal.serve(served, folders):
        return follow_session(served)


def prepare() -> float:
    """The portal with its demo; how many seconds that took to load."""
    say("database and static files")
    portal.prepare()
    say("demo")
    began = time.perf_counter()
    call_command("load_demo")
    return time.perf_counter() - began


def follow_session(served: portal.Portal) -> viewers.Following:
    say(f"{hall.VIEWERS} viewers of a session")
    return viewers.time_viewers(served)


def public_paths(year: int) -> list[str]:
    numbers = Proposal.objects.accepted().order_by("pk").values_list("number", flat=True)[:20]
    details = [f"/aspirasi/{number}/" for number in numbers]
    return ["/", "/aspirasi/", "/aspirasi/?q=internet", f"/forum/{year}/", *details]


def time_pages(port: int, year: int) -> list[client.PageTimes]:
    number = Proposal.objects.filter(forum__plan_year=year, status="accepted").values_list(
        "number", flat=True
    )[0]
    queue = client.Visitor(portal.HOST, port).sign_in("verifikator").get("/kerja/verifikasi/").decode()
    waiting = re.search(r"/kerja/verifikasi/ASP-[0-9-]+/", queue).group()
    pages = [
        ("Trivial page (/healthz)", "/healthz", ""),
        ("Home", "/", ""),
        ("Proposals, listed", "/aspirasi/", ""),
        ("Proposals, searched", "/aspirasi/?q=internet", ""),
        ("One proposal", f"/aspirasi/{number}/", ""),
        ("Renja, read", f"/renja/{year}/", ""),
        ("Verification queue", "/kerja/verifikasi/", "verifikator"),
        ("One proposal to verify", waiting, "verifikator"),
        ("Renja, table of the planner", f"/kerja/renja/{year}/", "perencana"),
    ]
    return [time_one(port, *page) for page in pages]


def time_one(port: int, name: str, path: str, account: str) -> client.PageTimes:
    say(name)
    visitors = [client.Visitor(portal.HOST, port) for _ in range(VISITORS)]
    if account:
        visitors = [visitor.sign_in(account) for visitor in visitors]
    return client.time_page(name, path, visitors, rounds=ROUNDS)


def time_pdf(year: int, folder: Path, environment: dict[str, str]) -> results.Pdf:
    """By the command, so that the whole tree of processes can be watched."""
    say(f"PDF of {year}")
    output = folder / f"{year}.pdf"
    command = [sys.executable, "manage.py", "export_renja", str(year), "--output", str(output)]
    began = time.perf_counter()
    exporting = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    with portal.peak_memory(exporting.pid) as peak:
        told, _ = exporting.communicate()
    seconds = time.perf_counter() - began
    if exporting.returncode:
        raise RuntimeError(f"export_renja {year} failed")
    pages = int(told.rsplit(" halaman", 1)[0].rsplit(" ", 1)[1])
    return results.Pdf(year, pages, output.stat().st_size / 1000, seconds, peak[0])


def measure_printing(served: portal.Portal, folder: Path) -> list[printing.Printing]:
    """`python -m bench printing`: the official documents alone."""
    Folders(folder).prepare()
    prepare()
    return [printing.time_printing(year) for year in printing.years_in_work()]


def measure_growth(served: portal.Portal, folder: Path) -> list[growth.Cost]:
    """`python -m bench growth`: server time at three sizes alone."""
    Folders(folder).prepare()
    prepare()
    return growth.measure_growth(say)


def measure_workbook(served: portal.Portal, folder: Path) -> exchange.Exchange:
    """`python -m bench exchange`: the plan as a workbook alone."""
    Folders(folder).prepare()
    prepare()
    return exchange.measure_exchange(User.objects.get(email="perencana@contoh.id"), say)


def say(what: str) -> None:
    print(f"  {what} …", flush=True)
