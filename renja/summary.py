"""The figures of the plan: its totals beside the ceilings, on which papers those rest, how many lines lack something."""

from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from core.dates import plain_date
from core.money import number
from forums.models import Ceiling
from renja.models import Renja
from renja.outline import Outline


@dataclass(frozen=True)
class SourceSum:
    """What the plan takes from one source of funds, beside the newest ceiling of that source; "" where none is named."""

    source: str
    pagu: Decimal
    forward: Decimal
    ceiling: Ceiling | None = None

    @property
    def name(self) -> str:
        return self.source or _("Belum ditentukan")

    @property
    def room(self) -> Decimal:
        """What its ceiling leaves; negative when the plan takes more."""
        return (self.ceiling.amount if self.ceiling else Decimal(0)) - self.pagu

    @property
    def is_over(self) -> bool:
        return self.ceiling is not None and self.room < 0

    @property
    def overrun(self) -> Decimal:
        return -self.room


@dataclass(frozen=True)
class Summary:
    """Rupiah of the plan and of the ceilings in force; `ceiling` is None where none is set. `ceilings` are all, the newest
    first."""

    pagu: Decimal
    forward: Decimal
    ceiling: Decimal | None
    ceilings: tuple[Ceiling, ...] = ()
    sources: tuple[SourceSum, ...] = ()
    incomplete: int = 0

    @property
    def bases(self) -> list[Ceiling]:
        """The newest ceiling of each source of funds."""
        newest: dict[str, Ceiling] = {}
        for ceiling in self.ceilings:
            newest.setdefault(ceiling.source_of_funds, ceiling)
        return sorted(newest.values(), key=lambda one: one.source_of_funds)

    @property
    def is_general(self) -> bool:
        """Whether one ceiling is for all sources together, so that none has one of its own."""
        return any(not one.source_of_funds for one in self.bases)

    @property
    def earlier(self) -> list[Ceiling]:
        """Those that newer ones took the place of."""
        return [one for one in self.ceilings if one not in self.bases]

    @property
    def room(self) -> Decimal:
        """What the ceiling leaves; negative when the plan is above it."""
        return (self.ceiling or Decimal(0)) - self.pagu

    @property
    def papers(self) -> str:
        """The papers that the ceiling rests on: `SE Nomor 050, 15 Januari 2027`."""
        told = (f"{ceiling.basis}, {plain_date(ceiling.dated)}" for ceiling in self.bases)
        return "; ".join(dict.fromkeys(told))

    @property
    def completeness(self) -> str:
        """How many lines lack something, in words."""
        if not self.incomplete:
            return _("Semua baris lengkap")
        return _("%(n)s baris belum lengkap") % {"n": number(self.incomplete)}

    @property
    def overrun(self) -> Decimal:
        return -self.room

    @property
    def is_over(self) -> bool:
        return self.ceiling is not None and self.room < 0

    @property
    def over_sources(self) -> list[SourceSum]:
        """The sources of which the plan takes more than their ceilings."""
        return [row for row in self.sources if row.is_over]

    def with_sources(self, renja: Renja) -> "Summary":
        """With what the plan takes from each source of funds; one query."""
        return replace(self, sources=_sources(renja, self.bases))


def read_summary(renja: Renja, outline: Outline | None = None, *, is_whole: bool = True) -> Summary:
    """Totals by the database; four queries, two where the outline was read already, of lines `with_lacks`.

    One more where that outline is not of all lines that lack something.
    """
    if outline is None:
        totals, incomplete = renja.lines.totals(), renja.lines.incomplete().count()
    else:
        totals = {"pagu": outline.pagu, "forward": outline.forward}
        incomplete = (
            sum(line.lacks for line in outline.lines) if is_whole else renja.lines.incomplete().count()
        )
    pagu, forward = totals["pagu"] or Decimal(0), totals["forward"] or Decimal(0)
    summary = read_ceilings(renja, pagu=pagu, forward=forward).with_sources(renja)
    return replace(summary, incomplete=incomplete)


def read_ceilings(renja: Renja, *, pagu: Decimal, forward: Decimal = Decimal(0)) -> Summary:
    """These totals beside the ceilings; one query."""
    ceilings = tuple(renja.forum.ceilings.with_total())
    return Summary(pagu, forward, ceiling=ceilings[0].total if ceilings else None, ceilings=ceilings)


def _sources(renja: Renja, ceilings: list[Ceiling]) -> tuple[SourceSum, ...]:
    """One row for each source that lines or ceilings name; a name is the same whatever its capitals."""
    found = {
        one.source_of_funds.casefold(): SourceSum(one.source_of_funds, Decimal(0), Decimal(0), one)
        for one in ceilings
        if one.source_of_funds
    }
    for row in renja.lines.sums_by_source():
        key = row["name"].casefold()
        if row["name"] or row["pagu"] or row["forward"]:
            known = found.get(key, SourceSum(row["name"], Decimal(0), Decimal(0)))
            found[key] = replace(known, pagu=known.pagu + row["pagu"], forward=known.forward + row["forward"])
    return tuple(sorted(found.values(), key=lambda row: (not row.source, row.name.casefold())))
