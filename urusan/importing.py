"""Taking over an official code list: all or nothing, and asked twice nothing changes."""

import re
from collections.abc import Collection
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from audit.services import record
from core.errors import NotAllowed
from core.tables import Table
from urusan.code_list import COLUMNS, LEVELS, Key, Line, Problem, lines_of, problems_of
from urusan.models import Edition, Nomenclature, Urusan

FIELDS = ("level", "name", "kinerja", "indikator", "satuan")
BIDANG_PREFIX = re.compile(r"^urusan pemerintahan bidang\s+", re.IGNORECASE)
BATCH = 500


class ImportRefused(NotAllowed):
    """The list was not taken over and nothing was changed; `problems` names every error by its row."""

    def __init__(self, message: str, problems: list[Problem] | None = None) -> None:
        super().__init__(message)
        self.problems = problems or []


@dataclass(frozen=True)
class Counts:
    """What an import did: new codes, changed ones, and those that were already as in the file."""

    new: int = 0
    changed: int = 0
    same: int = 0


@transaction.atomic
def import_nomenclature(table: Table, *, only: Collection[str] = (), actor=None) -> Counts:
    """Add and change codes as the table says (`only` these editions, where any is named); none is removed.

    Raises ImportRefused with every error of the file.
    """
    lines = _checked_columns(table, only)
    editions = {e.slug: e for e in Edition.objects.select_for_update().order_by("pk")}
    nodes = _nodes_of({line.edition for line in lines})
    problems = problems_of(lines, editions, {key: node.level for key, node in nodes.items()})
    if problems:
        raise ImportRefused(_("Ada %(n)d kesalahan dalam berkas.") % {"n": len(problems)}, problems)
    counts = _write(lines, editions, nodes)
    if counts.new or counts.changed:
        data = {"editions": sorted({line.edition for line in lines}), **asdict(counts)}
        record("urusan.import_nomenclature", None, actor=actor, data=data)
    return counts


def _checked_columns(table: Table, only: Collection[str]) -> list[Line]:
    missing = [name for name in COLUMNS if name not in table.columns]
    if missing:
        raise ImportRefused(
            _("Baris 1: kolom %(names)s tidak ada. Kolom yang diperlukan: %(all)s.")
            % {"names": ", ".join(missing), "all": ", ".join(COLUMNS)}
        )
    lines = lines_of(table, only)
    if not lines:
        raise ImportRefused(_("Tidak ada baris yang dapat diimpor. Periksa isi berkas dan edisinya."))
    return lines


def _nodes_of(slugs: Collection[str]) -> dict[Key, Nomenclature]:
    rows = Nomenclature.objects.filter(edition__slug__in=slugs).select_related("edition")
    return {(node.edition.slug, node.code): node for node in rows}


def _write(lines: list[Line], editions: dict[str, Edition], nodes: dict[Key, Nomenclature]) -> Counts:
    """Level by level from the root, so that every parent has its key before its children need it."""
    urusan = {row.slug: row for row in Urusan.objects.all()}
    added: list[Nomenclature] = []
    changed: list[Nomenclature] = []
    for level in LEVELS:
        fresh = []
        for line in (line for line in lines if line.level == level):
            node = nodes.get(line.key)
            if node is None:
                node = nodes[line.key] = Nomenclature(edition=editions[line.edition], code=line.code)
                fresh.append(node)
                _take_over(line, node, nodes, urusan)
            elif _take_over(line, node, nodes, urusan):
                changed.append(node)
        added += Nomenclature.objects.bulk_create(fresh, batch_size=BATCH)
    Nomenclature.objects.bulk_update(changed, [*FIELDS, "parent", "urusan"], batch_size=BATCH)
    _set_lineage(nodes)
    return Counts(len(added), len(changed), len(lines) - len(added) - len(changed))


def _take_over(line: Line, node: Nomenclature, nodes: dict[Key, Nomenclature], urusan: dict) -> bool:
    """Make the node what the line says; whether that changed anything."""
    before = _content(node)
    for field in FIELDS:
        setattr(node, field, getattr(line, field))
    node.parent = nodes[line.parent_key] if line.parent_code else None
    if node.urusan_id is None:  # one that somebody chose stays
        node.urusan = urusan.get(urusan_slug(line))
    return _content(node) != before


def _content(node: Nomenclature) -> tuple:
    return (*(getattr(node, field) for field in FIELDS), node.parent_id, node.urusan_id)


def urusan_slug(line: Line) -> str:
    """Which of our urusan a bidang urusan means: "URUSAN PEMERINTAHAN BIDANG STATISTIK" is `statistik`."""
    return slugify(BIDANG_PREFIX.sub("", line.name)) if line.level == "bidang_urusan" else ""


def _set_lineage(nodes: dict[Key, Nomenclature]) -> None:
    by_id = {node.pk: node for node in nodes.values()}
    moved = []
    for node in sorted(by_id.values(), key=lambda node: LEVELS.index(node.level)):
        above = by_id[node.parent_id].lineage if node.parent_id else []
        if node.lineage != [*above, node.pk]:
            node.lineage = [*above, node.pk]
            moved.append(node)
    Nomenclature.objects.bulk_update(moved, ["lineage"], batch_size=BATCH)
