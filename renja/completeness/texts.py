"""Rules on the text of the document: what is written, and whether it says the same as the tables."""

import re
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from core.money import number, rupiah
from core.rich_text import html_to_text
from renja.completeness.claims import ToldAmount, ToldCount, sentences_of, told_amounts, told_counts
from renja.completeness.declaring import CHECKLIST, Finding, Weight, rule
from renja.completeness.facts import Facts
from renja.completeness.laws import misplaced, regulations_in
from renja.structure import Declared
from urusan.models import Level

LAWS, EVALUATION, CLOSING = "1.2", "2.1", "5"  # keys name a text for good, in every edition
REACHED = re.compile(r"\b(melebihi|melampaui|terlampaui|memenuhi target|tercapai)\b", re.IGNORECASE)
MISSED = re.compile(r"\b(belum|tidak) (\w+ )?(tercapai|memenuhi|mencapai)\b", re.IGNORECASE)
GUIDANCE = re.compile(r"\bkaidah\w*", re.IGNORECASE)
FOLLOW_UP = re.compile(r"\btindak lanjut\b", re.IGNORECASE)
TABLE = re.compile(r"<table[ >].*?</table>", re.DOTALL)
BLOCK = re.compile(r"<(p|h3|h4|li|blockquote)>(.*?)</\1>", re.DOTALL)
LABEL = re.compile(r"\btabel\s+[\w.-]*\d", re.IGNORECASE)


def _at(facts: Facts, part: Declared, text: str) -> Finding:
    return Finding(text, facts.url("chapter", part.key), part.key)


def _written(facts: Facts) -> Iterator[tuple[Declared, str]]:
    """The parts of the plan's edition in which something is written, with their text."""
    for part in facts.structure.writable():
        if part.key in facts.chapters:
            yield part, facts.chapters[part.key].html


@rule("bagian-kosong", _("Bagian naskah yang belum diisi"), Weight.MUST, CHECKLIST)
def empty_parts(facts: Facts) -> Iterator[Finding]:
    """Bappeda goes through the list of chapters; each is there with something in it."""
    for part in facts.structure.writable():
        if part.key not in facts.chapters:
            yield _at(facts, part, part.label)


@rule("bagian-draf", _("Bagian naskah yang masih draf"), Weight.MUST)
def drafts(facts: Facts) -> Iterator[Finding]:
    """Nobody called the text ready since it was changed."""
    for part, _html in _written(facts):
        if not facts.chapters[part.key].is_ready:
            yield _at(facts, part, part.label)


@rule("landasan-urutan", _("Landasan hukum yang belum urut tingkatannya"), Weight.MUST, CHECKLIST)
def laws_by_rank(facts: Facts) -> Iterator[Finding]:
    """A real remark: "agar diurutkan dari peraturan tertinggi ke terendah"."""
    yield from _misplaced(facts, is_of_rank=True, words=_t("%(one)s seharusnya sebelum %(other)s"))


@rule("landasan-tahun", _("Landasan hukum setingkat yang belum urut tahunnya"), Weight.LOOK)
def laws_by_year(facts: Facts) -> Iterator[Finding]:
    """Of one rank, the older regulation is usually named first."""
    yield from _misplaced(facts, is_of_rank=False, words=_t("%(one)s lebih lama daripada %(other)s"))


def _misplaced(facts: Facts, *, is_of_rank: bool, words: str) -> Iterator[Finding]:
    part, chapter = facts.structure.find(LAWS), facts.chapters.get(LAWS)
    if part is None or chapter is None:
        return
    for one in misplaced(regulations_in(chapter.html)):
        if one.is_of_rank == is_of_rank:
            told = {"one": one.regulation.name, "other": one.earlier.name}
            yield _at(facts, part, words % told)


@rule("landasan-tak-terbaca", _("Landasan hukum tanpa daftar peraturan"), Weight.LOOK)
def unread_laws(facts: Facts) -> Iterator[Finding]:
    """Without regulations at the beginnings of lines, nobody can check their order."""
    part, chapter = facts.structure.find(LAWS), facts.chapters.get(LAWS)
    if part and chapter and not regulations_in(chapter.html):
        yield _at(facts, part, _t("Tulis setiap peraturan pada baris atau butir tersendiri."))


@rule("jumlah-naskah", _("Jumlah dalam naskah yang berbeda dengan matriks"), Weight.MUST, CHECKLIST)
def counts_in_texts(facts: Facts) -> Iterator[Finding]:
    """The numbers of programs, kegiatan, and sub kegiatan told in the text are those of the matrix."""
    for part, told in _told_counts(facts):
        there = facts.level_counts[told.level]
        if told.number != there:
            words = _t("Tertulis “%(told)s”, sedangkan matriks memuat %(n)s")
            yield _at(facts, part, words % {"told": told.text, "n": number(there)})


