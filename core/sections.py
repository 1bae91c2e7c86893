"""The parts of a piece of work in groups: tabs, and under the open one the pages of its group."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.urls import reverse

Places = Iterable[tuple[str, str]]  # URL name and label


@dataclass(frozen=True)
class Section:
    """A link; of a group it leads to the first of its `parts`. `count` is what waits there, where somebody counted."""

    label: str
    url: str
    current: bool
    parts: tuple["Section", ...] = field(default=())
    count: int | None = None


def sections_of(
    groups: Iterable[tuple[str, Places]], current: str, *args, counts: Mapping[str, int] | None = None
) -> list[Section]:
    """The groups with their parts, all of them addressed with `args`; `current` is the URL name of the part that is open.

    `counts` are by URL name; nought is not told. A group counts what its parts count.
    """
    told = counts or {}
    return [_group(str(label), list(places), current, args, told) for label, places in groups]


def _group(label: str, places: list, current: str, args: tuple, counts: Mapping[str, int]) -> Section:
    parts = tuple(
        Section(str(text), reverse(name, args=args), name == current, count=counts.get(name) or None)
        for name, text in places
    )
    count = sum(part.count or 0 for part in parts) or None
    return Section(label, parts[0].url, any(part.current for part in parts), parts, count)
