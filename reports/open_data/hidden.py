"""What the public may no longer read: a file that still holds it is handed out to nobody."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from audit.models import Entry
from forums.models import Forum
from proposals.models import Proposal
from renja.models import RenjaLine
from reports.open_data.models import DataEdition

HIDING = (
    Q(action__in=("proposal.withhold", "forum.hide"))
    | Q(changed__contains=["withheld_reason"])
    | Q(changed__contains=["is_published"])
)


@dataclass(frozen=True)
class Masked:
    """Keys of what is withheld of one year."""

    lines: list[int]
    proposals: list[int]

    def is_known_to(self, edition: DataEdition) -> bool:
        """Whether the edition hides all of it, too."""
        return set(self.lines) <= set(edition.masked_lines) and set(self.proposals) <= set(
            edition.masked_proposals
        )


def withheld_in(*years: int) -> dict[int, Masked]:
    """What is withheld today, by year; two queries whatever their number."""
    lines = RenjaLine.objects.filter(renja__forum__plan_year__in=years)
    proposals = Proposal.objects.filter(forum__plan_year__in=years)
    of_lines, of_proposals = (
        _by_year(lines, "renja__forum__plan_year"),
        _by_year(proposals, "forum__plan_year"),
    )
    return {year: Masked(of_lines.get(year, []), of_proposals.get(year, [])) for year in years}


def _by_year(rows: QuerySet, year: str) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for of, key in rows.exclude(withheld_reason="").order_by("pk").values_list(year, "pk"):
        found.setdefault(of, []).append(key)
    return found


def open_editions() -> list[DataEdition]:
    """The editions of forums that are public, the newest first; of each, `is_open` says whether nothing that it tells was
    withheld since."""
    years = Forum.objects.filter(is_published=True).values("plan_year")
    editions = list(DataEdition.objects.filter(year__in=years))
    masked = withheld_in(*{one.year for one in editions})
    for one in editions:
        one.is_open = masked[one.year].is_known_to(one)  # type: ignore[attr-defined]
    return editions


def something_since(number: int) -> bool:
    """Whether anything was hidden after this entry of the record."""
    return Entry.objects.filter(HIDING, id__gt=number).exists()
