"""What a printed berita acara or notulen holds: read once (`reports.minutes.data`), frozen as JSON, then only printed.

Amounts and dates are words already, so that what is printed later says the same.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, is_dataclass
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from reports.report import Letterhead

Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class TextPart:
    """A part that can be edited. `is_edited`: somebody wrote it, so the data no longer change it."""

    slug: str
    title: str
    text: str
    is_edited: bool = False


@dataclass(frozen=True)
class Attendee:
    no: int
    name: str
    gender: str
    position: str
    organization: str
    means: str


@dataclass(frozen=True)
class Presence:
    """The daftar hadir, and how many of whom; `by_office` is what everybody may read."""

    rows: tuple[Attendee, ...] = ()
    counts: Facts = ()
    by_office: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Row:
    """A proposal in one of the lists. A withheld one shows its number and the reason alone."""

    key: int
    no: int
    number: str
    title: str
    proposer: str
    place: str
    volume: str
    agreed: str
    cost: str
    note: str
    outcome: str = ""
    withheld: str = ""


@dataclass(frozen=True)
class Group:
    """The rows of one urusan, and what they cost together."""

    name: str
    rows: tuple[Row, ...]
    total: str = ""


@dataclass(frozen=True)
class Item:
    """What was said about one proposal, and what came out."""

    no: int
    number: str
    title: str
    notes: str
    outcome: str
    reason: str


@dataclass(frozen=True)
class Session:
    name: str
    facts: Facts
    notes: str
    items: tuple[Item, ...]
    results: Facts = ()
    score_head: tuple[str, ...] = ()
    score_rows: tuple[tuple[str, ...], ...] = ()
    score_legend: tuple[str, ...] = ()


@dataclass(frozen=True)
class Promise:
    urusan: str
    text: str
    partners: str


@dataclass(frozen=True)
class Photo:
    caption: str
    picture: str


@dataclass(frozen=True)
class Signer:
    """`no` names the place of the visible stamp, `ttd-1`."""

    no: int
    kind: str
    name: str
    position: str
    organization: str
    nip: str
    means: str = "basah"


@dataclass(frozen=True)
class Programme:
    time: str
    title: str
    in_charge: str


@dataclass(frozen=True)
class MinutesPaper:
    """Everything that is printed, at one moment."""

    kind: str
    year: int
    edition: int
    code: str
    host: Letterhead
    title: tuple[str, ...]
    number: str
    facts: Facts
    city: str
    dated: str
    read_at: str
    parts: tuple[TextPart, ...]
    signers: tuple[Signer, ...]
    presence: Presence
    accepted: tuple[Group, ...] = ()
    accepted_total: str = ""
    declined: tuple[Group, ...] = ()
    reserves: tuple[Group, ...] = ()
    moved: tuple[Group, ...] = ()
    undiscussed: tuple[Group, ...] = ()
    sessions: tuple[Session, ...] = ()
    promises: tuple[Promise, ...] = ()
    programme: tuple[Programme, ...] = ()
    photos: tuple[Photo, ...] = ()
    shown: tuple[int, ...] = field(default=())

    @property
    def chairs(self) -> tuple[Signer, ...]:
        return tuple(one for one in self.signers if one.kind == "pimpinan")

    @property
    def representatives(self) -> tuple[Signer, ...]:
        return tuple(one for one in self.signers if one.kind == "peserta")

    @property
    def has_scores(self) -> bool:
        return any(session.score_rows for session in self.sessions)

    def part(self, slug: str) -> TextPart | None:
        return next((part for part in self.parts if part.slug == slug), None)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "MinutesPaper":
        """The same again from what was frozen; what an older one does not hold keeps its default."""
        return _revived(cls, content)


def parts_from_json(content: list[dict[str, Any]]) -> tuple[TextPart, ...]:
    """The parts alone of what was frozen."""
    return _revived(tuple[TextPart, ...], content)


_hints_of = cache(get_type_hints)  # the same few classes, a thousand times in one paper


def _revived(kind: Any, value: Any) -> Any:
    if is_dataclass(kind):
        hints = _hints_of(kind)
        known = set(hints) & set(value)
        return kind(**{name: _revived(hints[name], value[name]) for name in known})  # type: ignore[operator]
    if get_origin(kind) is tuple:
        inner = get_args(kind)
        if inner[-1] is Ellipsis:
            return tuple(_revived(inner[0], one) for one in value)
        return tuple(_revived(one, part) for one, part in zip(inner, value, strict=True))
    return value
