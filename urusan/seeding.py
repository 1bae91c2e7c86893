"""What every installation begins with: the three urusan, the editions, and the code lists that ship with the project."""

from core.tables import read_table
from urusan.importing import Counts, import_nomenclature
from urusan.models import Edition, Urusan
from urusan.reference import DATA, shipped_rows


def create_urusan() -> None:
    """Add the urusan that are not there yet; what somebody edited stays."""
    for order, row in enumerate(shipped_rows("urusan.csv"), start=1):
        slug = row.pop("slug")
        Urusan.objects.get_or_create(slug=slug, defaults={**row, "order": order})


def create_editions() -> None:
    """Add the editions that are not there yet; what somebody edited stays."""
    for row in shipped_rows("editions.csv"):
        slug, year = row.pop("slug"), row.pop("first_plan_year")
        Edition.objects.get_or_create(
            slug=slug, defaults={**row, "first_plan_year": int(year) if year else None}
        )


def import_shipped() -> Counts:
    """All codes of the editions that ship with the project; needs their editions and urusan."""
    return import_nomenclature(read_table((DATA / "nomenklatur.csv").read_bytes()))
