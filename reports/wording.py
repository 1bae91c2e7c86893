"""The sentences of the document: counts and amounts in figures and words, dates, NIP, stage marks."""

from datetime import datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import plain_date
from core.money import number, rupiah, rupiah_in_words, spelled_out
from renja.stages import SETTLED, Stage
from urusan.models import Level

NIP_GROUPS = (8, 6, 1, 3)  # birth date, appointment, sex, sequence


def counted(count: int, noun: str) -> str:
    """`31 (tiga puluh satu) sub kegiatan`."""
    return f"{number(count)} ({spelled_out(count)}) {noun}"


def amount_in_words(amount: Decimal) -> str:
    """`Rp12.500.000 (dua belas juta lima ratus ribu rupiah)`; sen are named when there are any."""
    return f"{rupiah(amount)} ({rupiah_in_words(amount)})"


def grouped_nip(nip: str) -> str:
    """`19650916 199303 1 002`; anything but 18 digits stays as it was typed."""
    digits = "".join(nip.split())
    if not (digits.isascii() and digits.isdigit() and len(digits) == sum(NIP_GROUPS)):
        return nip.strip()
    groups, start = [], 0
    for size in NIP_GROUPS:
        groups.append(digits[start : start + size])
        start += size
    return " ".join(groups)


def print_moment(moment: datetime) -> str:
    """`24 November 2026 pukul 13.05 WITA`, short enough for a page's foot."""
    local = timezone.localtime(moment)
    return f"{plain_date(local)} pukul {local:%H.%M} {local.tzname()}"


def stage_mark(stage: str) -> str:
    """What the running head of a draft says; nothing once the plan is established."""
    return "" if stage in SETTLED else str(Stage(stage).label).upper()


def plan_sentence(*, office: str, year: int, counts: dict[str, int], pagu: Decimal, forward: Decimal) -> str:
    """What the plan holds, in one or two sentences; the counts and sums are those of the table."""
    if not counts.get(Level.PROGRAM):
        return _("Renja %(office)s Tahun %(year)s belum memuat program dan kegiatan.") % {
            "office": office,
            "year": year,
        }
    parts = [counted(counts.get(Level.KEGIATAN, 0), _("kegiatan"))]
    if counts.get(Level.SUB_KEGIATAN):
        parts.append(counted(counts[Level.SUB_KEGIATAN], _("sub kegiatan")))
    text = _(
        "Pada tahun %(year)s, %(office)s merencanakan %(programs)s yang terdiri atas %(parts)s dengan total pagu "
        "indikatif sebesar %(pagu)s."
    ) % {
        "year": year,
        "office": office,
        "programs": counted(counts[Level.PROGRAM], _("program")),
        "parts": _(" dan ").join(parts),
        "pagu": amount_in_words(pagu),
    }
    if not forward:
        return text
    return (
        text
        + " "
        + _("Prakiraan maju tahun %(year)s berjumlah %(forward)s.")
        % {"year": year + 1, "forward": amount_in_words(forward)}
    )


def proposals_sentence(*, year: int, total: int, by_outcome: list[tuple[str, int]], withdrawn: int) -> str:
    """How many proposals there are and what became of them, before T-C.32."""
    if not total:
        return _(
            "Untuk Renja Tahun %(year)s tidak terdapat usulan dari para pemangku kepentingan (nihil)."
        ) % {"year": year}
    text = _(
        "Untuk Renja Tahun %(year)s diterima %(total)s dari para pemangku kepentingan: %(outcomes)s."
    ) % {
        "year": year,
        "total": counted(total, _("usulan")),
        "outcomes": _joined([f"{number(count)} {label.lower()}" for label, count in by_outcome]),
    }
    if not withdrawn:
        return text
    return text + " " + _("%(count)s ditarik oleh pengusulnya dan tidak dimuat dalam tabel.") % {
        "count": counted(withdrawn, _("usulan")).capitalize()
    }  # fmt: skip


def _joined(parts: list[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return ", ".join(parts[:-1]) + (_(" dan ") if len(parts) == 2 else _(", dan ")) + parts[-1]
