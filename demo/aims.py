"""What the demo's current plan serves: priorities as the press told them of the RPJMD, tujuan and sasaran of its own table."""

from accounts.models import User
from demo.host import read_csv
from renja.alignment import Aim, AimKind
from renja.models import Renja
from renja.services import assign_aim, save_aims, take_aims
from renja.services.aims import AimEdit, aims_mark


def write_aims(renja: Renja, actor: User) -> None:
    """The catalogue by data/prioritas.csv and the typed table, and by data/keselarasan.csv which codes serve what.

    The codes that begin otherwise are left for the planner to align.
    """
    edits = [AimEdit(AimKind.PRIORITAS, row["nomor"], row["uraian"]) for row in read_csv("prioritas.csv")]
    save_aims(renja, actor=actor, seen=aims_mark(renja), edits=edits)
    take_aims(renja, actor=actor)
    align_lines(renja, actor)


def align_lines(renja: Renja, actor: User) -> None:
    """What each line serves, by its code."""
    for kind in (AimKind.PRIORITAS, AimKind.SASARAN):
        for aim in renja.aims.filter(kind=kind).select_related("renja__forum"):
            _align(renja, aim, actor)


def _align(renja: Renja, aim: Aim, actor: User) -> None:
    starts = tuple(row["awalan"] for row in read_csv("keselarasan.csv") if row[aim.kind] == aim.code)
    lines = [
        line for line in renja.lines.leaves().select_related("node") if line.node.code.startswith(starts)
    ]
    assign_aim(aim, actor=actor, add=lines)
