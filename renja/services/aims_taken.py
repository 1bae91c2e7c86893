"""Beginning a catalogue with what is there already: that of last year, and the typed table of tujuan and sasaran."""

from django.db import transaction
from django.utils.translation import gettext as _

from audit.services import record
from core.retrying import retried
from renja.alignment import Aim, AimKind
from renja.errors import PlanRefused
from renja.models import Renja
from renja.services.aims import lock_aims
from renja.structure import structure_of

LONGEST = 500  # characters of Aim.text


@retried(PlanRefused)
@transaction.atomic
def copy_aims(renja: Renja, *, actor) -> int:
    """Begin an empty catalogue with that of the last plan before it that has one; how many rows that were."""
    if lock_aims(renja, actor):
        raise PlanRefused(_("Daftar ini sudah berisi, sehingga tidak disalin."))
    last = last_aims(renja)
    made = Aim.objects.bulk_create(
        Aim(renja=renja, kind=aim.kind, code=aim.code, text=aim.text) for aim in last
    )
    if made:
        record("renja.copy_aims", renja, actor=actor, data={"year": last[0].renja.year, "added": len(made)})
    return len(made)


def last_aims(renja: Renja) -> list[Aim]:
    """The catalogue of the newest plan before this one that has any."""
    earlier = Renja.objects.filter(forum__plan_year__lt=renja.year, aims__isnull=False)
    last = earlier.order_by("-forum__plan_year").first()
    return last.aims.select_related("renja__forum").in_order() if last else []


@retried(PlanRefused)
@transaction.atomic
def take_aims(renja: Renja, *, actor) -> int:
    """Add the tujuan and sasaran of the typed table that the catalogue lacks, numbered on; how many rows that were."""
    lock_aims(renja, actor)
    made = Aim.objects.bulk_create(lacking_aims(renja))
    if made:
        record("renja.take_aims", renja, actor=actor, data={"added": len(made)})
    return len(made)


def lacking_aims(renja: Renja) -> list[Aim]:
    """What the typed table of tujuan and sasaran names and the catalogue does not, as rows that are not saved yet."""
    catalogue = _Catalogue(renja)
    goal = None
    for cells in _goal_rows(renja):
        if cells.get("tujuan"):
            goal = catalogue.find(AimKind.TUJUAN, cells["tujuan"], "")
        if cells.get("sasaran") and goal:
            catalogue.find(AimKind.SASARAN, cells["sasaran"], f"{goal.code}.")
    return catalogue.new


class _Catalogue:
    """The rows by their words, and those that were missing."""

    def __init__(self, renja: Renja) -> None:
        self.renja = renja
        self.new: list[Aim] = []
        self.rows = list(renja.aims.all())

    def find(self, kind: AimKind, typed: str, below: str) -> Aim:
        """The row of this kind and these words; where there is none, a new one with the next free number."""
        text = " ".join(typed.split())[:LONGEST]
        for row in self.rows:
            if row.kind == kind and row.text.casefold() == text.casefold():
                return row
        taken = {row.code for row in self.rows if row.kind == kind}
        code = next(f"{below}{n}" for n in range(1, len(taken) + 2) if f"{below}{n}" not in taken)
        made = Aim(renja=self.renja, kind=kind, code=code, text=text)
        self.rows.append(made)
        self.new.append(made)
        return made


def _goal_rows(renja: Renja) -> list[dict]:
    """The cells of the typed tables that have columns for both, in order."""
    labels = [
        table.label
        for table in structure_of(renja.structure).typed
        if {"tujuan", "sasaran"} <= {column.key for column in table.columns}
    ]
    rows = renja.table_rows.filter(table__in=labels).order_by("table", "order")
    return list(rows.values_list("cells", flat=True))