@rule("rupiah-naskah", _("Rupiah dalam naskah yang berbeda dengan matriks"), Weight.MUST, CHECKLIST)
def amounts_in_texts(facts: Facts) -> Iterator[Finding]:
    """Total pagu of Bab III = Bab IV = matriks; also told by program or source, beside the ceiling, or for the next year."""
    for part, told in _told_amounts(facts):
        if not any(told.fits(amount) for amount in _known_amounts(facts)):
            words = _t("Tertulis “%(told)s”, sedangkan jumlah pagu pada matriks %(total)s")
            yield _at(facts, part, words % {"told": told.text, "total": rupiah(facts.pagu)})


@rule("terbilang", _("Terbilang yang berbeda dengan angkanya"), Weight.MUST)
def words_in_texts(facts: Facts) -> Iterator[Finding]:
    """Figures and their words in brackets tell the same."""
    for part, told in (*_told_counts(facts), *_told_amounts(facts)):
        if told.is_misspelled:
            yield _at(facts, part, _t("Periksa “%(told)s”") % {"told": told.text})


def _told_counts(facts: Facts) -> list[tuple[Declared, ToldCount]]:
    return [
        (part, told)
        for part, html in _written(facts)
        for sentence in sentences_of(html, facts.renja.year)
        for told in told_counts(sentence)
        if told.level != Level.SUB_KEGIATAN or facts.renja.edition.leaf_level == Level.SUB_KEGIATAN
    ]


def _told_amounts(facts: Facts) -> list[tuple[Declared, ToldAmount]]:
    return [
        (part, told)
        for part, html in _written(facts)
        for sentence in sentences_of(html, facts.renja.year)
        for told in told_amounts(sentence)
    ]


def _known_amounts(facts: Facts) -> set[Decimal]:
    """Every sum that a text may rightly tell."""
    ceilings = [one.amount for one in facts.ceilings.ceilings] + [facts.ceilings.ceiling or Decimal(0)]
    by_source = [amount for row in facts.sources for amount in (row.pagu, row.forward)]
    forward = sum((row.forward for row in facts.sources), Decimal(0))
    return {facts.pagu, forward, *facts.program_sums(), *ceilings, *by_source}


@rule("tabel-naskah", _("Tabel di dalam naskah tanpa nama “Tabel …”"), Weight.LOOK, CHECKLIST)
def unlabelled_tables(facts: Facts) -> Iterator[Finding]:
    """Bappeda wants each table labelled; the official ones are when they are printed, those typed into a text are not."""
    for part, html in _written(facts):
        missing = sum(not _is_labelled(html, found) for found in TABLE.finditer(html))
        if missing:
            yield _at(facts, part, _t("%(part)s: %(n)d tabel") % {"part": part.label, "n": missing})


def _is_labelled(html: str, table: re.Match) -> bool:
    """Whether the block just before the table, or just after it, names it."""
    before, after = BLOCK.findall(html[: table.start()])[-1:], BLOCK.findall(html[table.end() :])[:1]
    return any(LABEL.search(html_to_text(words)) for _tag, words in (*before, *after))


@rule("evaluasi-lengkap", _("Evaluasi yang belum menjelaskan kedua sisinya"), Weight.LOOK, CHECKLIST)
def one_sided_evaluation(facts: Facts) -> Iterator[Finding]:
    """A real remark: "analisis tidak hanya yang tidak tercapai, tetapi juga yang tercapai/melebihi"."""
    part, chapter = facts.structure.find(EVALUATION), facts.chapters.get(EVALUATION)
    if part is None or chapter is None:
        return
    text = html_to_text(chapter.html)
    if not REACHED.search(MISSED.sub("", text)):
        yield _at(facts, part, _t("Jelaskan juga target yang tercapai atau terlampaui."))
    if not MISSED.search(text):
        yield _at(facts, part, _t("Jelaskan juga target yang belum tercapai, atau nyatakan tidak ada."))


@rule(
    "penutup-lengkap",
    _("Penutup tanpa kaidah pelaksanaan atau rencana tindak lanjut"),
    Weight.LOOK,
    CHECKLIST,
)
def bare_closing(facts: Facts) -> Iterator[Finding]:
    """A real remark: "kaidah-kaidah pelaksanaan dan rencana tindak lanjut belum ada"."""
    part, chapter = facts.structure.find(CLOSING), facts.chapters.get(CLOSING)
    if part is None or chapter is None:
        return
    text = html_to_text(chapter.html)
    if not GUIDANCE.search(text):
        yield _at(facts, part, _t("Tulis kaidah-kaidah pelaksanaannya."))
    if not FOLLOW_UP.search(text):
        yield _at(facts, part, _t("Tulis rencana tindak lanjutnya."))
