"""What a printed Renja holds: read once (`reports.data`), then only printed. Amounts are Decimal rupiah."""

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from renja.declared_tables import HeadCell

DENSE_FROM = 13  # columns
KEPT_TOGETHER = 6  # indicators of one line that are not parted by the end of a page
LONG_REASON = 1200  # characters


@dataclass(frozen=True)
class Letterhead:
    """Who speaks: the lines of the kop, and the logo as a data: address ("" without one)."""

    government: str
    organization: str
    region: str
    city: str
    lines: tuple[str, ...] = ()
    logo: str = ""


@dataclass(frozen=True)
class Signature:
    """The signature block. `name` is empty when no official is known for the document's date."""

    place: str
    date: str
    title: str
    name: str = ""
    rank: str = ""
    nip: str = ""


@dataclass(frozen=True)
class TableHead:
    """An official table's label, title, the rows of its head, its numbering row; widths of its columns in percent."""

    label: str
    title: str
    anchor: str
    rows: tuple[tuple[HeadCell, ...], ...]
    numbers: tuple[str, ...]
    widths: tuple[int, ...]
    is_wide: bool = False
    has_money: bool = False
    credit: str = ""
    note: str = ""

    @property
    def size(self) -> str:
        """How large its letters are: `upright`, `broad`, or `dense` where many columns share a page on its side."""
        if not self.is_wide:
            return "upright"
        return "dense" if len(self.widths) > DENSE_FROM else "broad"


@dataclass(frozen=True)
class Cell:
    """One cell of a printed row: its text, where it stands (`code`, `middle`, `amount`), what is said below it."""

    text: str = ""
    look: str = ""
    colspan: int = 1
    rowspan: int = 1
    withheld: str = ""
    below: tuple[str, ...] = ()


@dataclass(frozen=True)
class PrintedRow:
    """A row of a table whose cells are plain."""

    cells: tuple[Cell, ...]
    look: str = ""


@dataclass(frozen=True)
class PrintedTable:
    """A table of plain rows with its head; the sentence above it, the notes below."""

    head: TableHead
    rows: tuple[PrintedRow, ...]
    lead: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Block:
    """What is printed after a text: a template, the table that it prints, whether sentences stand above that."""

    template: str
    table: PrintedTable
    has_lead: bool = False


@dataclass(frozen=True)
class Target:
    """One indicator of a line with its targets, unit included, as printed; what earlier plans realised and expect of it."""

    text: str = ""
    target: str = ""
    forward: str = ""
    realized: str = ""
    expected: str = ""


@dataclass(frozen=True)
class PlanRow:
    """A row of T-C.33. Sums of upper levels are computed; `is_leaf` rows carry the money themselves, and name several
    sources of it with their amounts."""

    level: str
    code: str
    name: str
    is_leaf: bool = False
    targets: tuple[Target, ...] = (Target(),)
    location: str = ""
    target_group: str = ""
    pagu: Decimal | None = None
    source: str = ""
    note: str = ""
    urgency: str = ""
    answers: str = ""
    priority: str = ""
    forward_pagu: Decimal | None = None
    withheld: str = ""

    @property
    def is_heading(self) -> bool:
        """Urusan and bidang urusan: a name without money."""
        return self.level in ("urusan", "bidang_urusan")

    @property
    def is_bare(self) -> bool:
        """A sum without a line of its own."""
        return not (
            self.is_leaf
            or self.withheld
            or any((self.location, self.source, self.note, self.urgency, self.answers))
        ) and (self.targets == (Target(),))

    @property
    def is_long(self) -> bool:
        """Too many indicators to stay on one page."""
        return len(self.targets) > KEPT_TOGETHER

    @property
    def first_target(self) -> Target:
        return self.targets[0]

    @property
    def more_targets(self) -> tuple[Target, ...]:
        return self.targets[1:]


@dataclass(frozen=True)
class ProposalRow:
    """A row of T-C.32. A withheld proposal shows its number and the reason alone."""

    no: int
    number: str
    title: str
    place: str
    became: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    more_indicators: int = 0
    volume: str = ""
    agreed: str = ""
    proposer: str = ""
    source: str = ""
    outcome: str = ""
    is_corrected: bool = False
    reason: str = ""
    withheld: str = ""

    @property
    def is_long(self) -> bool:
        """Too long to stay on one page."""
        return len(self.reason) > LONG_REASON


@dataclass(frozen=True)
class RecapRow:
    """A row of a recapitulation; `share` is in percent of the total."""

    code: str
    name: str
    count: int
    pagu: Decimal
    forward: Decimal
    share: Decimal


@dataclass(frozen=True)
class Plan:
    """The lines of the plan with their sums, how many there are of each level, and the priorities that they serve."""

    rows: tuple[PlanRow, ...] = ()
    pagu: Decimal = Decimal(0)
    forward: Decimal = Decimal(0)
    counts: dict[str, int] = field(default_factory=dict)
    programs: tuple[RecapRow, ...] = ()
    sources: tuple[RecapRow, ...] = ()
    priorities: tuple[str, ...] = ()
    sentence: str = ""
    has_withheld: bool = False


@dataclass(frozen=True)
class Proposals:
    """The rows of T-C.32 and the sentence above them."""

    rows: tuple[ProposalRow, ...] = ()
    sentence: str = ""
    has_withheld: bool = False


@dataclass(frozen=True)
class Part:
    """A heading of the document with its text and what is printed after it."""

    key: str
    number: str
    title: str
    level: int
    html: str = ""
    blocks: tuple[Block, ...] = ()
    parts: tuple["Part", ...] = ()

    @property
    def label(self) -> str:
        """`BAB I PENDAHULUAN`, `1.1 Latar Belakang`."""
        return f"{self.number} {self.title}".strip()

    @property
    def anchor(self) -> str:
        return "bagian-" + self.key.replace(".", "-")

    @property
    def is_missing(self) -> bool:
        """Nothing is written here, and no part below it, and no sentence of ours, fills it."""
        return not (self.html or self.parts or any(block.has_lead for block in self.blocks))


@dataclass(frozen=True)
class Annex:
    """A lampiran: its number and title, its name inside the document, a template and what that prints."""

    number: str
    title: str
    anchor: str
    template: str
    values: dict[str, Any]


@dataclass(frozen=True)
class RenjaReport:
    """Everything that the official document shows, at one moment."""

    year: int
    stage: str
    is_draft: bool
    read_at: datetime.datetime
    host: Letterhead
    signature: Signature
    preface: Part
    chapters: tuple[Part, ...]
    plan: Plan
    proposals: Proposals
    plan_table: TableHead
    tables: tuple[TableHead, ...] = ()
    masked_lines: tuple[int, ...] = ()
    masked_proposals: tuple[int, ...] = ()
    forum_facts: str = ""
    annexes: tuple[Annex, ...] = ()

    @property
    def title(self) -> str:
        return f"Rencana Kerja (Renja) {self.host.organization} {self.host.region} Tahun {self.year}"

    @property
    def office(self) -> str:
        return self.host.organization
