"""What became of lines and proposals, as it was read along with them: plain values, no query."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.money import number
from renja.realisation.quarters import Quarter


class WorkState(models.TextChoices):
    NOT_BEGUN = "belum", _("Belum dimulai")
    RUNNING = "dikerjakan", _("Dikerjakan")
    DONE = "selesai", _("Selesai")
    NOT_DONE = "tidak", _("Tidak dilaksanakan")


TONES = {
    WorkState.NOT_BEGUN: "rest",
    WorkState.RUNNING: "sea",
    WorkState.DONE: "ok",
    WorkState.NOT_DONE: "no",
}


def tone_of(state: str) -> str:
    return TONES[WorkState(state)]


@dataclass(frozen=True)
class ToldStep:
    """One step of the work on a proposal, as everybody reads it."""

    state: str
    day: datetime.date
    reason: str = ""

    @property
    def title(self) -> str:
        return str(WorkState(self.state).label)

    @property
    def tone(self) -> str:
        return tone_of(self.state)


@dataclass(frozen=True)
class ToldProof:
    """A picture or paper that everybody may see."""

    key: str
    caption: str
    quarter: int
    name: str
    content_type: str

    @property
    def is_picture(self) -> bool:
        return self.content_type.startswith("image/")

    @property
    def when(self) -> str:
        return str(Quarter(self.quarter).label)


@dataclass(frozen=True)
class Realised:
    """What a line came to so far: the newest quarter that says anything, and rupiah of all of them."""

    quarter: int
    physical: Decimal | None
    output: Decimal | str | None
    spent: Decimal | None

    @property
    def until(self) -> str:
        return str(Quarter(self.quarter).label)

    @property
    def achieved(self) -> str:
        """As people read it: a number without its unit, or a word."""
        return number(self.output) if isinstance(self.output, Decimal) else self.output or ""

    @property
    def stored(self) -> str:
        """As a cell of a table keeps it."""
        return f"{self.output.normalize():f}" if isinstance(self.output, Decimal) else self.output or ""


class Worked:
    """What was done for a proposal that a line answers, as `with_work` read it along."""

    @property
    def told_steps(self) -> list[ToldStep]:
        """Of a withheld line state and day alone."""
        return read_steps(self.steps, is_withheld=self.line.is_withheld)

    @property
    def told_pictures(self) -> list[ToldProof]:
        """What everybody may see; of a withheld line there is none."""
        return read_proofs(self.pictures)


def read_steps(rows: Iterable[Mapping[str, Any]], *, is_withheld: bool) -> list[ToldStep]:
    """Of a withheld line state and day alone."""
    return [
        ToldStep(row["state"], datetime.date.fromisoformat(row["day"]), "" if is_withheld else row["reason"])
        for row in rows
    ]


def read_proofs(rows: Iterable[Mapping[str, Any]]) -> list[ToldProof]:
    return [ToldProof(**row) for row in rows]


def read_realised(rows: Iterable[Mapping[str, Any]], spent: Decimal | None) -> Realised | None:
    """Of the values of a line's quarters, the earliest first; None where nothing was recorded."""
    told = list(rows)
    if not told:
        return None
    physical = [Decimal(row["physical"]) for row in told if row["physical"] is not None]
    outputs = [output for row in told if (output := _output(row)) is not None]
    return Realised(
        told[-1]["quarter"], physical[-1] if physical else None, outputs[-1] if outputs else None, spent
    )


def _output(row: Mapping[str, Any]) -> Decimal | str | None:
    return row["output_label"] or (None if row["output"] is None else Decimal(row["output"]))
