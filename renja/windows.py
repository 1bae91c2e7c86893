"""When the plan can be edited: while its window is open and the plan is not locked.

A plan that was established rests, whatever the windows say; its change (Perubahan Renja) can be edited whatever they say,
beside the forum of the next year.
"""

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import long_datetime
from forums.models import Activity, Forum
from renja.errors import PlanRefused
from renja.stages import SETTLED, Stage


def edit_refusal(forum: Forum, user) -> str:
    """Why this person cannot edit the plan now, in one sentence; empty when they can."""
    plan = getattr(forum, "renja", None)
    return _refusal(forum, user, plan.stage if plan else "")


def check_may_edit(forum: Forum, actor) -> None:
    """Raises PlanRefused with the sentence of `edit_refusal`. Holds the plan until the verb is done, so that nobody freezes
    it meanwhile, and waits for whoever does."""
    problem = _refusal(forum, actor, _held_stage(forum))
    if problem:
        raise PlanRefused(problem)


def _held_stage(forum: Forum) -> str:
    """The plan's stage as it is now, "" before there is a plan. Those who edit share this lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT stage FROM renja_renja WHERE forum_id = %s FOR KEY SHARE", [forum.pk])
        found = cursor.fetchone()
    return found[0] if found else ""


def _refusal(forum: Forum, user, stage: str) -> str:
    if not user.has_perm("renja.edit"):
        return _("Hanya perencana yang dapat menyunting Renja.")
    if stage == Stage.PERUBAHAN:
        return ""
    if stage in SETTLED:
        return _(
            "Renja %(year)s sudah ditetapkan. Untuk mengubahnya, buka Perubahan Renja di halaman Revisi."
        ) % {"year": forum.plan_year}
    if forum.is_locked:
        return _locked(forum)
    return "" if forum.is_open(Activity.EDIT_PLAN) else _closed(forum)


def _locked(forum: Forum) -> str:
    since = forum.windows(Activity.LOCK)[0].opens_at
    return _("Renja %(year)s dikunci sejak %(from)s, sehingga isinya tidak dapat diubah.") % {
        "year": forum.plan_year,
        "from": long_datetime(since),
    }


def _closed(forum: Forum) -> str:
    window = forum.window(Activity.EDIT_PLAN)
    if window is None:
        return _("Tahapan penyuntingan Renja belum dijadwalkan. Sekretariat dapat menetapkannya.")
    if window.opens_at > timezone.now():
        return _("Penyuntingan Renja baru dibuka %(at)s.") % {"at": long_datetime(window.opens_at)}
    return _("Penyuntingan Renja sudah ditutup %(at)s.") % {"at": long_datetime(window.closes_at)}
