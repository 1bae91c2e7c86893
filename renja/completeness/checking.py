"""Asking every rule of a plan, and what of it is open."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from core.templatetags.renja import up_to_many
from renja.completeness.declaring import Finding, Many, Rule
from renja.completeness.facts import Facts
from renja.completeness.registry import RULES
from renja.models import Renja
from renja.structure import Declared, Structure
from renja.summary import Summary

SHOWN = 5  # findings named beside a count


@dataclass(frozen=True)
class Checked:
    """What one rule found: how many (proposals: up to many), and each of them, read when they are shown."""

    rule: Rule
    count: int
    many: Many

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(self.many.read())

    @property
    def label(self) -> str:
        return str(self.rule.label)

    @property
    def told(self) -> str:
        """`Baris tanpa lokasi (3)`."""
        return f"{self.label} ({up_to_many(self.count)})"

    @property
    def examples_text(self) -> str:
        """`2.16.03.2.01.0004 Pengelolaan …; …`"""
        shown = [finding.text for finding in self.findings[:SHOWN]]
        return "; ".join([*shown, *(["…"] if self.count > len(shown) else [])])


@dataclass(frozen=True)
class Completeness:
    """All rules with what they found; `gaps` are those that found something."""

    structure: Structure
    checked: tuple[Checked, ...]

    @cached_property
    def gaps(self) -> tuple[Checked, ...]:
        return tuple(one for one in self.checked if one.count)

    @property
    def musts(self) -> tuple[Checked, ...]:
        """What is to be mended before anybody hands the plan on."""
        return tuple(one for one in self.gaps if one.rule.is_must)

    @property
    def looks(self) -> tuple[Checked, ...]:
        """What somebody should look at; it may well be right."""
        return tuple(one for one in self.gaps if not one.rule.is_must)

    @property
    def passed(self) -> int:
        return len(self.checked) - len(self.gaps)

    def find(self, slug: str) -> Checked | None:
        """What the rule of this slug found; None where there is no such rule."""
        return next((one for one in self.checked if one.rule.slug == slug), None)

    def count(self, slug: str) -> int:
        """How much a rule found."""
        found = self.find(slug)
        return found.count if found else 0


@dataclass(frozen=True)
class FoundHere:
    """What one rule found in one chapter: how much, and the first of it."""

    checked: Checked
    count: int
    findings: tuple[Finding, ...]

    @property
    def is_cut(self) -> bool:
        return self.count > len(self.findings)


@dataclass(frozen=True)
class ChapterFindings:
    """A chapter of the document, and what is open in it, by rule."""

    chapter: Declared
    rules: tuple[FoundHere, ...]


def read_completeness(renja: Renja, summary: Summary | None = None) -> Completeness:
    """Every rule with its count, in a handful of statements whatever the size of the plan."""
    facts = Facts(renja, summary)
    return Completeness(facts.structure, tuple(_ask(rule, facts) for rule in RULES))


def _ask(rule: Rule, facts: Facts) -> Checked:
    found = rule.check(facts)
    if isinstance(found, Many):
        return Checked(rule, found.count, found)
    listed = tuple(found)
    return Checked(rule, len(listed), Many(len(listed), lambda: listed))


def open_findings(renja: Renja) -> tuple[Checked, ...]:
    """What the rules find in the plan as it is now."""
    return read_completeness(renja).gaps


def open_musts(renja: Renja) -> tuple[Checked, ...]:
    """What of it has to be mended: whoever freezes the plan nevertheless says why."""
    return read_completeness(renja).musts


def needs_reason(renja: Renja) -> bool:
    """Whether whoever freezes the plan now must say why."""
    return bool(open_musts(renja))


def by_chapter(completeness: Completeness, weight: str, most: int) -> tuple[ChapterFindings, ...]:
    """What is open, of one weight or ("") of both, under the chapters in printed order; of each rule at most so many findings."""
    gaps = [one for one in completeness.gaps if not weight or one.rule.weight == weight]
    structure = completeness.structure
    found = (
        ChapterFindings(part, tuple(_found_in(part, gaps, most)))
        for part in (structure.preface, *structure.chapters)
    )
    return tuple(one for one in found if one.rules)


def _found_in(chapter: Declared, gaps: list[Checked], most: int) -> Iterator[FoundHere]:
    keys = {part.key for part in chapter.writable()}
    for one in gaps:
        inside = tuple(finding for finding in one.findings if finding.part in keys)
        if inside:
            whole = len(inside) == len(one.findings)
            yield FoundHere(one, one.count if whole else len(inside), inside[:most])
