"""How a rule is declared: what it looks for, how heavily it weighs, on which check-list it rests."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from renja.completeness.facts import Facts

# What verifiers of a Bappeda really ask for; the wording of their list, and of remarks that they wrote.
CHECKLIST = _("Daftar periksa verifikasi Renja Bappeda (Sumatera Barat, 2026)")


class Weight(models.TextChoices):
    MUST = "harus", _("Harus diperbaiki")
    LOOK = "lihat", _("Perlu dilihat")


@dataclass(frozen=True)
class Finding:
    """One thing that a rule found: in words, where it is mended ("": not in the plan), in which part of the document."""

    text: str
    url: str
    part: str


@dataclass(frozen=True)
class Many:
    """Findings that are counted, up to many, long before they are read."""

    count: int
    read: Callable[[], Iterable[Finding]]


Check = Callable[[Facts], Iterable[Finding] | Many]


@dataclass(frozen=True)
class Rule:
    """One question to a plan; its slug stands in addresses."""

    slug: str
    label: str | Promise
    weight: Weight
    source: str | Promise
    check: Check

    @property
    def is_must(self) -> bool:
        return self.weight == Weight.MUST


def rule(
    slug: str, label: str | Promise, weight: Weight, source: str | Promise = ""
) -> Callable[[Check], Rule]:
    """Make a rule of a function; its docstring says what Bappeda would object to."""

    def declare(check: Check) -> Rule:
        return Rule(slug, label, weight, source, check)

    return declare
