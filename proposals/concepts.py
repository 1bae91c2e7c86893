"""What a text is about: its words as the database stems them, gathered under the words that mean the same.

`data/synonyms.json` names them: subjects of the three urusan, words of the trade and of general use that say little
by themselves, and words that say nothing. A word of several parts ("tanda tangan") is there where all its parts are.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVector
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Func, TextField, Value
from django.db.models.sql import Query
from django.db.models.sql.constants import SINGLE

DATA = Path(__file__).resolve().parent / "data"
SUBJECT, PLAIN, GENERAL = 3.0, 1.0, 0.3  # how much is said by sharing one
SHORTEST = 3  # letters of a stem that counts by itself

Stems = frozenset[str]


@dataclass(frozen=True)
class Concept:
    """Words that mean the same: each of `ways` is a set of stems that stand together, in whatever order."""

    ways: frozenset[Stems]
    weight: float = PLAIN

    def is_in(self, stems: Stems) -> bool:
        return any(way <= stems for way in self.ways)

    def covered(self, stems: Stems) -> Stems:
        """The stems of the text by which it is there."""
        return frozenset().union(*(way for way in self.ways if way <= stems))

    def query(self, label: str = "") -> str:
        """For `to_tsquery` over stems; `label` says in which part of the text (A: the title)."""
        mark = f":{label}" if label else ""
        ways = (" & ".join(f"'{stem}'{mark}" for stem in sorted(way)) for way in self.ways)
        return "(" + " | ".join(sorted(ways)) + ")"


@dataclass(frozen=True)
class Vocabulary:
    common: Stems
    digital: Stems
    general: Stems
    subjects: tuple[Concept, ...]


def shipped(name: str):
    """One file of words that ships with the project."""
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def stems_of(texts: Iterable[str]) -> list[Stems]:
    """The stems of each text, in one statement."""
    query, texts = Query(None), list(texts)
    for place, text in enumerate(texts):
        vector = SearchVector(Value(text.replace("\x00", " ")), config="indonesian")
        query.add_annotation(
            Func(vector, function="tsvector_to_array", output_field=ArrayField(TextField())), f"text_{place}"
        )
    found = query.get_compiler(DEFAULT_DB_ALIAS).execute_sql(SINGLE) if texts else []
    return [frozenset(stem for stem in stems if not set(stem) & {"'", "\\"}) for stems in found]


@cache
def vocabulary() -> Vocabulary:
    """The words of the shipped file, stemmed once in each process."""
    words = shipped("synonyms.json")
    common, digital, general = (
        frozenset().union(*stems_of(words[name])) for name in ("common", "digital", "general")
    )
    return Vocabulary(common, digital, digital | general, tuple(concepts_from(words["subjects"], SUBJECT)))


def concepts_from(rows: Iterable[str], weight: float) -> list[Concept]:
    """A concept for each row, whose words stand between commas."""
    split = [row.split(",") for row in rows]
    stems = iter(stems_of(word for row in split for word in row))
    return [Concept(frozenset(next(stems) for _word in row), weight) for row in split]


def concepts_of(stems: Stems) -> list[Concept]:
    """What a text is about, the weightiest first: subjects, then the words that belong to none of them."""
    return sorted(_concepts(stems), key=lambda one: (-one.weight, one.query()))


def _concepts(stems: Stems) -> Iterator[Concept]:
    known = vocabulary()
    found = [subject for subject in known.subjects if subject.is_in(stems)]
    yield from found
    covered = frozenset().union(*(subject.covered(stems) for subject in found))
    for stem in stems - covered - known.common:
        if len(stem) >= SHORTEST and not stem.isdecimal():
            yield Concept(frozenset({frozenset({stem})}), GENERAL if stem in known.general else PLAIN)
