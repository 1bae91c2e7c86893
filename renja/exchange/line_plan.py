"""The lines of a file against the lines of the plan."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from core.money import rupiah
from renja.codes import find_in_edition
from renja.exchange.columns import LABELS
from renja.exchange.contents import NOTHING, ROWS, Content, content_of, mark_of, same, whole_lines
from renja.exchange.plan import CHANGED, NEW, SAME, UNTOUCHED, WRONG, Missing, Plan, Planned, Tag
from renja.exchange.reading import FileLine, LineReader
from renja.exchange.words import changes
from renja.funding import MOST_FUNDINGS
from renja.models import Fulfilment, PlanFile, Renja, RenjaLine
from renja.outline import UPPER_LEVELS
from urusan.codes import display_code
from urusan.models import Nomenclature

MOST_INDICATORS = 40
BLANK: dict[str, Any] = {
    "text": "", "target": None, "target_label": "", "satuan": "", "forward_target": None,
    "source": "", "amount": None, "forward": None,
}  # fmt: skip
KEYS = {"indicators": "text", "fundings": "source"}


class LinePlanner:
    """Reads a file and everything of the plan that it is compared with: once, whatever the number of lines."""

    def __init__(self, file: PlanFile) -> None:
        self.file, self.renja = file, file.renja
        self.reader = LineReader(file)
        self.lines = lines_by_node(self.renja)

    def plan(self) -> Plan:
        found = self.reader.lines()
        nodes = find_in_edition(self.renja, [line.code for line in found])
        rows: dict[int, Planned] = {}
        planned = []
        for line in found:
            row = self._planned(line, nodes.get(line.code))
            if row is None:
                self.reader.skipped.append(
                    {"sheet": line.sheet, "row": line.row, "text": f"{line.code} {line.name}"[:60]}
                )
                continue
            planned.append(row)
            node = nodes.get(line.code)
            if node and rows.setdefault(node.pk, row) is not row:
                _mark_twin(row, rows[node.pk])
        return Plan(planned, self._missing(rows), self.reader.skipped)

    def _planned(self, told: FileLine, node: Nomenclature | None) -> Planned | None:
        """What becomes of one line of the file; None for a heading among them."""
        row = Planned(WRONG, told.sheet, told.row, told.code, told.name, errors=told.errors, notes=told.notes)
        if node is None:
            if told.is_empty or len(told.code.split(".")) < 3:
                return None
            row.errors.append(self._no_code(told))
            return row
        row.code, row.title = display_code(node.code, self.renja.bidang_code), node.name
        line = self.lines.get(node.pk)
        if self._is_heading(told, node, line):
            return None
        row.thing, row.node, row.version = line, node, line.version if line else 0
        row.errors += [f"{_at(told)}: {problem}" for problem in self._usable(node)]
        if row.errors:
            return row
        return self._compared(row, told, node)

    def _no_code(self, told: FileLine) -> str:
        words = _("%(where)s: kode %(code)s tidak ada dalam edisi nomenklatur Renja ini (%(edition)s).")
        return words % {"where": _at(told), "code": told.code, "edition": self.renja.edition}

    def _is_heading(self, told: FileLine, node: Nomenclature, line: RenjaLine | None) -> bool:
        """Urusan and bidang urusan always; above the lowest level what says nothing but sums, and has no line."""
        if node.level == self.renja.edition.leaf_level:
            return False
        if node.level not in UPPER_LEVELS:
            return True
        promises = told.indicators or any(told.values.values())
        outside = self.file.unit_id and line is not None and line.unit_id != self.file.unit_id
        return not promises and (line is None or bool(outside))

    def _usable(self, node: Nomenclature) -> Iterable[str]:
        if node.is_regency_only:
            yield _("kode ini hanya untuk kabupaten, sehingga tidak dapat dimuat dalam Renja kota.")

    # One line compared

    def _compared(self, row: Planned, told: FileLine, node: Nomenclature) -> Planned:
        before = content_of(row.thing) if row.thing else self._begun(node)
        if node.level != self.renja.edition.leaf_level:
            if told.fundings:
                row.notes.append(_("Dana di atas tingkat terbawah dihitung, sehingga tidak dibaca."))
            told.fundings = []
        wanted = self._wanted(row, told, before, node)
        if row.errors:
            return row
        row.wanted = wanted
        if row.thing is None:
            row.kind, row.changes = NEW, changes(NOTHING, wanted)
            if Tag.read(told.tag) and not self.file.is_comparison:
                row.notes.append(
                    _("Baris ini sudah dihapus di portal setelah berkas diunduh; ditulis kembali.")
                )
            return row
        row.changes = changes(before, wanted)
        row.kind = CHANGED if row.changes else SAME
        self._judge(row, told, before)
        return row

    def _begun(self, node: Nomenclature) -> Content:
        """What a line begins with where the file has no columns for it, as when it is added by hand."""
        begun = Content(dict(NOTHING.values))
        begun.values["unit"] = self.file.unit
        if node.indikator:
            begun.indicators = [_blank("indicators") | {"text": node.indikator, "satuan": node.satuan}]
        return begun

    def _wanted(self, row: Planned, told: FileLine, before: Content, node: Nomenclature) -> Content:
        is_leaf = node.level == self.renja.edition.leaf_level
        always = (
            {"origin", "unit"} if self.file.unit_id else {"origin"}
        )  # an empty cell leaves them as they are
        told_values = {name: value for name, value in told.values.items() if value or name not in always}
        values = before.values | told_values
        wanted = Content(
            values,
            self._rows(row, told, "indicators", before.indicators),
            self._rows(row, told, "fundings", before.fundings) if is_leaf else before.fundings,
        )
        _check_rows(row, told, wanted)
        if self.file.unit and wanted.values["unit"] != self.file.unit and row.thing is None:
            words = _(
                "%(where)s: berkas ini untuk %(unit)s, sehingga barisnya tidak dapat masuk ke bidang lain."
            )
            row.errors.append(words % {"where": _at(told), "unit": self.file.unit.name})
        promised = self.promised.get(row.thing.pk) if row.thing else None
        if promised and wanted.pagu is not None and wanted.pagu < promised and not self.file.is_comparison:
            words = _("%(where)s: pagu kurang dari bagian yang sudah dihitung untuk usulan, yaitu %(sum)s.")
            row.errors.append(words % {"where": _at(told), "sum": rupiah(promised)})
        return wanted

    @property
    def promised(self) -> Mapping[int, Decimal]:
        """Rupiah that proposals were promised of each line."""
        if not hasattr(self, "_promised"):
            rows = Fulfilment.objects.filter(line__renja=self.renja).order_by().values_list("line")
            self._promised = {line: total for line, total in rows.annotate(Sum("amount")) if total}
        return self._promised

    def _rows(self, row: Planned, told: FileLine, name: str, here: list[dict]) -> list[dict]:
        """Indicators or sources of funds as they shall be: of each what the file has columns for, the rest as it is."""
        asked: list[dict] = getattr(told, name)
        mapped = set(ROWS[name][1]) & self.reader.fields
        key = KEYS[name]
        if not mapped:
            return here
        if key in mapped:
            return _by_key(name, _each_once(row, asked, key, is_ours=bool(told.tag)), here)
        if len(asked) <= 1 and len(here) <= 1:
            return [(here[0] if here else _blank(name)) | asked[0]] if asked else here
        words = _("%(where)s: ada beberapa %(what)s; sertakan juga kolom “%(column)s”.")
        what = _("indikator") if name == "indicators" else _("sumber dana")
        row.errors.append(words % {"where": _at(told), "what": what, "column": LABELS[key]})
        return here

    def _judge(self, row: Planned, told: FileLine, before: Content) -> None:
        """Whose line it is, and what was changed here since the file went out."""
        if self.file.unit_id and row.thing.unit_id != self.file.unit_id:
            if row.kind == CHANGED:
                row.kind = UNTOUCHED
                row.notes.append(_("Baris bidang lain; tidak disentuh."))
            return
        if self.file.unit_id and row.wanted.values["unit"] != row.thing.unit:
            row.errors.append(
                f"{_at(told)}: {_('bidang penanggung jawab tidak dapat dipindahkan dengan berkas satu bidang.')}"
            )
            row.kind = WRONG
        tag = Tag.read(told.tag)
        if tag is None or self.file.is_comparison or tag.version == row.version or row.kind != CHANGED:
            return
        if mark_of(row.wanted) == tag.mark:
            row.kind = UNTOUCHED
            row.notes.append(
                _("Diubah di portal setelah berkas diunduh; berkasnya tidak mengubah baris ini.")
            )
        elif mark_of(before) != tag.mark:
            row.kind = WRONG
            words = _(
                "%(where)s: baris ini diubah di portal setelah berkas diunduh, dan juga dalam berkas. Unduh yang baru dan "
                "ulangi perubahannya, atau hapus baris ini dari berkas."
            )
            row.errors.append(words % {"where": _at(told)})

    def _missing(self, named: Mapping[int, Planned]) -> list[Missing]:
        """Lines that the file does not name, those of other bidang aside; nothing happens to them by itself."""
        left = [line for node, line in self.lines.items() if node not in named]
        if self.file.unit_id:
            left = [line for line in left if line.unit_id == self.file.unit_id]
        return [
            Missing(
                line.pk, line.version, display_code(line.node.code, self.renja.bidang_code), line.node.name,
                _kept(line),
            )
            for line in left
        ]  # fmt: skip


def lines_by_node(renja: Renja) -> dict[int, RenjaLine]:
    """All lines of a plan with what they hold, by their code's id, in the order of codes; three queries."""
    lines = (
        RenjaLine.objects.filter(renja=renja).annotate(answered=Count("fulfilments")).saying_what_was_done()
    )
    found: dict[int, RenjaLine] = {row.node_id: row for row in whole_lines(lines.order_by("node__code"))}
    for row in found.values():
        row.renja = renja  # thousands of lines are called by it in the record
    return found


