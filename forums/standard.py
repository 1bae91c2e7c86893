"""What a forum begins with where no earlier one is there to take over from: the usual programme, the usual criteria.

Both are a city's own to change; the files in `data/` are where they come from.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from forums.models import Criterion, ProgrammeItem

DATA = Path(__file__).parent / "data"


def usual_programme() -> list[ProgrammeItem]:
    """The rows of the usual susunan acara, not saved."""
    return [ProgrammeItem(**row, order=order) for order, row in enumerate(_read("programme"), start=1)]


def usual_criteria() -> list[Criterion]:
    """The usual criteria, which weigh 100 together, not saved."""
    return [Criterion(**row, order=order) for order, row in enumerate(_read("criteria"), start=1)]


@cache
def _read(name: str) -> list[dict[str, Any]]:
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
