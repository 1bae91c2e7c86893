"""What is still missing before a Renja is exported. Nothing here forbids the export: a draft may have gaps."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Case, Exists, OuterRef, Q, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.paging import MANY, count_each_up_to
from proposals.models import Decision, Proposal
from renja.models import Indicator, Renja
from renja.structure import structure_of
from reports.parts import unfinished_parts
from stakeholders.models import Official
from urusan.codes import display_code


@dataclass(frozen=True)
class Gap:
    """One kind of thing that is missing: what, how many (proposals: up to many), which (the first few), where to mend it.

    Numbers of proposals are read when they are shown.
    """

    label: str
    count: int
    examples: Collection[str] = ()
    url: str = ""

    @property
    def examples_text(self) -> str:
        """`2.16.03.2.01.0004, 2.16.03.2.01.0005, …`"""
        more = ["…"] if self.count > len(self.examples) else []
        return ", ".join([*self.examples, *more]) if self.examples else ""


@dataclass(frozen=True)
class Completeness:
    """All checks of a plan; `gaps` are those that found something."""

    checked: int
    gaps: tuple[Gap, ...]
    homeless: int  # accepted proposals that no line names

    @property
    def passed(self) -> int:
        return self.checked - len(self.gaps)


SHOWN = 5  # codes named beside a count


def read_completeness(renja: Renja) -> Completeness:
    """Every check with its count, in a handful of queries whatever the size of the plan."""
    address = reverse("renja:edit", args=[renja.year])
    tables, homeless, *others = _counted_gaps(renja, address)
    checks = (*_part_gaps(renja), tables, *_line_gaps(renja, address), homeless, *others)
    return Completeness(len(checks), tuple(gap for gap in checks if gap.count), homeless.count)


def _part_gaps(renja: Renja) -> list[Gap]:
    address = reverse("renja:chapters", args=[renja.year])
    found = zip(
        (_("Bagian naskah yang belum diisi"), _("Bagian naskah yang masih draf")),
        unfinished_parts(renja),
        strict=True,
    )
    return [
        Gap(label, len(parts), tuple(part.label for part in parts[:SHOWN]), address) for label, parts in found
    ]


def _line_gaps(renja: Renja, address: str) -> list[Gap]:
    """Lines of the lowest level that Bappeda would send back (consistency of the matrix)."""
    indicators = Indicator.objects.filter(line=OuterRef("pk"))
    lacks = renja.lines.lacks_funding
    no_target = indicators.filter(target__isnull=True, target_label="")
    no_forward = indicators.filter(forward_target__isnull=True, target_label="")
    checks = {
        _("Baris tanpa indikator"): ~Exists(indicators),
        _("Baris dengan indikator tanpa target"): Exists(no_target),
        _("Baris tanpa lokasi"): Q(location=""),
        _("Baris tanpa pagu indikatif"): Q(pagu__isnull=True) | lacks("amount"),
        _("Baris tanpa sumber dana"): Q(source_of_funds="") | lacks("source"),
        _("Baris tanpa kelompok sasaran"): Q(target_group=""),
        _("Baris tanpa pagu prakiraan maju"): Q(forward_pagu__isnull=True) | lacks("forward"),
        _("Baris dengan indikator tanpa target prakiraan maju"): Exists(no_forward),
    }
    found = [Case(When(check, then=True), default=False) for check in checks.values()]
    lines = list(renja.lines.leaves().order_by("node__code").values_list("node__code", *found))
    return [
        _line_gap(label, [line[0] for line in lines if line[place]], renja, address)
        for place, label in enumerate(checks, start=1)
    ]


def _line_gap(label: str, codes: list[str], renja: Renja, address: str) -> Gap:
    shown = tuple(display_code(code, renja.bidang_code) for code in codes[:SHOWN])
    return Gap(label, len(codes), shown, address)


def _counted_gaps(renja: Renja, address: str) -> list[Gap]:
    """What one statement counts: empty tables (printed "Nihil"), homeless proposals and others; and the date."""
    homeless = Proposal.objects.filter(forum=renja.forum_id).homeless()
    pending = Decision.objects.pending_of(renja.forum_id)
    signers = Official.objects.in_office(renja.dated or timezone.localdate())
    carried = Proposal.objects.left_over_before(renja.forum).undecided()
    typed = [table.label for table in structure_of(renja.structure).typed]
    rows = [(renja.table_rows.filter(table=label), 1) for label in typed]
    unplanned, undecided, left, signing, *filled = count_each_up_to(
        (homeless, MANY), (pending, MANY), (carried, MANY), (signers, 1), *rows
    )
    empty = [label for label, count in zip(typed, filled, strict=True) if not count]
    numbers = homeless.order_by("number").values_list("number", flat=True)[:SHOWN]
    links = reverse("renja:homeless", args=[renja.year])
    tables = reverse("renja:tables", args=[renja.year])
    return [
        Gap(_("Tabel resmi yang belum diisi (dicetak “Nihil”)"), len(empty), tuple(empty[:SHOWN]), tables),
        Gap(_("Usulan diterima yang belum dimuat dalam Renja"), unplanned, numbers, links),
        Gap(_("Hasil usulan yang menunggu pengesahan"), undecided),
        Gap(_("Usulan tahun lalu yang belum ditentukan kelanjutannya"), left),
        Gap(_("Pejabat penanda tangan pada tanggal dokumen"), int(not signing)),
        Gap(_("Tanggal dokumen"), int(renja.dated is None), (), address),
    ]
