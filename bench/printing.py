"""The official document as planners wait for it – new, after one edit, unchanged – beside Chromium printing the same HTML."""

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
from renja.models import Renja
from reports.data import read_renja
from reports.document import renja_html
from reports.services import make_renja_pdf, request_renja_pdf

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
    unchanged: float
    chromium: float | None


def time_printing(year: int) -> Printing:
    renja = Renja.objects.select_related("forum", "edition").get(forum__plan_year=year)
    actor = User.objects.get(email="perencana@contoh.id")
    line = renja.lines.leaves().first()
    renja.lines.filter(pk=line.pk).update(location="Kota Balikpapan, sebelum diukur")
    cold = _seconds(lambda: _make(renja, actor))
    renja.lines.filter(pk=line.pk).update(location=line.location)
    edited = _seconds(lambda: _make(renja, actor))
    unchanged = _seconds(lambda: _make(renja, actor))
    return Printing(year, cold, edited, unchanged, _chromium(renja))


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
