"""What fits a text that is being written: the official sub kegiatan and its urusan, or an office that is competent instead.

Plain words lead to them (`data/plain_words.json`, `data/competence.json`); official names are shown as they are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from proposals.concepts import (
    SUBJECT,
    Concept,
    Stems,
    concepts_from,
    concepts_of,
    shipped,
    stems_of,
    vocabulary,
)
from proposals.models import Proposal
from urusan.models import Edition, Level, Nomenclature, Urusan

OFFERED = 3
IN_TITLE, IN_TEXT = 2, 1  # what one plain word counts
FITS = 2  # from here on a sub kegiatan is offered


@dataclass(frozen=True)
class PlainWords:
    """What people say for one sub kegiatan, in whatever edition, and what it means in one plain line."""

    official: tuple[str, ...]
    means: str
    words: tuple[Concept, ...]

    def is_for(self, name: str) -> bool:
        return name.casefold().startswith(tuple(one.casefold() for one in self.official))


@dataclass(frozen=True)
class Office:
    """Who is competent instead, where to go, and by which words one knows."""

    name: str
    where: str
    is_complaint: bool
    words: tuple[Concept, ...]


@dataclass(frozen=True)
class Suggestion:
    """One official sub kegiatan with its urusan, and what it means in plain words."""

    node: Nomenclature
    urusan: Urusan
    means: str


@dataclass(frozen=True)
class Text:
    """What was written, as stems: of the title, and of everything."""

    title: Stems
    whole: Stems

    def points(self, words: Iterable[Concept]) -> int:
        return sum(
            IN_TITLE if word.is_in(self.title) else IN_TEXT for word in words if word.is_in(self.whole)
        )


def text_of(proposal: Proposal) -> Text:
    return texts_of([proposal])[0]


def texts_of(proposals: list[Proposal]) -> list[Text]:
    """All of them in one statement."""
    parts = [part for one in proposals for part in (one.title, f"{one.problem}\n{one.request}")]
    stems = stems_of(parts) if parts else []
    return [Text(title, title | rest) for title, rest in zip(stems[::2], stems[1::2], strict=True)]


@cache
def plain_words() -> tuple[PlainWords, ...]:
    return tuple(
        PlainWords(tuple(row["official"]), row["means"], _each(row["words"]))
        for row in shipped("plain_words.json")
    )


@cache
def offices() -> tuple[Office, ...]:
    return tuple(
        Office(row["office"], row["where"], row.get("complaint", False), _each(row["words"]))
        for row in shipped("competence.json")
    )


def _each(words: str) -> tuple[Concept, ...]:
    return tuple(concepts_from(words.split(","), SUBJECT))


def suggestions_for(text: Text, plan_year: int) -> list[Suggestion]:
    """The sub kegiatan that fit best, of the edition in force; none where nothing fits."""
    offered = _offered(plan_year)
    names = tuple(node.name for node, _urusan in offered)
    rated = [
        (_points(text, node.name, subjects), node, urusan)
        for (node, urusan), subjects in zip(offered, _subjects_of(names), strict=True)
    ]
    least = max(FITS, max((row[0] for row in rated), default=0) / 2)
    best = sorted((row for row in rated if row[0] >= least), key=lambda row: (-row[0], row[1].code))
    return [Suggestion(node, urusan, means_of(node.name)) for _rating, node, urusan in best[:OFFERED]]


def _offered(plan_year: int) -> list[tuple[Nomenclature, Urusan]]:
    """What a plan line may name under one of the host's urusan."""
    edition = Edition.objects.for_plan_year(plan_year)
    if edition is None:
        return []
    above = edition.nodes.filter(level=Level.BIDANG_URUSAN, urusan__isnull=False).select_related("urusan")
    urusan = {node.pk: node.urusan for node in above}
    leaves = edition.nodes.leaves().order_by("code")
    return [(node, urusan[pk]) for node in leaves for pk in node.lineage if pk in urusan]


def _points(text: Text, name: str, subjects: list[Concept]) -> int:
    """By the plain words for it, and by the subjects that its own name holds."""
    told = next((one.words for one in plain_words() if one.is_for(name)), ())
    return text.points(told) + sum(IN_TEXT for subject in subjects if subject.is_in(text.whole))


@lru_cache(maxsize=8)
def _subjects_of(names: tuple[str, ...]) -> list[list[Concept]]:
    """What the official names of one edition are about; read once in each process."""
    return [[one for one in concepts_of(stems) if one.weight == SUBJECT] for stems in stems_of(names)]


def means_of(name: str) -> str:
    """An official name in one plain line; empty where none was written for it."""
    return next((one.means for one in plain_words() if one.is_for(name)), "")


def suggestible_nodes(plan_year: int):
    """What somebody may choose: any sub kegiatan of the edition in force."""
    edition = Edition.objects.for_plan_year(plan_year)
    return edition.nodes.leaves() if edition else Nomenclature.objects.none()


def urusan_of(node: Nomenclature) -> Urusan | None:
    """The urusan under which an official code stands."""
    return Urusan.objects.filter(nomenclature__in=node.lineage).first()


def office_for(text: Text) -> Office | None:
    """The other office whose business this clearly is; None where a subject of the three urusan is named in the title."""
    ours = vocabulary()
    if text.title & ours.digital or any(subject.is_in(text.title) for subject in ours.subjects):
        return None
    rated = [(text.points(office.words), office) for office in offices()]
    points, office = max(rated, key=lambda row: row[0])
    return office if points >= FITS else None


def offices_for(proposals: list[Proposal]) -> list[Office | None]:
    """The same for many, in one statement."""
    return [office_for(text) for text in texts_of(proposals)]
