"""What the sessions of a forum need before its day."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from forums.models import Forum
from forums.readiness import Point, readiness_check, where
from proposals.choices import Status


@readiness_check(50)
def _sittings(forum: Forum) -> Iterator[Point]:
    url, rows = where("meetings:sittings", forum), forum.sittings.order_by()
    count = rows.count()
    note = _("%(n)d sidang") % {"n": count} if count else _("Belum ada")
    yield Point(_("Sidang kelompok"), bool(count), note, url)
    without = rows.filter(Q(chair="") | Q(secretary="")).count()
    missing = _("Pimpinan atau sekretaris %(n)d sidang belum diisi") % {"n": without}
    ready = bool(count) and not without
    yield Point(
        _("Pimpinan sidang"), ready, _("Terisi") if ready else missing if count else _("Belum ada"), url
    )


@readiness_check(55)
def _agenda(forum: Forum) -> Iterator[Point]:
    waiting = forum.proposals.filter(status=Status.VERIFIED, agenda_item=None).order_by().count()
    note = _("%(n)d usulan terverifikasi belum masuk acara sidang") % {"n": waiting}
    yield Point(
        _("Usulan yang dibahas"),
        not waiting,
        note if waiting else _("Semua usulan terverifikasi masuk acara sidang"),
        where("meetings:sittings", forum),
    )
