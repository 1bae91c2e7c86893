"""The official document as planners wait for it – new, after one edit (at once, and set in the background), unchanged – beside
Chromium printing the same HTML."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from jobs.models import Job, State
from jobs.services import enqueue
from renja.models import Renja
from renja.services.lines import change_cell
from renja.stages import SETTLED
from reports.data import read_renja
from reports.document import renja_html
from reports.preparing import PREPARE_PDF, prepare_pdf
from reports.services import make_renja_pdf, request_renja_pdf
from reports.typesetting import kept_folder
from reports.unchanged import newest_edit

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-pdf-header-footer",
)  # fmt: skip


@dataclass(frozen=True)
class Printing:
    """Seconds until the document of a year is there; `chromium` is None on a machine without one."""

    year: int
    cold: float
    edited: float
    prepared: float
    unchanged: float
    chromium: float | None


def years_in_work() -> list[int]:
    """What is established is made once and not edited any more."""
    rows = Renja.objects.exclude(stage__in=SETTLED).order_by("forum__plan_year")
    return list(rows.values_list("forum__plan_year", flat=True))


def time_printing(year: int) -> Printing:
    renja = Renja.objects.select_related("forum", "edition").get(forum__plan_year=year)
    actor = User.objects.get(email="perencana@contoh.id")
    shutil.rmtree(kept_folder(), ignore_errors=True)  # whatever set parts of it before
    cold = _seconds(lambda: _make(renja, actor))
    _edit(renja, actor, "Kota Balikpapan, disunting")
    edited = _seconds(lambda: _make(renja, actor))
    _edit(renja, actor, "Kota Balikpapan, disunting lagi")
    _prepare(renja)
    prepared = _seconds(lambda: _make(renja, actor))
    unchanged = _seconds(lambda: _make(renja, actor))
    return Printing(year, cold, edited, prepared, unchanged, _chromium(renja))


def _edit(renja: Renja, actor: User, location: str) -> None:
    line = renja.lines.leaves().select_related("renja__forum", "renja__edition", "node").first()
    change_cell(
        line,
        actor=actor,
        seen=line.version,
        was={"location": line.location},
        values={"location": location},
    )


def _prepare(renja: Renja) -> None:
    edit = newest_edit()
    job = enqueue(PREPARE_PDF, key=f"{renja.pk}:{edit.pk}", payload={"renja": renja.pk, "edit": edit.pk})
    prepare_pdf(job, lambda *_step: None)
    Job.objects.filter(pk=job.pk).update(state=State.DONE)


def _seconds(deed: Callable[[], object]) -> float:
    began = time.perf_counter()
    deed()
    return time.perf_counter() - began


def _make(renja: Renja, actor: User) -> None:
    job = request_renja_pdf(renja, actor=actor)
    make_renja_pdf(job, lambda *_step: None)
    Job.objects.filter(pk=job.pk).update(state=State.DONE)


def _chromium(renja: Renja) -> float | None:
    """It knows no running heads from strings and no pages of other documents, so it does less than the same."""
    program = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if program is None:
        return None
    html = renja_html(read_renja(renja, timezone.now()))
    base = Path(settings.STATICFILES_DIRS[0]).as_uri()
    with tempfile.TemporaryDirectory() as folder:
        page, paper = Path(folder, "renja.html"), Path(folder, "renja.pdf")
        page.write_text(html.replace("<head>", f'<head><base href="{base}/">', 1), encoding="utf-8")
        command = [
            program,
            *QUIET,
            f"--user-data-dir={folder}/profile",
            f"--print-to-pdf={paper}",
            page.as_uri(),
        ]
        return _seconds(lambda: subprocess.run(command, check=True, capture_output=True))