def _kept(line: RenjaLine) -> str:
    """Why a line does not go with a file."""
    if line.is_realised:
        return _("Realisasinya sudah dicatat, sehingga tidak dihapus.")
    return _("Menjawab usulan; hapus melalui halaman barisnya.") if line.answered else ""


def _at(told: FileLine) -> str:
    return _("Baris %(row)d") % {"row": told.row}


def _mark_twin(row: Planned, first: Planned) -> None:
    row.kind = WRONG
    words = _("Baris %(row)d: kode %(code)s sudah ditulis lain pada baris %(first)d.")
    row.errors.append(words % {"row": row.row, "code": row.code, "first": first.row})


def _each_once(row: Planned, asked: list[dict], key: str, *, is_ours: bool) -> list[dict]:
    """Merged cells of other layouts say the same several times."""
    if is_ours:
        return asked
    kept: list[dict] = []
    for one in asked:
        if one not in kept:
            kept.append(one)
        elif key == "source":
            words = _(
                "Sumber dana “%(name)s” dengan jumlah yang sama tertulis lebih dari sekali; dihitung sekali."
            )
            row.notes.append(words % {"name": one.get("source", "")})
    return kept


def _blank(name: str) -> dict[str, Any]:
    return {field: BLANK[field] for field in ROWS[name][1]}


