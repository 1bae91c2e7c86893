"""Numbers that a text tells: how many programs, kegiatan, and sub kegiatan, how much rupiah, and their words (terbilang).

Only sentences that speak of the plan as a whole are read; what tells another year or what was realised is not its matrix.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from core.money import parse_number, spelled_out
from core.rich_text import html_to_text
from urusan.models import Level

SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n")
WORDS = r"(?:\s*\(([^()]{1,200})\))?"
COUNT = re.compile(
    rf"(?<![\w.,])(\d{{1,3}}(?:\.\d{{3}})*){WORDS}\s+(sub\s?-?\s?kegiatan|kegiatan|program)\b", re.IGNORECASE
)
AMOUNT = re.compile(
    rf"\bRp\.?\s?(\d[\d.]*(?:,\d+)?)(?:\s*(triliun|miliar|milyar|juta)\b)?(?:,-)?{WORDS}", re.IGNORECASE
)
YEAR = re.compile(r"(?<![\d.])20\d\d(?![\d.]*\d)")
PAST = re.compile(r"\b(realisasi|terserap|penyerapan|tahun lalu|tahun sebelumnya|usulan)\b", re.IGNORECASE)
OF_MONEY = re.compile(r"\bpagu\b", re.IGNORECASE)
OF_ALL = re.compile(r"\b(total|jumlah|seluruh\w*)\b", re.IGNORECASE)
BUDGET = re.compile(r"\b(dana|pendanaan|anggaran)\b", re.IGNORECASE)
NUMBER_WORD = re.compile(
    r"(se|nol|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan)?(puluh|belas|ratus|ribu)?"
)
SCALES = {"juta": 10**6, "miliar": 10**9, "milyar": 10**9, "triliun": 10**12}


@dataclass(frozen=True)
class ToldCount:
    """`31 (tiga puluh satu) sub kegiatan`."""

    text: str
    level: Level
    number: int
    words: str

    @property
    def is_misspelled(self) -> bool:
        return _differs(self.words, spelled_out(self.number))


@dataclass(frozen=True)
class ToldAmount:
    """`Rp13.014.757.537`, or `Rp13 miliar`, which is meant up to half of its last figure."""

    text: str
    value: Decimal
    step: Decimal
    words: str

    def fits(self, amount: Decimal) -> bool:
        return abs(amount - self.value) * 2 <= self.step

    @property
    def is_misspelled(self) -> bool:
        whole = self.value == self.value.to_integral_value()
        return whole and _differs(self.words.removesuffix("rupiah"), spelled_out(int(self.value)))


def sentences_of(html: str, year: int) -> Iterator[str]:
    """The sentences of a text that may speak of the plan of this year, and of the next one in its estimates."""
    for sentence in SENTENCE.split(html_to_text(html)):
        years = set(YEAR.findall(AMOUNT.sub("", sentence)))
        if not PAST.search(sentence) and (not years or years & {str(year), str(year + 1)}):
            yield sentence


def told_counts(sentence: str) -> list[ToldCount]:
    """The counts of a sentence that tells at least two levels, as the sum of a plan is told; else none."""
    told = [_count(found) for found in COUNT.finditer(sentence)]
    return told if len({one.level for one in told}) > 1 else []


def _count(found: re.Match) -> ToldCount:
    noun = re.sub(r"[\s-]", "", found[3].lower())
    level = {"program": Level.PROGRAM, "kegiatan": Level.KEGIATAN}.get(noun, Level.SUB_KEGIATAN)
    return ToldCount(found[0], level, int(found[1].replace(".", "")), found[2] or "")


def told_amounts(sentence: str) -> list[ToldAmount]:
    """The rupiah of a sentence on the pagu, or on all of the funds."""
    if not OF_MONEY.search(sentence) and not (OF_ALL.search(sentence) and BUDGET.search(sentence)):
        return []
    return [amount for found in AMOUNT.finditer(sentence) if (amount := _amount(found))]


def _amount(found: re.Match) -> ToldAmount | None:
    try:
        bare = parse_number(found[1].rstrip("."))
    except ValueError:
        return None
    scale = SCALES.get((found[2] or "").lower(), 1)
    _whole, _comma, decimals = found[1].partition(",")
    step = Decimal(scale).scaleb(-len(decimals)) if scale > 1 else Decimal("1.99")
    return ToldAmount(found[0].rstrip(".") if not found[3] else found[0], bare * scale, step, found[3] or "")


def _differs(told: str, meant: str) -> bool:
    """Whether words tell another number; whatever else stands in brackets tells none."""
    words = told.lower().replace("milyar", "miliar").split()
    if not words or not all(word in SCALES or NUMBER_WORD.fullmatch(word) for word in words):
        return False
    return words != meant.split()
