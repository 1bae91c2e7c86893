"""Workbooks of the plan in every state that a page can show, and a line that stands in SIPD."""

from django.utils import timezone

from renja.models import PlanFile, SipdEntry
from tests.e2e.full_city.frame import FullCity
from tests.factories.jobs import JobFactory

SHEET = {
    "name": "Renja", "chosen": True, "names": ["Kode", "Lokasi"], "last_head_row": 1,
    "rows": {"2": ["2.16.02.2.01.0014", "Seluruh kota"]},
}  # fmt: skip


def make_files(town: FullCity) -> dict[str, PlanFile]:
    """Asked twice, the same ones."""
    found = {file.original_name.removesuffix(".xlsx"): file for file in town.renja.files.all()}
    return found or _made(town)


def _made(town: FullCity) -> dict[str, PlanFile]:
    moment, line = timezone.now(), town.lines["empty"]
    SipdEntry.objects.create(line=town.lines["full"], version=town.lines["full"].version)
    SipdEntry.objects.create(line=line, version=line.version + 1)
    told = {
        "sheet": "Renja",
        "code": "2.16.02.2.01.0014",
        "title": "Konten",
        "version": 1,
        "errors": [],
        "notes": [],
        "changes": [],
    }
    change = {"label": "Lokasi", "old": "–", "new": "Seluruh kota"}
    rows = [
        told | {"row": 2, "kind": "new", "notes": ["Baris baru."], "changes": [change]},
        told | {"row": 3, "kind": "changed", "changes": [change]},
        told | {"row": 4, "kind": "wrong", "errors": ["Baris 4, kolom B: teks terlalu panjang."]},
    ]
    missing = [
        {"id": line.pk, "version": 1, "code": "2.16.02.2.01.0015", "title": "Layanan", "kept": ""},
        {"id": 0, "version": 1, "code": "2.16.02.2.01.0016", "title": "Media", "kept": "Menjawab usulan."},
    ]
    counts = {"new": 1, "changed": 1, "same": 0, "untouched": 0, "wrong": 1, "missing": 2, "skipped": 1}
    report = {"rows": rows, "missing": missing, "counts": counts, "mark": "0"}
    report["skipped"] = [{"sheet": "Renja", "row": 5, "text": "JUMLAH"}]
    about = {"renja": town.renja, "sha256": "0" * 64, "size": 9, "headings": "0" * 64, "row_count": 3}
    waiting = about | {"sheets": [SHEET], "columns": {"code": "Kode", "location": "Lokasi"}}
    checked = waiting | {"report": report, "checked_at": moment}
    done = about | {"report": report, "checked_at": moment, "applied_at": moment, "new_count": 1}
    kinds = {
        "mapped": waiting,
        "checked": checked,
        "compared": checked | {"is_comparison": True},
        "working": waiting | {"job": JobFactory(kind="plan_file_check", key="0")},
        "applied": done,
        "undone": done | {"undone_at": moment},
    }
    return {
        name: PlanFile.objects.create(original_name=f"{name}.xlsx", **given) for name, given in kinds.items()
    }
