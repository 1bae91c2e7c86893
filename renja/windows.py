"""When the plan can be edited: while its window is open and the plan is not locked."""

from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import long_datetime
from forums.models import Activity, Forum
from renja.errors import PlanRefused


def edit_refusal(forum: Forum, user) -> str:
    """Why this person cannot edit the plan now, in one sentence; empty when they can."""
    if not user.has_perm("renja.edit"):
        return _("Hanya perencana yang dapat menyunting Renja.")
    if forum.is_locked:
        return _locked(forum)
    return "" if forum.is_open(Activity.EDIT_PLAN) else _closed(forum)


def check_may_edit(forum: Forum, actor) -> None:
    """Raises PlanRefused with the sentence of `edit_refusal`."""
    problem = edit_refusal(forum, actor)
    if problem:
        raise PlanRefused(problem)


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
