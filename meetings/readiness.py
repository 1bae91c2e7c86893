"""What the sessions of a forum need before its day."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from forums.models import Forum
from forums.readiness import Point, readiness_check, where
from proposals.choices import Status


def _led(forum: Forum) -> tuple[QuerySet, ...]:
    """All sessions, and those that nobody leads or writes down."""
    return forum.sittings.all(), forum.sittings.filter(Q(chair="") | Q(secretary=""))


@readiness_check(50, _led)
def _sittings(forum: Forum, count: int, without: int) -> Iterator[Point]:
    url = where("meetings:sittings", forum)
    note = _("%(n)d sidang") % {"n": count} if count else _("Belum ada")
    yield Point(_("Sidang kelompok"), bool(count), note, url)
    missing = _("Pimpinan atau sekretaris %(n)d sidang belum diisi") % {"n": without}
    ready = bool(count) and not without
    yield Point(
        _("Pimpinan sidang"), ready, _("Terisi") if ready else missing if count else _("Belum ada"), url
    )


@readiness_check(55, lambda forum: (forum.proposals.filter(status=Status.VERIFIED, agenda_item=None),))
def _agenda(forum: Forum, waiting: int) -> Iterator[Point]:
    note = _("%(n)d usulan terverifikasi belum masuk acara sidang") % {"n": waiting}
    yield Point(
        _("Usulan yang dibahas"),
        not waiting,
        note if waiting else _("Semua usulan terverifikasi masuk acara sidang"),
        where("meetings:sittings", forum),
    )
