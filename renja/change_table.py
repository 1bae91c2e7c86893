"""The matrix of changes as rows: for the workbook, and for the paper that is typeset from it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from core.money import number
from renja.causes import Explained
from renja.line_changes import ADDED, CHANGED, DROPPED, FieldChange
from renja.revision_sides import Comparison


def kind_words(kind: str) -> str:
    return {ADDED: _("Ditambahkan"), DROPPED: _("Dihapus"), CHANGED: _("Diubah")}[kind]


def table_head() -> list[str]:
    return [
        "No", _("Kode"), _("Program/kegiatan/sub kegiatan"), _("Perubahan"), _("Pagu semula (Rp)"), _("Pagu menjadi (Rp)"),
        _("Selisih (Rp)"), _("Yang berubah"), _("Dasar"),
    ]  # fmt: skip


def change_rows(found: Comparison) -> Iterator[list[object]]:
    """Lines, the total of the plan, then texts, tables and settings."""
    for place, row in enumerate(found.lines, start=1):
        line = row.change
        yield [
            place, line.code, name_of(row), kind_words(line.kind), line.pagu_before, line.pagu_after,
            line.difference if line.is_leaf else None, "\n".join(map(field_words, line.details)),
            "\n".join(basis_words(row)),
        ]  # fmt: skip
    changes = found.changes
    yield [
        None, "", _("Jumlah seluruh Renja"), "", changes.pagu_before, changes.pagu_after, changes.pagu_difference, "", "",
    ]  # fmt: skip
    for label, kind, told in document_rows(found):
        yield [None, "", label, kind, None, None, None, told, ""]


def document_rows(found: Comparison) -> Iterator[tuple[str, str, str]]:
    """What differs beside the lines: (what, how, the words)."""
    for field in found.changes.settings:
        yield field.label, kind_words(CHANGED), _("%(old)s → %(new)s") % {"old": field.old, "new": field.new}
    for chapter in found.changes.chapters:
        words = _("%(count)s paragraf") % {"count": number(len(chapter.paragraphs))}
        yield chapter.label, kind_words(chapter.kind), words
    for table in found.changes.tables:
        label = _("Tabel %(label)s") % {"label": table.label}
        for row in table.rows:
            yield f"{label}: {row.name}", kind_words(row.kind), "\n".join(map(field_words, row.fields))


def name_of(row: Explained) -> str:
    if row.change.withheld and not row.change.name:
        return _("Informasi dikecualikan: %(reason)s") % {"reason": row.change.withheld}
    return row.change.name


def field_words(field: FieldChange) -> str:
    """`Lokasi: Balikpapan Utara → Balikpapan Barat`; what came in or went out alone is told without an arrow."""
    told = {"label": field.label, "old": field.old, "new": field.new}
    if field.old and field.new:
        return _("%(label)s: %(old)s → %(new)s") % told
    return _("%(label)s: %(new)s") % told if field.new else _("%(label)s dihapus: %(old)s") % told


def basis_words(row: Explained) -> Iterator[str]:
    """`Usulan ASP-2028-0003 Judul (60%)` and the agreements."""
    for cause in row.causes:
        told = {
            "number": cause.number,
            "title": cause.title,
            "share": number(cause.share),
            "state": cause.state,
        }
        yield _("Usulan %(number)s %(title)s: %(state)s, dipenuhi %(share)s%%") % told
    for agreement in row.agreements:
        yield _("Kesepakatan: %(text)s") % {"text": agreement.text}
