"""The parts of the document: what its edition of structure declares, filled with the plan's chapters."""

from dataclasses import dataclass

from core.rich_text import clean_html, html_to_text
from renja.models import Renja
from reports.report import Part


@dataclass(frozen=True)
class Declared:
    """A heading as an edition declares it; `tables` are the official tables printed after its text."""

    key: str
    number: str
    title: str
    tables: tuple[str, ...] = ()
    parts: tuple["Declared", ...] = ()

    @property
    def label(self) -> str:
        return f"{self.number} {self.title}".strip()


PREFACE = Declared("kata-pengantar", "", "Kata Pengantar")
STRUCTURE = (
    Declared("1", "BAB I", "Pendahuluan", (), (
        Declared("1.1", "1.1", "Latar Belakang"),
        Declared("1.2", "1.2", "Landasan Hukum"),
        Declared("1.3", "1.3", "Maksud dan Tujuan"),
        Declared("1.4", "1.4", "Sistematika Penulisan"),
    )),
    Declared("2", "BAB II", "Hasil Evaluasi Renja Perangkat Daerah Tahun Lalu", (), (
        Declared("2.1", "2.1", "Evaluasi Pelaksanaan Renja Perangkat Daerah Tahun Lalu dan Capaian Renstra Perangkat Daerah"),
        Declared("2.2", "2.2", "Analisis Kinerja Pelayanan Perangkat Daerah"),
        Declared("2.3", "2.3", "Isu-isu Penting Penyelenggaraan Tugas dan Fungsi Perangkat Daerah"),
        Declared("2.4", "2.4", "Review terhadap Rancangan Awal RKPD"),
        Declared("2.5", "2.5", "Penelaahan Usulan Program dan Kegiatan Masyarakat", ("T-C.32",)),
    )),
    Declared("3", "BAB III", "Tujuan dan Sasaran Perangkat Daerah", (), (
        Declared("3.1", "3.1", "Telaahan terhadap Kebijakan Nasional"),
        Declared("3.2", "3.2", "Tujuan dan Sasaran Renja Perangkat Daerah"),
        Declared("3.3", "3.3", "Program dan Kegiatan", ("T-C.33",)),
    )),
    Declared("4", "BAB IV", "Rencana Kerja dan Pendanaan Perangkat Daerah", ("rekapitulasi",)),
    Declared("5", "BAB V", "Penutup"),
)  # fmt: skip
BLOCKS = {
    "T-C.32": ("reports/renja/_proposal_table.html",),
    "T-C.33": ("reports/renja/_plan_lead.html", "reports/renja/_plan_table.html"),
    "rekapitulasi": ("reports/renja/_recap.html",),
}


def read_parts(renja: Renja) -> tuple[Part, tuple[Part, ...]]:
    """The preface and the chapters with their text, cleaned once more on the way to paper."""
    texts = {chapter.key: chapter.html for chapter in renja.chapters.all()}
    return _filled(PREFACE, texts, 1), tuple(_filled(part, texts, 1) for part in STRUCTURE)


def empty_parts(renja: Renja) -> list[Declared]:
    """The parts that wait for a text: those with nothing below them and nothing written."""
    written = {chapter.key for chapter in renja.chapters.all() if html_to_text(chapter.html).strip()}
    return [part for part in _writable((PREFACE, *STRUCTURE)) if part.key not in written]


def _writable(parts):
    for part in parts:
        if part.parts:
            yield from _writable(part.parts)
        else:
            yield part


def _filled(declared: Declared, texts: dict[str, str], level: int) -> Part:
    html = clean_html(texts.get(declared.key, ""))
    return Part(
        key=declared.key,
        number=declared.number,
        title=declared.title,
        level=level,
        html=html if html_to_text(html).strip() else "",
        blocks=tuple(block for table in declared.tables for block in BLOCKS[table]),
        parts=tuple(_filled(part, texts, level + 1) for part in declared.parts),
    )
