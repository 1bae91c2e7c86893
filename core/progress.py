"""A progress bar for management commands; silent where nobody watches."""

from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

from tqdm import tqdm

T = TypeVar("T")


def track(
    items: Iterable[T], *, label: str, total: int | None = None, stream: TextIO | None = None
) -> Iterator[T]:
    """The items, one after the other, with a bar on `stream` (stderr) when that is a terminal."""
    return iter(_bar(items, label=label, total=total, stream=stream))


def steps(total: int, *, label: str, stream: TextIO | None = None) -> tqdm:
    """A bar to move by hand: `with steps(5, label="Menyusun") as bar: … bar.update()`."""
    return _bar(None, label=label, total=total, stream=stream)


def _bar(items, *, label: str, total: int | None, stream: TextIO | None) -> tqdm:
    return tqdm(
        items,
        desc=label,
        total=total,
        file=stream,
        disable=None,
        bar_format="{desc}: {percentage:3.0f}% |{bar}| {n_fmt}/{total_fmt} [{elapsed}<{remaining}]",
    )
