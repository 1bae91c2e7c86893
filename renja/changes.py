"""What differs between two states of a plan, each as `revision_content.read_content` reads it.

Everything is told in words that page, paper and workbook share. Lines are the same where their official code is, typed
rows where they are the same row, chapters by their key.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core.dates import plain_date
from renja.line_changes import ADDED, CHANGED, DROPPED, FieldChange, LineChange, read_line_changes
from renja.word_changes import Paragraph, changed_paragraphs

Content = dict[str, Any]
SETTINGS = {
    "structure_name": lambda: _("Susunan dokumen"),
    "edition_name": lambda: _("Edisi nomenklatur"),
    "bidang_code": lambda: _("Bidang urusan utama"),
}


@dataclass(frozen=True)
class ChapterChange:
    """A text that came in, went out, or reads differently; `paragraphs` are those that differ."""

    kind: str
    key: str
    label: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True)
class RowChange:
    """A row of a typed table: what it is called, and its cells that differ."""

    kind: str
    name: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class TableChange:
    label: str
    title: str
    rows: tuple[RowChange, ...]


@dataclass(frozen=True)
class SourceChange:
    """What one source of funds gives to the plan, on both sides; "" is not known yet."""

    name: str
    before: Decimal
    after: Decimal

    @property
    def difference(self) -> Decimal:
        return self.after - self.before


@dataclass(frozen=True)
class Changes:
    """All that differs; rupiah of both sides. `sources` count closed lines, too, so they are for planners alone."""

    lines: tuple[LineChange, ...]
    chapters: tuple[ChapterChange, ...]
    tables: tuple[TableChange, ...]
    settings: tuple[FieldChange, ...]
    pagu_before: Decimal
    pagu_after: Decimal
    forward_before: Decimal
    forward_after: Decimal
    sources: tuple[SourceChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.lines or self.chapters or self.tables or self.settings)

    @property
    def pagu_difference(self) -> Decimal:
        return self.pagu_after - self.pagu_before

    @property
    def forward_difference(self) -> Decimal:
        return self.forward_after - self.forward_before

    def count(self, kind: str) -> int:
        """How many lines were added, dropped or changed."""
        return sum(line.kind == kind for line in self.lines)

    @property
    def added(self) -> int:
        return self.count(ADDED)

    @property
    def dropped(self) -> int:
        return self.count(DROPPED)

    @property
    def changed(self) -> int:
        return self.count(CHANGED)

    @property
    def proposals(self) -> int:
        """How many proposals the changed lines answer."""
        return len({answer.number for line in self.lines for answer in line.answers})


def read_changes(before: Content, after: Content) -> Changes:
    """What has to be done to the older state to come to the newer one."""
    return Changes(
        lines=tuple(read_line_changes(before, after)),
        chapters=tuple(_chapters(before, after)),
        tables=tuple(_tables(before, after)),
        settings=tuple(_settings(before["settings"], after["settings"])),
        pagu_before=Decimal(before["pagu"]),
        pagu_after=Decimal(after["pagu"]),
        forward_before=Decimal(before["forward_pagu"]),
        forward_after=Decimal(after["forward_pagu"]),
        sources=tuple(_sources(before, after)),
    )


def _sources(before: Content, after: Content) -> Iterator[SourceChange]:
    """The sources whose sums differ, by name; a name is the same whatever its capitals."""
    old, new = _sums(before), _sums(after)
    for key in sorted({*old, *new}):
        name = (new.get(key) or old[key])[0]
        was, now = (sums[key][1] if key in sums else Decimal(0) for sums in (old, new))
        if was != now:
            yield SourceChange(name, was, now)


def _sums(content: Content) -> dict[str, tuple[str, Decimal]]:
    sums: dict[str, tuple[str, Decimal]] = {}
    for row in content["rows"]:
        for one in row["line"]["fundings"] if row["line"] else ():
            name, total = sums.get(one["source"].casefold(), (one["source"], Decimal(0)))
            sums[one["source"].casefold()] = (name, total + Decimal(one["amount"] or 0))
    return sums


def _settings(before: Content, after: Content) -> Iterator[FieldChange]:
    for name, label in SETTINGS.items():
        if before[name] != after[name]:
            yield FieldChange(label(), before[name], after[name])
    if before["dated"] != after["dated"]:
        yield FieldChange(_("Tanggal dokumen"), _day(before["dated"]), _day(after["dated"]))


def _day(iso: str | None) -> str:
    return plain_date(date.fromisoformat(iso)) if iso else ""


def _chapters(before: Content, after: Content) -> Iterator[ChapterChange]:
    old = {one["key"]: one for one in before["chapters"]}
    new = {one["key"]: one for one in after["chapters"]}
    for key in (*new, *(key for key in old if key not in new)):
        texts = (old.get(key, {}).get("html", ""), new.get(key, {}).get("html", ""))
        paragraphs = changed_paragraphs(*texts)
        if paragraphs:
            yield ChapterChange(_kind(key, old, new), key, (new.get(key) or old[key])["label"], paragraphs)


def _kind(key, old: dict, new: dict) -> str:
    if key not in old:
        return ADDED
    return CHANGED if key in new else DROPPED


def _tables(before: Content, after: Content) -> Iterator[TableChange]:
    old = {one["label"]: one for one in before["tables"]}
    new = {one["label"]: one for one in after["tables"]}
    for label in (*new, *(label for label in old if label not in new)):
        rows = tuple(_rows(old.get(label), new.get(label)))
        if rows:
            yield TableChange(label, (new.get(label) or old[label])["title"], rows)


def _rows(before: Content | None, after: Content | None) -> Iterator[RowChange]:
    old = {row["id"]: _cells(before, row) for row in before["rows"]} if before else {}
    new = {row["id"]: _cells(after, row) for row in after["rows"]} if after else {}
    for key in (*new, *(key for key in old if key not in new)):
        was, now = old.get(key, {}), new.get(key, {})
        heads = (*now, *(head for head in was if head not in now))
        fields = tuple(
            FieldChange(head, was.get(head, ""), now.get(head, ""))
            for head in heads
            if was.get(head, "") != now.get(head, "")
        )
        if fields:
            yield RowChange(_kind(key, old, new), next(filter(None, (now or was).values()), ""), fields)


def _cells(table: Content, row: Content) -> dict[str, str]:
    """The cells of a row by their heads; the number that only counts the rows says nothing of a row that moved."""
    return {
        head: text
        for head, text, counts in zip(table["heads"], row["texts"], table["counted"], strict=True)
        if not counts
    }
