"""The demo's two plans: lines, indicators, chapters, tables, and which line answers which proposal.

Amounts come from published plans where a sub kegiatan has the same name there (data/plan-rows.csv); all others are
made up, and each line's note says which of the two it is.
"""

import datetime
import json
import re
from collections.abc import Collection
from decimal import ROUND_HALF_UP, Decimal
from string import Template

from accounts.models import User
from demo.host import DATA, read_csv
from demo.stories import Stage
from forums.models import Forum
from renja.models import Renja
from renja.services import (
    add_line,
    create_plan,
    link_proposal,
    save_chapter,
    save_line,
    save_rows,
    save_settings,
)
from renja.services.plans import settings_mark
from renja.services.revisions import freeze_revision
from renja.services.tables import RowEdit
from renja.stages import Stage as PlanStage
from renja.urgency import Urgency
from stakeholders.models import Unit
from urusan.models import Nomenclature

PUBLISHED_NOTE = "Pagu rencana terbit 2025"
SAMPLE_NOTE = "Pagu contoh"
GROWTH = Decimal("1.05")  # forward estimate; made up, as no source gives any
THOUSAND = Decimal(1000)
PART = re.compile(r"^=== (\S+)\n", re.MULTILINE)


def begin_plan(forum: Forum, actor: User, *, stage: str, dated: datetime.date | None) -> Renja:
    """A public plan in the edition of codes of its year."""
    renja = create_plan(forum, actor=actor)
    values = {"stage": stage, "dated": dated, "is_published": True}
    return save_settings(renja, actor=actor, seen=settings_mark(renja), **values)


def settle_plan(renja: Renja, actor: User) -> None:
    """A plan that was established before the portal was there: nothing is known of the act."""
    save_settings(renja, actor=actor, seen=settings_mark(renja), stage=PlanStage.DITETAPKAN)


def write_lines(renja: Renja, file: str, actor: User, *, from_forum: bool | None = None) -> None:
    """The lines of a file of demo/data, with their indicators: all, those that come from the forum, or the others."""
    published = {_plain(row["sub_kegiatan"]): row["pagu_rp"] for row in read_csv("plan-rows.csv")}
    units = {unit.short_name: unit for unit in Unit.objects.all()}
    nodes = {node.code: node for node in Nomenclature.objects.of_edition(renja.edition)}
    for row in read_csv(file):
        if from_forum not in (None, row["asal"] == "forum"):
            continue
        node = nodes[row["kode"]]
        known = published.get(_plain(node.name), "")
        pagu = Decimal(known or row["pagu"])
        line = add_line(renja, node, actor=actor)
        values = {
            "location": row["lokasi"],
            "target_group": row["sasaran"],
            "origin": row["asal"],
            "urgency": [row["asal"]] if row["asal"] in Urgency.values else [],
            "unit": units.get(row.get("bidang", "")),
            "note": PUBLISHED_NOTE if known else SAMPLE_NOTE,
            "withheld_reason": row.get("dikecualikan", ""),
        }
        rows = {"indicators": [_indicator(line, row)], "fundings": _fundings(row["sumber"], pagu)}
        save_line(line, actor=actor, seen=line.version, values=values, **rows)


def _fundings(told: str, pagu: Decimal) -> list[dict]:
    """`PAD`, or `PAD 60; DAU 40`: each source with its percentage of the pagu."""
    parts = [part.strip().rpartition(" ") for part in told.split(";")] if ";" in told else [(told, "", "100")]
    amounts = [(name, pagu * Decimal(share) / 100) for name, _space, share in parts]
    return [{"source": name, "amount": amount, "forward": _forward(amount)} for name, amount in amounts]


def _indicator(line, row: dict) -> dict:
    """The official indicator where the edition has one, else the file's own."""
    official = line.indicators.first()
    return {
        "id": official.pk if official else None,
        "text": official.text if official else row["indikator"],
        "target": Decimal(row["target"]),
        "target_label": "",
        "satuan": official.satuan if official else row["satuan"],
        "forward_target": Decimal(row["prakiraan"]),
    }


def _plain(name: str) -> str:
    return " ".join(name.split()).lower()


def _forward(pagu: Decimal) -> Decimal:
    return (pagu * GROWTH / THOUSAND).quantize(Decimal(1), ROUND_HALF_UP) * THOUSAND


def write_tables(renja: Renja, file: str, actor: User) -> None:
    """The rows of the tables that are typed by hand, as a file of demo/data holds them by label; codes bring their names."""
    nodes = {node.code: node for node in Nomenclature.objects.of_edition(renja.edition)}
    for label, rows in json.loads((DATA / file).read_text(encoding="utf-8")).items():
        save_rows(renja, label, actor=actor, edits=[_row(nodes, row) for row in rows])


def _row(nodes: dict[str, Nomenclature], row: dict[str, str]) -> RowEdit:
    node = nodes[row["kode"]] if "kode" in row else None
    named = {"uraian": node.name, "indikator": node.indikator} if node else {}
    return RowEdit(named | {key: value for key, value in row.items() if key != "kode"}, node)


def write_chapters(renja: Renja, file: str, actor: User, *, drafts: Collection[str] = ()) -> None:
    """The texts of a file of demo/data, a part after each line `=== key`; years are filled in. All but the drafts are ready."""
    text = (DATA / file).read_text(encoding="utf-8")
    years = {"tahun": renja.year, "lalu": renja.year - 2, "berjalan": renja.year - 1, "maju": renja.year + 1}
    keys_and_texts = PART.split(text)[1:]
    for key, typed in zip(keys_and_texts[::2], keys_and_texts[1::2], strict=True):
        seen = renja.chapters.filter(key=key).values_list("version", flat=True).first() or 0
        text = Template(typed).substitute(years)
        save_chapter(renja, key, actor=actor, seen=seen, text=text, ready=key not in drafts)


def freeze_first_draft(renja: Renja, actor: User) -> None:
    """The plan as it was before the forum: without the lines that the forum brought."""
    note = "Disusun dari Renstra dan rancangan awal RKPD, sebelum forum."
    reason = "Bagian naskah dan usulan dilengkapi setelah forum."
    freeze_revision(renja, actor=actor, stage=PlanStage.RANCANGAN_AWAL, seen=0, note=note, reason=reason)


def link_accepted(renja: Renja, stage: Stage, actor: User) -> None:
    """Which line answers which accepted proposal, by data/tautan.csv; the others stay without a line."""
    lines = {line.node.code: line for line in renja.lines.select_related("node")}
    for row in read_csv("tautan.csv"):
        proposal = stage.made[row["judul"]]
        share, amount = Decimal(row["bagian"]), Decimal(row["pagu"])
        link_proposal(lines[row["kode"]], proposal, actor=actor, share=share, amount=amount)
