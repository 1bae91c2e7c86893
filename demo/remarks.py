"""What the demo's Bappeda remarks on the current plan: a revision frozen, handed over, examined, and partly followed up.

All of it happens at the moment of loading, because a frozen revision keeps its own.
"""

from collections.abc import Callable

from accounts.models import User
from renja.models import Examination, Renja
from renja.remarks.content import Examined, Spot
from renja.remarks.models import State
from renja.services.remarks import answer_remark, hand_over, send_batch, write_remarks
from renja.services.revisions import freeze_revision
from renja.stages import Stage
from stakeholders.models import Organization

# What it is about ("": the first line that carries money), the remark, what the planner answers and how far it is.
STORY: tuple[tuple[str, str, str, State | None], ...] = (
    (
        "naskah:1.2",
        "Landasan hukum agar dilengkapi dengan Peraturan Wali Kota tentang kedudukan, susunan organisasi, tugas, dan fungsi.",
        "Peraturannya ditambahkan sebagai butir terakhir, sesudah Peraturan Daerah.",
        State.DONE,
    ),
    (
        "naskah:2.1",
        "Analisis tidak hanya yang tidak tercapai, tetapi juga yang tercapai atau melebihi target; sebutkan faktor pendorongnya.",
        "Uraian sedang dilengkapi bidang masing-masing.",
        State.FOLLOWED,
    ),
    ("", "Target kinerja agar dijelaskan cara menghitungnya pada catatan penting.", "", None),
    (
        "umum:",
        "Judul tabel agar ditulis lengkap, misalnya “Tabel T-C.29”, pada setiap rujukan dalam naskah.",
        "",
        None,
    ),
)


def examine_plan(renja: Renja, staff: Callable[[str], User]) -> Examination:
    """Freeze the plan as it is, hand it to Bappeda, and let both sides say their part."""
    planner, examiner = staff("perencana"), staff("pemeriksa")
    reason = "Sebagian usulan masih menunggu pengesahan hasil."
    revision = freeze_revision(renja, actor=planner, stage=Stage.RANCANGAN, seen=1, reason=reason)
    agency = Organization.objects.get(is_planning_agency=True)
    note = "Mohon diverifikasi; yang belum dimuat disebutkan pada alasan pembekuan."
    examination = hand_over(revision, actor=planner, organization=agency, note=note)
    examined = Examined(revision)
    rows = [(_spot(examined, about), text) for about, text, _answer, _state in STORY]
    write_remarks(examination, actor=examiner, rows=rows)
    send_batch(examination, actor=examiner)
    for remark, (_about, _text, answer, state) in zip(examination.remarks.order_by("pk"), STORY, strict=True):
        if state:
            answer_remark(remark, actor=planner, seen=remark.version, state=state, text=answer)
    send_batch(examination, actor=planner)
    return examination


def _spot(examined: Examined, about: str) -> Spot:
    if about:
        return next(spot for spot in (examined.find(about),) if spot)
    return next(row.spot for row in examined.rows if row.is_leaf and not row.withheld)
