"""Remarks that were written elsewhere: rows copied from a spreadsheet or a workbook, and what each of them is about."""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO

from django.utils.translation import gettext as _

from core.sheets import read_sheets
from core.tables import TableRefused, as_text
from renja.remarks.content import WHOLE, Examined, Spot
from renja.remarks.models import LONGEST

MOST_ROWS = 500
SEARCHED_ROWS = 15  # a heading stands among the first
NOT_WORDS = re.compile(r"[\W_]+")
RUNNING = {"no", "nomor", "no urut"}
PLACES = {
    "bab", "bagian", "bab bagian", "sub bab", "subbab", "bab sub bab", "bab subbab", "kode", "kode rekening", "halaman", "hal",
    "dokumen", "uraian", "program kegiatan", "sub kegiatan", "program kegiatan sub kegiatan", "tentang", "aspek", "tabel",
}  # fmt: skip
REMARKS = {
    "catatan", "catatan verifikasi", "catatan bappeda", "catatan verifikator", "catatan perbaikan", "catatan pemeriksa", "saran",
    "masukan", "rekomendasi", "saran perbaikan", "hasil verifikasi", "uraian catatan", "keterangan", "tanggapan",
}  # fmt: skip
CODE = re.compile(r"\d\.\d{2}(?:\.\d{2}(?:\.\d\.\d{2}(?:\.\d{2,4})?)?)?(?![\d.]*\d)")
SECTION = re.compile(r"(?<![\d.])\d\.\d{1,2}(?![\d.]*\d)")
CHAPTER = re.compile(r"\bbab\s+([ivx]{1,4}|\d)\b", re.IGNORECASE)
TABLE = re.compile(r"\btabel\s+([\w.-]*\d)", re.IGNORECASE)
ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


@dataclass(frozen=True)
class PastedRemark:
    """One row: the remark, what its place was called, and what that is in the revision."""

    place_text: str
    text: str
    spot: Spot

    @property
    def is_matched(self) -> bool:
        """Whether its place was found; a row without a place is about the whole."""
        return self.spot is not WHOLE or not self.place_text

    @property
    def kept_text(self) -> str:
        """What is stored: where its place was not found, it goes along in words."""
        return self.text if self.is_matched else f"({self.place_text}) {self.text}"

    @property
    def is_too_long(self) -> bool:
        return len(self.kept_text) > LONGEST


def pasted_rows(text: str) -> list[list[str]]:
    """Rows as a spreadsheet copies them: cells parted by tabs, in quotes where they hold line breaks."""
    reader = csv.reader(StringIO(text.replace("\r\n", "\n"), newline=""), delimiter="\t")
    try:
        return _tidy(reader)
    except csv.Error:
        raise TableRefused(
            _("Tempelan tidak dapat dibaca. Tempel sebagai teks, satu catatan setiap baris.")
        ) from None


def file_rows(raw: bytes) -> list[list[str]]:
    """The rows of the first sheet that holds anything."""
    sheet = read_sheets(raw, most_rows=MOST_ROWS + SEARCHED_ROWS)[0]
    return _tidy(sheet.rows.values())


def as_pasted(rows: Iterable[Sequence[str]]) -> str:
    """The same rows as if they had been copied, so that a form can carry them along."""
    return "".join("\t".join(_quoted(cell) for cell in row) + "\n" for row in rows)


def _quoted(cell: str) -> str:
    """In quotes where it would fall apart otherwise."""
    is_plain = not any(sign in cell for sign in '\t\n\r"')
    return cell if is_plain else '"{}"'.format(cell.replace('"', '""'))


def _tidy(rows: Iterable[Iterable]) -> list[list[str]]:
    found = ([as_text(cell) for cell in row] for row in rows)
    kept = [row for row in found if any(row)]
    if not kept:
        raise TableRefused(_("Belum ada catatan. Tempel sedikitnya satu baris, atau pilih berkasnya."))
    if len(kept) > MOST_ROWS + SEARCHED_ROWS:
        raise TableRefused(
            _("Paling banyak %(n)d catatan sekaligus. Bagi menjadi beberapa kali.") % {"n": MOST_ROWS}
        )
    return kept


def read_remarks(rows: Sequence[Sequence[str]], examined: Examined) -> list[PastedRemark]:
    """A remark for each row below the heading, with what it is about."""
    begin, places, remark = _columns(rows)
    found = []
    for row in rows[begin:]:
        text = _cell(row, remark)
        if text:
            place = " ".join(filter(None, (_cell(row, at) for at in places)))
            found.append(PastedRemark(place[:200], text, match(place, examined)))
    return found


def _cell(row: Sequence[str], at: int) -> str:
    return row[at] if at < len(row) else ""


def _columns(rows: Sequence[Sequence[str]]) -> tuple[int, list[int], int]:
    """Where the rows begin, which columns tell the place, which one holds the remark."""
    for at, row in enumerate(rows[:SEARCHED_ROWS]):
        names = [NOT_WORDS.sub(" ", cell.casefold()).strip() for cell in row]
        remark = next((place for place, name in enumerate(names) if name in REMARKS), None)
        if remark is not None:
            return at + 1, [place for place, name in enumerate(names) if name in PLACES], remark
    width = max(len(row) for row in rows)
    remark = max(range(width), key=lambda place: sum(len(_cell(row, place)) for row in rows))
    return 0, [place for place in range(remark) if not _only_counts(rows, place)], remark


def _only_counts(rows: Sequence[Sequence[str]], place: int) -> bool:
    return all(_cell(row, place).strip(". )").isdigit() for row in rows if _cell(row, place))


def match(text: str, examined: Examined) -> Spot:
    """What these words are about: a code of the matrix, a number of a part, a table, a chapter, the title of a part."""
    for finder in (_by_code, _by_section, _by_table, _by_chapter, _by_title):
        spot = finder(text, examined)
        if spot:
            return spot
    return WHOLE


def _by_code(text: str, examined: Examined) -> Spot | None:
    codes = sorted(CODE.findall(text), key=len, reverse=True)
    return next((examined.line_spots[code] for code in codes if code in examined.line_spots), None)


def _by_section(text: str, examined: Examined) -> Spot | None:
    numbers = SECTION.findall(TABLE.sub("", text))
    return next((spot for spot in examined.part_spots if spot.label.partition(" ")[0] in numbers), None)


def _by_table(text: str, examined: Examined) -> Spot | None:
    labels = {found.upper().rstrip(".") for found in TABLE.findall(text)}
    keys = [part.key for part, table in examined.structure.placed() if table.label.upper() in labels]
    return next((spot for spot in examined.part_spots if spot.ref in keys), None)


def _by_chapter(text: str, examined: Examined) -> Spot | None:
    found = CHAPTER.search(text)
    if not found:
        return None
    number = ROMAN[int(found[1])] if found[1].isdigit() else found[1].upper()
    return next((spot for spot in examined.part_spots if spot.label.startswith(f"BAB {number} ")), None)


def _by_title(text: str, examined: Examined) -> Spot | None:
    """The longest title that the words hold."""
    words = f" {NOT_WORDS.sub(' ', text.casefold())} "
    titles = [
        (len(part.title), spot)
        for part, spot in zip(examined.headings, examined.part_spots, strict=True)
        if f" {NOT_WORDS.sub(' ', part.title.casefold()).strip()} " in words
    ]
    return max(titles, key=lambda pair: pair[0])[1] if titles else None
