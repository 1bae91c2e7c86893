"""The money of a line, by its sources of funds. The sums on the line itself are the database's."""

from collections.abc import Iterable

from django.db.models import Sum
from django.utils.translation import gettext as _

from core.money import rupiah
from renja.errors import PlanRefused
from renja.models import Funding, RenjaLine

MONEY = ("pagu", "source_of_funds", "forward_pagu")
FUNDING_FIELDS = ("source", "amount", "forward")
OF_FUNDING = {"pagu": "amount", "source_of_funds": "source", "forward_pagu": "forward"}


def is_money(values: Iterable[str]) -> bool:
    return bool(set(MONEY) & set(values))


def funding_contents(rows: Iterable[dict]) -> list[tuple]:
    """What counts when two states of the fundings are compared."""
    return [tuple(row[name] for name in FUNDING_FIELDS) for row in rows]


def write_fundings(line: RenjaLine, wanted: list[dict]) -> None:
    """Make the fundings of a locked line those that are wanted (dicts of FUNDING_FIELDS), in this order."""
    line.fundings.exclude(source__in=[row["source"] for row in wanted]).delete()
    for order, row in enumerate(wanted):
        told = {name: row[name] for name in FUNDING_FIELDS if name != "source"} | {"order": order}
        line.fundings.update_or_create(source=row["source"], defaults=told)
    _read_sums(line)


def write_money(line: RenjaLine, values: dict) -> None:
    """Set some of MONEY where a locked line has one source of funds, or none yet; an empty one goes."""
    rows = list(line.fundings.all()[:2])
    if len(rows) > 1:
        raise PlanRefused(
            _("Baris ini memiliki beberapa sumber dana. Ubah dananya melalui halaman barisnya.")
        )
    funding = rows[0] if rows else Funding(line=line)
    for name in MONEY:
        if name in values:
            setattr(funding, OF_FUNDING[name], values[name])
    if any(getattr(funding, name) not in (None, "") for name in FUNDING_FIELDS):
        funding.save()
    elif funding.pk:
        funding.delete()
    _read_sums(line)


def _read_sums(line: RenjaLine) -> None:
    """Take over what the database has summed, and see that it still covers what proposals were promised."""
    line.refresh_from_db(fields=MONEY)
    promised = line.fulfilments.aggregate(sum=Sum("amount"))["sum"] or 0
    if line.pagu is not None and line.pagu < promised:
        raise PlanRefused(
            _("Pagu tidak boleh kurang dari bagian yang sudah dihitung untuk usulan, yaitu %(sum)s.")
            % {"sum": rupiah(promised)}
        )


def check_carries_money(line: RenjaLine, values: Iterable) -> None:
    """Raises PlanRefused where money is meant for a line above the lowest level."""
    if not line.carries_money and any(value not in (None, "") for value in values):
        raise PlanRefused(_("Pagu hanya diisi pada tingkat terbawah; jumlah di atasnya dihitung."))
