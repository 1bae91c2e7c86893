"""What the papers of a session say: read once; nothing of what is withheld, and no contact."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from core.dates import long_datetime
from core.money import number
from meetings.models import AgendaItem, Sitting
from reports.letterhead import read_letterhead
from reports.report import Letterhead

SHORT = 280  # characters of problem and request on paper; the table has all of it


@dataclass(frozen=True)
class PaperRow:
    """A proposal on the agenda. Of a withheld one there are its number and the reason alone."""

    place: int
    number: str
    title: str
    problem: str
    request: str
    location: str
    proposer: str
    volume: str
    cost: Decimal | None
    node: str
    support: int
    score: Decimal | None
    merged: tuple[str, ...]

    @property
    def short_problem(self) -> str:
        return Truncator(self.problem).chars(SHORT)

    @property
    def short_request(self) -> str:
        return Truncator(self.request).chars(SHORT)


@dataclass(frozen=True)
class WorkingPaper:
    """`cost` is the sum of all estimates, in rupiah; `read_at` the moment whose data it shows, in words."""

    host: Letterhead
    title: str
    plan_year: int
    when: str
    room: str
    chair: str
    chair_position: str
    secretary: str
    secretary_position: str
    rows: tuple[PaperRow, ...]
    cost: Decimal
    read_at: str


def read_working_paper(sitting: Sitting) -> WorkingPaper:
    """The agenda in its order. Raises ReportRefused before an admin has named the host."""
    rows = tuple(_rows(sitting))
    return WorkingPaper(
        host=read_letterhead(),
        title=str(sitting),
        plan_year=sitting.forum.plan_year,
        when=long_datetime(sitting.starts_at) if sitting.starts_at else "",
        room=sitting.room,
        chair=sitting.chair,
        chair_position=sitting.chair_position,
        secretary=sitting.secretary,
        secretary_position=sitting.secretary_position,
        rows=rows,
        cost=sitting.items.open_cost(),
        read_at=long_datetime(timezone.now()),
    )


def _rows(sitting: Sitting) -> Iterator[PaperRow]:
    """Scores as they may be known to everybody: none before the closing where everybody scores alone."""
    for place, item in enumerate(sitting.items.for_agenda().with_score(), start=1):
        yield _withheld_row(place, item) if item.proposal.is_withheld else _row(place, item)


def _row(place: int, item: AgendaItem) -> PaperRow:
    proposal, node = item.proposal, item.proposal.suggested_node
    amount = "" if proposal.volume is None else f"{number(proposal.volume)} {proposal.volume_unit}".strip()
    return PaperRow(
        place=place,
        number=str(proposal.number),
        title=proposal.title,
        problem=proposal.problem,
        request=proposal.request,
        location=proposal.place_label,
        proposer=proposal.proposer_label,
        volume=amount,
        cost=proposal.estimated_cost,
        node=f"{node.code} {node.name}" if node else "",
        support=proposal.support_count,
        score=item.score,
        merged=tuple(f"{child.number} {child.public_title}" for child in proposal.merged),
    )


def _withheld_row(place: int, item: AgendaItem) -> PaperRow:
    proposal = item.proposal
    reason = _("Dikecualikan: %(reason)s") % {"reason": proposal.withheld_reason}
    return PaperRow(
        place, str(proposal.number), proposal.public_title, reason, "", "–", "–", "", None, "",
        proposal.support_count, item.score, (),
    )  # fmt: skip


# --- As a table --------------------------------------------------------------------------------------


def table_head() -> list[str]:
    return [
        "No", _("Nomor"), _("Judul usulan"), _("Permasalahan"), _("Yang diusulkan"), _("Lokasi"), _("Pengusul"),
        _("Volume"), _("Perkiraan biaya (Rp)"), _("Calon sub kegiatan"), _("Dukungan"), _("Nilai"), _("Digabungkan"),
        _("Hasil/Catatan"),
    ]  # fmt: skip


def table_rows(paper: WorkingPaper) -> Iterator[list[object]]:
    """The same data as on paper, with whole texts and an empty last column."""
    for row in paper.rows:
        yield [
            row.place, row.number, row.title, row.problem, row.request, row.location, row.proposer, row.volume, row.cost,
            row.node, row.support, row.score, "; ".join(row.merged), "",
        ]  # fmt: skip
