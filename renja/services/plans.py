"""Beginning a plan, and what is said about the whole of it."""

import hashlib

from django.db import transaction
from django.utils.translation import gettext as _

from audit.services import record
from core.retrying import retried
from forums.models import Forum
from renja.errors import PlanRefused, StaleEdit
from renja.history import last_change
from renja.models import Chapter, Renja
from renja.stages import SETTLED
from renja.structure import structure_of
from renja.windows import check_may_edit, edit_refusal
from urusan.models import Edition, Level

SETTINGS = ("stage", "dated", "structure", "bidang_code", "is_published")
# They change what is printed; the other settings record the penetapan itself.
SETTLED_BY_LOCK = {"bidang_code", "structure"}


@retried(PlanRefused)
@transaction.atomic
def create_plan(forum: Forum, *, actor) -> Renja:
    """The plan of this forum with the edition of codes of its year; asked twice, the same one. Not yet public.

    The structure, and texts that go on from year to year, come from the last plan before it; nothing else of it is taken
    over.
    """
    check_may_edit(forum, actor)
    edition = Edition.objects.for_plan_year(forum.plan_year)
    if edition is None:
        raise PlanRefused(
            _("Belum ada edisi nomenklatur untuk tahun rencana %(year)s. Minta admin mengimpornya dahulu.")
            % {"year": forum.plan_year}
        )
    last = Renja.objects.filter(forum__plan_year__lt=forum.plan_year).order_by("-forum__plan_year").first()
    first = {"edition": edition, "is_published": False, **_own_bidang(edition)}
    if last:
        first["structure"] = last.structure
    renja, new = Renja.objects.get_or_create(forum=forum, defaults=first)
    if new:
        told = {"edition": edition.slug, "taken_over": _take_over_chapters(renja, last)}
        record(
            "renja.create", renja, actor=actor, data={name: value for name, value in told.items() if value}
        )
    return renja


def _take_over_chapters(renja: Renja, last: Renja | None) -> list[str]:
    """The texts that go on, of the last plan; which parts these are."""
    if last is None:
        return []
    keys = [part.key for part in structure_of(renja.structure).writable() if part.goes_on]
    texts = last.chapters.filter(key__in=keys).exclude(html="")
    made = Chapter.objects.bulk_create(Chapter(renja=renja, key=one.key, html=one.html) for one in texts)
    return sorted(one.key for one in made)


def _own_bidang(edition: Edition) -> dict[str, str]:
    """The first bidang urusan that this installation carries out, where the edition names one."""
    own = edition.nodes.filter(level=Level.BIDANG_URUSAN, urusan__isnull=False)
    code = own.order_by("urusan__order", "code").values_list("code", flat=True).first()
    return {"bidang_code": code} if code else {}


def settings_mark(renja: Renja) -> str:
    """A short mark of the settings as they are: what a person saw is stale when it is another one."""
    told = "|".join(str(getattr(renja, name)) for name in SETTINGS)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


@retried(PlanRefused)
@transaction.atomic
def save_settings(renja: Renja, *, actor, seen: str, **values) -> Renja:
    """Stage, date, structure, main bidang urusan, publication. `seen` is the `settings_mark` that the person had before their eyes.

    While the plan is locked, or established, all but structure and bidang urusan can still be set; the stage of a plan that
    was frozen follows its revisions. Texts and tables that another structure does not know are kept. Raises StaleEdit when
    somebody else changed a setting meanwhile.
    """
    locked = Renja.objects.select_for_update(of=("self",)).select_related("forum", "edition").get(pk=renja.pk)
    changed = [name for name in SETTINGS if name in values and getattr(locked, name) != values[name]]
    _check_may_set(locked, actor, changed)
    if not changed:
        return locked
    if settings_mark(locked) != seen:
        message = _("Pengaturan disimpan %(who)s setelah Anda membukanya. Isian Anda belum disimpan.")
        raise StaleEdit(message % {"who": last_change(locked)}, locked)
    for name in changed:
        setattr(locked, name, values[name])
    locked.save(update_fields=changed)
    told = {name: getattr(locked, name) for name in changed}
    record("renja.save_settings", locked, actor=actor, changed=changed, data=told)
    return locked


def _check_may_set(renja: Renja, actor, changed: list[str]) -> None:
    rests = renja.forum.is_locked or renja.stage in SETTLED
    if not (rests and actor.has_perm("renja.edit")):
        problem = edit_refusal(renja.forum, actor)
        if problem:
            raise PlanRefused(problem)
    if "stage" in changed and renja.revisions.exists():
        raise PlanRefused(
            _("Tahap Renja ini mengikuti revisinya. Bekukan revisi berikutnya di halaman Revisi.")
        )
    if renja.forum.is_locked and SETTLED_BY_LOCK & set(changed):
        raise PlanRefused(
            _(
                "Renja sudah dikunci: susunan dan kode bidang urusan tidak dapat diubah. Tahap, tanggal, dan penayangan "
                "masih dapat."
            )
        )
    if SETTLED_BY_LOCK & set(changed) and renja.is_established:
        raise PlanRefused(
            _("Renja sudah ditetapkan, sehingga susunannya dan kode bidang urusan tidak dapat diganti.")
        )
