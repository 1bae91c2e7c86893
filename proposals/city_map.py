"""How many proposals come from which kecamatan: a schematic map, and the same as a list.

The shapes are drawn by hand for orientation (`stakeholders/data/peta.json`, by kode wilayah); they are no official
boundaries. A kecamatan without a shape stands in the list alone.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.db.models import Case, Count, F, When

from core.money import number
from proposals.querysets import ProposalQuerySet
from stakeholders.models import Kecamatan

LEVELS = 4


@dataclass(frozen=True)
class Area:
    """A kecamatan with its count; `level` (0 none, 4 most) chooses the shade; `path` is empty where nothing was drawn."""

    code: str
    name: str
    count: int
    level: int
    query: str  # of the list that shows them
    label: str  # the name without the word that all of them begin with
    path: str = ""
    x: int = 0
    y: int = 0

    @property
    def below(self) -> int:
        """Where the count stands, under the name."""
        return self.y + 30


@dataclass(frozen=True)
class CityMap:
    areas: list[Area]
    elsewhere: int  # for the whole city, without a place, or withheld

    @property
    def drawn(self) -> list[Area]:
        return [area for area in self.areas if area.path]

    @property
    def total(self) -> int:
        return sum(area.count for area in self.areas) + self.elsewhere

    @property
    def count_in_words(self) -> str:
        return number(self.total)


def city_map(proposals: ProposalQuerySet, query_of: Callable[[str], str]) -> CityMap:
    """Counts the proposals by kecamatan in one query. Where a withheld one comes from is not public: it counts elsewhere.

    `query_of` gives the query of the list of a kecamatan by its code.
    """
    place = Case(When(withheld_reason="", is_citywide=False, then=F("kelurahan__kecamatan")))
    rows = proposals.order_by().annotate(place=place).values("place").annotate(found=Count("pk"))
    counts = dict(rows.values_list("place", "found"))
    most = max((count for key, count in counts.items() if key), default=0)
    places = list(Kecamatan.objects.all())
    shorten = _shortener([place.name for place in places])
    areas = [
        _area(place, counts.get(place.pk, 0), most, query_of(place.code), shorten(place.name))
        for place in places
    ]
    return CityMap(areas, counts.get(None, 0))


def _area(kecamatan: Kecamatan, count: int, most: int, query: str, label: str) -> Area:
    level = -(-count * LEVELS // most) if most else 0
    shape = _shapes().get(kecamatan.code)
    if shape is None:
        return Area(kecamatan.code, kecamatan.name, count, level, query, label)
    return Area(kecamatan.code, kecamatan.name, count, level, query, label, shape["path"], *shape["label"])


def _shortener(names: list[str]) -> Callable[[str], str]:
    """Where all begin with one word, such as the city's, the map leaves it out."""
    first = {name.partition(" ")[0] for name in names}
    rest = [name.partition(" ")[2] for name in names]
    if len(names) > 1 and len(first) == 1 and all(rest):
        return lambda name: name.partition(" ")[2]
    return str


@cache
def _shapes() -> dict:
    return json.loads((settings.BASE_DIR / "stakeholders/data/peta.json").read_text())
