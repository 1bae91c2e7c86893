"""Rules on the lines of the plan and their money: what Bappeda sends a matrix back for."""

from collections.abc import Iterable, Iterator
from urllib.parse import urlencode

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from core.money import rupiah
from renja.completeness.declaring import CHECKLIST, Finding, Many, Weight, rule
from renja.completeness.facts import (
    ALL_OF_IT,
    AMOUNT,
    FORWARD,
    FORWARD_TARGET,
    SOURCE,
    TARGET,
    Facts,
    LineFacts,
)
from renja.models import Origin


def _of(facts: Facts, line: LineFacts, field: str) -> Finding:
    return Finding(line.label, facts.line_url(line, field), facts.matrix_part)


def _where(facts: Facts, lacks: str, field: str) -> Iterator[Finding]:
    """The lines whose `lacks` is empty."""
    return (_of(facts, line, field) for line in facts.leaves if not getattr(line, lacks))


def _lacking(facts: Facts, rows: str, bit: int, field: str) -> Iterator[Finding]:
    """The lines of which an indicator or a source of funds lacks something; the field is that of the first such row."""
    for line in facts.leaves:
        found = getattr(line, rows) or ([ALL_OF_IT] if rows == "money" else [])
        place = next((place for place, lacks in enumerate(found) if lacks & bit), None)
        if place is not None:
            yield _of(facts, line, field.format(place))


@rule("tanpa-indikator", _("Baris tanpa indikator"), Weight.MUST, CHECKLIST)
def no_indicator(facts: Facts) -> Iterable[Finding]:
    """The matrix has a column of indicators; each sub kegiatan fills it."""
    return _where(facts, "measures", "indikator")


@rule("tanpa-target", _("Baris dengan indikator tanpa target"), Weight.MUST, CHECKLIST)
def no_target(facts: Facts) -> Iterable[Finding]:
    """Targets are not empty; a word (predikat BB) is one."""
    return _lacking(facts, "measures", TARGET, "id_indikator-{}-target")


@rule("tanpa-lokasi", _("Baris tanpa lokasi"), Weight.MUST, CHECKLIST)
def no_location(facts: Facts) -> Iterable[Finding]:
    """Locations are not empty."""
    return _where(facts, "location", "id_location")


@rule("tanpa-pagu", _("Baris tanpa pagu indikatif"), Weight.MUST, CHECKLIST)
def no_pagu(facts: Facts) -> Iterable[Finding]:
    """Each line says what it costs, from each of its sources."""
    return _lacking(facts, "money", AMOUNT, "id_dana-{}-amount")


@rule("tanpa-sumber-dana", _("Baris tanpa sumber dana"), Weight.MUST, CHECKLIST)
def no_source(facts: Facts) -> Iterable[Finding]:
    """Sources of funds are not empty."""
    return _lacking(facts, "money", SOURCE, "id_dana-{}-source")


@rule("tanpa-kelompok-sasaran", _("Baris tanpa kelompok sasaran"), Weight.MUST, CHECKLIST)
def no_target_group(facts: Facts) -> Iterable[Finding]:
    """Target groups are not empty."""
    return _where(facts, "target_group", "id_target_group")


@rule("tanpa-prakiraan", _("Baris tanpa pagu prakiraan maju"), Weight.MUST, CHECKLIST)
def no_forward(facts: Facts) -> Iterable[Finding]:
    """The estimate for the next year is not empty."""
    return _lacking(facts, "money", FORWARD, "id_dana-{}-forward")


@rule(
    "tanpa-target-prakiraan",
    _("Baris dengan indikator tanpa target prakiraan maju"),
    Weight.MUST,
    CHECKLIST,
)
def no_forward_target(facts: Facts) -> Iterable[Finding]:
    """The target of the next year is not empty either."""
    return _lacking(facts, "measures", FORWARD_TARGET, "id_indikator-{}-forward_target")


@rule("pagu-terlampaui", _("Pagu yang melebihi pagu indikatif"), Weight.MUST)
def over_ceiling(facts: Facts) -> Many:
    """The plan takes more than its ceilings give, as a whole or of one source of funds."""
    return Many(facts.counts.exceeded, lambda: _exceeded(facts))


def _exceeded(facts: Facts) -> Iterator[Finding]:
    found, address = facts.ceilings, facts.url("edit")
    if found.is_over:
        words = _t("Seluruhnya: lebih %(amount)s dari pagu indikatif")
        yield Finding(words % {"amount": rupiah(found.overrun)}, address, facts.matrix_part)
    for row in facts.sources:
        if row.is_over:
            words = _t("%(source)s: lebih %(amount)s dari pagunya") % {
                "source": row.name,
                "amount": rupiah(row.overrun),
            }
            yield Finding(words, f"{address}?{urlencode({'sumber': row.source})}", facts.matrix_part)


@rule("pagu-belum-dicatat", _("Pagu indikatif yang belum dicatat"), Weight.LOOK)
def no_ceiling(facts: Facts) -> Iterator[Finding]:
    """Without a ceiling nobody can say whether the plan keeps to it."""
    if not facts.counts.ceilings:
        words = _t("Sekretariat mencatatnya pada Kelola forum, bagian Pagu indikatif.")
        yield Finding(words, "", facts.matrix_part)


@rule("total-sama", _("Total yang berbeda antara matriks dan rekapitulasi"), Weight.MUST, CHECKLIST)
def totals_agree(facts: Facts) -> Iterator[Finding]:
    """Total pagu of Bab III = Bab IV = matriks: money above the lowest level is in the matrix, and in no summary."""
    if facts.pagu == facts.leaf_pagu:
        return
    for line in facts.lines:
        if line.pagu and line.level != facts.renja.edition.leaf_level:
            yield _of(facts, line, "id_location")


@rule("tanpa-keselarasan", _("Baris yang belum selaras dengan prioritas, tujuan, atau sasaran"), Weight.LOOK)
def not_aligned(facts: Facts) -> Iterator[Finding]:
    """Each line says what of the city's programme it serves; without a catalogue to choose from, that is what is missing."""
    open_lines = [line for line in facts.leaves if not line.is_aligned]
    if open_lines and not open_lines[0].aim_field:
        words = _t("Daftar prioritas daerah, tujuan, dan sasaran belum diisi.")
        yield Finding(words, facts.url("aims"), facts.matrix_part)
        return
    for line in open_lines:
        yield _of(facts, line, line.aim_field)


@rule("forum-tanpa-usulan", _("Baris asal forum yang tidak menjawab usulan"), Weight.LOOK)
def orphans(facts: Facts) -> Iterator[Finding]:
    """A line that came from the forum names the proposal that it answers."""
    address = facts.url("homeless")
    for line in facts.leaves:
        if line.origin == Origin.FORUM and not line.is_answered:
            query = urlencode({"baris": line.pk, "tampil": "semua"})
            yield Finding(line.label, f"{address}?{query}", facts.matrix_part)