def _by_key(name: str, asked: list[dict], here: list[dict]) -> list[dict]:
    key, left, rows = KEYS[name], list(here), []
    for one in asked:
        at = next((place for place, row in enumerate(left) if same(row[key], one[key])), None)
        known = None if at is None else left.pop(at)
        rows.append((known or _blank(name)) | one)
    return rows


def _check_rows(row: Planned, told: FileLine, wanted: Content) -> None:
    """What the forms of a line would not take either."""
    problems = []
    if any(not one["text"] for one in wanted.indicators):
        problems.append(_("target dan satuan memerlukan indikator."))
    names = [one["source"].casefold() for one in wanted.fundings]
    for name in dict.fromkeys(one["source"] for one in wanted.fundings):
        if names.count(name.casefold()) > 1:
            problems.append(_("sumber dana “%(name)s” tertulis lebih dari sekali.") % {"name": name})
    if len(wanted.fundings) > MOST_FUNDINGS:
        problems.append(_("paling banyak %(n)d sumber dana.") % {"n": MOST_FUNDINGS})
    if len(wanted.indicators) > MOST_INDICATORS:
        problems.append(_("paling banyak %(n)d indikator.") % {"n": MOST_INDICATORS})
    row.errors += [f"{_at(told)}: {problem}" for problem in problems]
