"""On what document results are published: the final berita acara of their forum.

A higher app knows that document and registers here how it is found; so the head's page, which stands below it, names it.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.module_loading import autodiscover_modules

from forums.models import Forum
from proposals.models import Decision

SHORT = 12  # characters of a hash that people compare


@dataclass(frozen=True)
class Basis:
    """A final document: `code` names it for good, `name` is its name with number and date, `url` where staff read it."""

    code: str
    name: str
    sha256: str
    final_at: datetime.datetime
    signed: int
    signers: int
    url: str = ""

    @property
    def short_hash(self) -> str:
        return self.sha256[:SHORT]

    @property
    def is_signed(self) -> bool:
        return bool(self.signers) and self.signed == self.signers

    def covers(self, decision: Decision) -> bool:
        """The document says this result: it was recorded before, and is none that differs from it afterwards."""
        return not decision.is_correction and decision.decided_at <= self.final_at


Source = Callable[[list[int]], dict[int, Basis]]
_sources: list[Source] = []


def basis_source(source: Source) -> Source:
    """Register what finds the documents of forums: their keys in, by key out."""
    _sources.append(source)
    return source


def bases_of(forums: Iterable[int]) -> dict[int, Basis]:
    """By the key of their forum; none for a forum whose document is not final yet."""
    autodiscover_modules("basis")
    keys = sorted(set(forums))
    return {key: basis for source in _sources for key, basis in source(keys).items()} if keys else {}


def basis_of(forum: Forum) -> Basis | None:
    return bases_of([forum.pk]).get(forum.pk)
