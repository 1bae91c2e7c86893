"""Coverage by urusan, kecamatan and group: asked, accepted and in the plan, in number and rupiah, summed by the database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Aggregate, Case, Count, F, OuterRef, Q, Subquery, Sum, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forums.models import Forum
from proposals.choices import ACCEPTED_STATES
from renja.coverage import in_plan
from renja.models import Fulfilment
from stakeholders.models import Kecamatan, OrganizationKind
from urusan.models import Urusan

CITIZENS = "warga"
NONE = "tanpa"  # in an address: what belongs to no group
TITLES = {
    "urusan": gettext_lazy("Menurut urusan"),
    "kecamatan": gettext_lazy("Menurut kecamatan"),
    "pengusul": gettext_lazy("Menurut kelompok pengusul"),
}
NOWHERE = {
    "urusan": gettext_lazy("Belum ditentukan"),
    "kecamatan": gettext_lazy("Seluruh kota"),
    "pengusul": gettext_lazy("Warga"),
}
KIND_NAMES = {CITIZENS: gettext_lazy("Warga"), **dict(OrganizationKind.choices)}
# What stands for a group in an address, and what it is called.
IS_LOCAL = Q(is_citywide=False)
KEYS = {
    "urusan": (F("urusan__slug"), F("urusan__name")),
    "kecamatan": (
        Case(When(IS_LOCAL, then=F("kelurahan__kecamatan__code"))),
        Case(When(IS_LOCAL, then=F("kelurahan__kecamatan__name"))),
    ),
    "pengusul": (
        Case(When(organization=None, then=Value(CITIZENS)), default=F("organization__kind")),
        Case(When(organization=None, then=Value(CITIZENS)), default=F("organization__kind")),
    ),
}


@dataclass(frozen=True)
class CoverageRow:
    """One group. Rupiah: what was asked for, what was asked by those accepted, what lines of the plan give to these.

    `unpriced`: how many of those in the plan have no part of its pagu written down, so that their rupiah are not known.
    """

    label: str
    query: str
    asked: int = 0
    asked_cost: Decimal = Decimal(0)
    accepted: int = 0
    accepted_cost: Decimal = Decimal(0)
    planned: int = 0
    planned_cost: Decimal = Decimal(0)
    unpriced: int = 0

    @property
    def homeless(self) -> int:
        return self.accepted - self.planned


@dataclass(frozen=True)
class CoveragePart:
    """The groups by which one counts, those with most accepted first, what belongs to none last."""

    slug: str
    title: str
    rows: tuple[CoverageRow, ...]


def read_parts(forum: Forum) -> tuple[CoveragePart, ...]:
    """All three tables; a query each."""
    return tuple(_part(forum, slug) for slug in TITLES)


def total_of(part: CoveragePart) -> CoverageRow:
    """The whole forum: every proposal is in one group of each table."""
    names = ("asked", "asked_cost", "accepted", "accepted_cost", "planned", "planned_cost", "unpriced")
    return CoverageRow(
        str(_("Jumlah")), "", *(sum(getattr(row, name) for row in part.rows) for name in names)
    )


def _part(forum: Forum, slug: str) -> CoveragePart:
    key, name = KEYS[slug]
    links = Fulfilment.objects.filter(proposal=OuterRef("pk")).order_by().values("proposal")
    given = Subquery(links.annotate(sum=Sum("amount")).values("sum"))
    rows = forum.proposals.submitted().order_by().annotate(given=given, group=key, called=name)
    measured = rows.values("group", "called").annotate(**_sums())
    told = [_row(slug, **row) for row in measured.values("group", "called", *_sums())]
    told.sort(key=lambda row: (row.query == f"{slug}={NONE}", -row.accepted, -row.asked, row.label))
    return CoveragePart(slug, str(TITLES[slug]), tuple(told))


def _sums() -> dict[str, Aggregate]:
    is_accepted = Q(status__in=ACCEPTED_STATES)
    is_planned = is_accepted & in_plan()
    zero = Value(Decimal(0))
    return {
        "asked": Count("pk"),
        "asked_cost": Sum("estimated_cost", default=zero),
        "accepted": Count("pk", filter=is_accepted),
        "accepted_cost": Sum("estimated_cost", filter=is_accepted, default=zero),
        "planned": Count("pk", filter=is_planned),
        "planned_cost": Sum("given", filter=is_accepted, default=zero),
        "unpriced": Count("pk", filter=is_planned & Q(given=None)),
    }


def _row(slug: str, *, group: str | None, called: str | None, **measured) -> CoverageRow:
    label = KIND_NAMES.get(called or "", called) if slug == "pengusul" else called
    return CoverageRow(str(label or NOWHERE[slug]), f"{slug}={group or NONE}", **measured)


def names_of(slug: str) -> dict[str, str]:
    """What the groups are called, by what stands for them in an address."""
    if slug == "urusan":
        return dict(Urusan.objects.values_list("slug", "name"))
    if slug == "kecamatan":
        return dict(Kecamatan.objects.values_list("code", "name"))
    return {kind: str(label) for kind, label in KIND_NAMES.items()}


def narrowing(asked: Mapping[str, str]) -> tuple[Q, list[dict[str, str]]]:
    """What an address asks for (`?kecamatan=64.71.01`, `?urusan=tanpa`): the condition of a proposal, and it in words.

    What is no group is left out.
    """
    condition, told = Q(), []
    for slug in TITLES:
        value = asked.get(slug, "")
        names = {**names_of(slug), NONE: str(NOWHERE[slug])} if value else {}
        if value not in names:
            continue
        condition &= _within(slug, value)
        told.append({"slug": slug, "value": value, "label": names[value]})
    return condition, told


def _within(slug: str, value: str) -> Q:
    if slug == "urusan":
        return Q(urusan=None) if value == NONE else Q(urusan__slug=value)
    if slug == "kecamatan":
        outside = Q(is_citywide=True) | Q(kelurahan=None)
        return outside if value == NONE else Q(is_citywide=False, kelurahan__kecamatan__code=value)
    return Q(organization=None) if value in (CITIZENS, NONE) else Q(organization__kind=value)


def as_table(total: CoverageRow, parts: Iterable[CoveragePart]) -> tuple[list[str], list[list[object]]]:
    """Head and rows for a download: all three tables below each other, then the whole."""
    head = [
        _("Pengelompokan"), _("Kelompok"), _("Diusulkan"), _("Perkiraan biaya diusulkan (Rp)"), _("Diterima"),
        _("Perkiraan biaya diterima (Rp)"), _("Dimuat dalam Renja"), _("Bagian dari pagu Renja (Rp)"), _("Belum dimuat"),
        _("Tanpa bagian pagu"), _("Dimuat dari yang diterima (%)"),
        _("Rupiah dari biaya diterima (%)"),
    ]  # fmt: skip
    rows = [_cells(part.title, row) for part in parts for row in part.rows]
    return head, [*rows, _cells("", total)]


def _cells(title: str, row: CoverageRow) -> list[object]:
    return [
        title, row.label, row.asked, row.asked_cost, row.accepted, row.accepted_cost, row.planned, row.planned_cost,
        row.homeless, row.unpriced, _share(row.planned, row.accepted), _share(row.planned_cost, row.accepted_cost),
    ]  # fmt: skip


def _share(part: Decimal | int, whole: Decimal | int) -> Decimal | str:
    """In percent; nothing where there is no whole."""
    return round(Decimal(part) * 100 / whole, 1) if whole else ""
