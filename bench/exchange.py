"""The plan's lines as a workbook, many of them: how long each step takes, and how much memory the process holds at most."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import User
from bench.portal import memory_of, peak_memory
from core.bulk import all_at_once
from core.excel_export import write_workbook
from forums.models import Activity, Forum, Phase
from renja.exchange.columns import LABELS
from renja.exchange.services import apply_file, begin_file, check_file, undo_file
from renja.exchange.writing import lines_book
from renja.models import PlanFile, Renja
from urusan.models import Edition, Level, Nomenclature

LINES = 5_000
A_KEGIATAN = 100  # sub kegiatan
YEAR = 2090
SOURCES = ("PAD", "DAU")
HEAD = [str(label) for label in LABELS.values()][:-1]  # as somebody fills it in who never downloaded it


@dataclass(frozen=True)
class Exchange:
    """Seconds of each step, and bytes: before the first, and at most."""

    seconds: dict[str, float]
    bytes_before: int
    peak_bytes: int


def measure_exchange(actor: User, say: Callable[[str], None]) -> Exchange:
    """An empty plan is filled from a workbook, handed out, brought in again, changed in every line, and taken back."""
    say(f"a workbook of {LINES:,} lines")
    renja, seconds = _plan(), {}
    first, second = _book(_rows(renja)), _book(_rows(renja, more=1))
    before = memory_of(os.getpid())
    with peak_memory(os.getpid()) as peak:
        _apply(_read(renja, actor, first, "All new", seconds), actor, "All new", seconds)
        with _timed(seconds, "Handed out"):
            out = _written(renja)
        _read(renja, actor, out, "Nothing changed", seconds)
        file = _read(renja, actor, second, "All changed", seconds)
        file = _apply(file, actor, "All changed", seconds)
        with _timed(seconds, "All changed: taken back"):
            undo_file(file, actor=actor)
    return Exchange(seconds, before, peak[0])


def _read(renja: Renja, actor: User, raw: bytes, what: str, seconds: dict[str, float]) -> PlanFile:
    with _timed(seconds, f"{what}: read"):
        file = begin_file(renja, actor=actor, file=SimpleUploadedFile("renja.xlsx", raw))
    with _timed(seconds, f"{what}: compared"), all_at_once():
        return check_file(file, actor=actor)


def _apply(file: PlanFile, actor: User, what: str, seconds: dict[str, float]) -> PlanFile:
    with _timed(seconds, f"{what}: written"), all_at_once():
        return apply_file(file, actor=actor)


@contextmanager
def _timed(seconds: dict[str, float], name: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    seconds[name] = time.perf_counter() - began


def _plan() -> Renja:
    """An empty plan of a year of its own, with an edition of codes for all lines."""
    edition = Edition.objects.create(slug="bench", name="Bench", leaf_level=Level.SUB_KEGIATAN)
    above = None
    for level, code in ((Level.URUSAN, "2"), (Level.BIDANG_URUSAN, "2.16"), (Level.PROGRAM, "2.16.02")):
        above = _node(edition, above, level, code)
    for number in range(1, LINES // A_KEGIATAN + 1):
        kegiatan = _node(edition, above, Level.KEGIATAN, f"2.16.02.2.{number:02d}")
        for last in range(1, A_KEGIATAN + 1):
            _node(edition, kegiatan, Level.SUB_KEGIATAN, f"{kegiatan.code}.{last:04d}")
    forum = Forum.objects.create(plan_year=YEAR)
    now = timezone.now()
    Phase.objects.create(
        forum=forum, name="Penyuntingan", activities=[Activity.EDIT_PLAN], opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=1),
    )  # fmt: skip
    return Renja.objects.create(forum=forum, edition=edition)


def _node(edition: Edition, parent: Nomenclature | None, level: str, code: str) -> Nomenclature:
    node = Nomenclature.objects.create(
        edition=edition, parent=parent, level=level, code=code, name=f"Uraian {code}"
    )
    node.lineage = [*(parent.lineage if parent else []), node.pk]
    node.save(update_fields=["lineage"])
    return node


def _rows(renja: Renja, more: int = 0) -> Iterator[list[Any]]:
    """Two sources and two indicators for each line; `more` of each than the time before."""
    own = {
        "location": "Balikpapan Utara",
        "target_group": "Masyarakat",
        "origin": "Renstra",
        "urgency": "SPM, IKU",
    }
    for node in renja.edition.nodes.filter(level=Level.SUB_KEGIATAN).order_by("code"):
        for place, source in enumerate(SOURCES):
            told = {
                "code": node.code,
                "name": node.name,
                "text": f"Jumlah dokumen {place + 1}",
                "target": 12 + more,
            }
            told |= {
                "satuan": "Dokumen",
                "forward_target": 14,
                "source": source,
                "amount": 100_000_000 + more,
            }
            told |= {"forward": 110_000_000} | (own if place == 0 else {})
            yield [told.get(name, "") for name in LABELS][:-1]


def _book(rows: Iterator[list[Any]]) -> bytes:
    with write_workbook("Renja", HEAD, rows) as file:
        return file.read()


def _written(renja: Renja) -> bytes:
    book = lines_book(renja)
    with write_workbook(book.title, book.head, book.rows, **book.layout) as file:
        return file.read()
