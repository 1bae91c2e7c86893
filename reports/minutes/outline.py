"""What the page of a berita acara or notulen shows of it: the text of its parts, and how much its annexes hold.

A paper that is read whole holds every row, scores and pictures; the page needs none of them.
"""

from dataclasses import dataclass

from meetings.models import Minutes
from reports.letterhead import read_letterhead
from reports.minutes.amounts import Amounts, count_amounts
from reports.minutes.data import parts_of
from reports.minutes.paper import TextPart, parts_from_json
from reports.minutes.wording import Told, annexes_of


@dataclass(frozen=True)
class Outline:
    """The same words and numbers that the whole paper has."""

    city: str
    parts: tuple[TextPart, ...]
    amounts: Amounts

    def part(self, slug: str) -> TextPart | None:
        return next((part for part in self.parts if part.slug == slug), None)


def outline_of(minutes: Minutes) -> Outline:
    """As it was frozen, else as the data are now. Raises ReportRefused when the host is not set up."""
    return _frozen(minutes) if minutes.is_final else _of_data(minutes)


def _of_data(minutes: Minutes) -> Outline:
    host, amounts = read_letterhead(with_logo=False), count_amounts(minutes)
    annexes = annexes_of(
        has_sessions=bool(amounts.sessions),
        has_promises=bool(amounts.promises),
        has_photos=bool(amounts.photos),
    )
    told = Told(minutes.forum, host, amounts.present, annexes, vars(amounts))
    return Outline(minutes.place or host.city, parts_of(minutes, told), amounts)


def _frozen(minutes: Minutes) -> Outline:
    """Taken out of the frozen text by the database."""
    kept = Minutes.objects.outline_of(minutes)
    city, parts = kept.pop("city"), parts_from_json(kept.pop("parts"))
    return Outline(city, parts, Amounts(**kept, remarks=minutes.remarks.count()))
