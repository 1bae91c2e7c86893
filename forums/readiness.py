"""What a forum needs before its day, as a list of what is there and what is missing.

Each app says what it knows in its own `readiness.py`, registered here; so a lower page shows what higher apps ask for. What is
only counted is counted for all of them in one statement.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import NoReverseMatch, reverse
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.dates import long_date, plain_date
from core.paging import count_each
from forums.models import Activity, Forum
from stakeholders.models import Official


@dataclass(frozen=True)
class Point:
    """One thing that a forum needs: whether it is there, in words, and where it is done ("": not by who reads it)."""

    label: str
    is_ready: bool
    note: str
    url: str = ""


Check = Callable[..., Iterator[Point]]
Lists = Callable[[Forum], tuple[QuerySet, ...]]
_checks: dict[int, tuple[Check, Lists]] = {}


def _nothing(forum: Forum) -> tuple[QuerySet, ...]:
    return ()


def readiness_check(place: int, counted: Lists = _nothing) -> Callable[[Check], Check]:
    """Register what an app knows about the readiness of a forum; points stand in the order of their places.

    The check is told how many rows each list of `counted` holds.
    """

    def register(check: Check) -> Check:
        if _checks.setdefault(place, (check, counted))[0] is not check:
            raise ValueError(f"two checks of readiness at place {place}")
        return check

    return register


def read_readiness(forum: Forum) -> list[Point]:
    """All points in their order, of all apps."""
    autodiscover_modules("readiness")
    checks = [(check, counted(forum)) for _place, (check, counted) in sorted(_checks.items())]
    counts = iter(count_each(*(rows for _check, lists in checks for rows in lists)))
    return [point for check, lists in checks for point in check(forum, *islice(counts, len(lists)))]


def where(name: str, forum: Forum) -> str:
    """The address of a forum's page, or "" where there is none of that name."""
    try:
        return reverse(name, args=[forum.plan_year])
    except NoReverseMatch:
        return ""


@readiness_check(10)
def _day(forum: Forum) -> Iterator[Point]:
    url, missing = where("forums:edit", forum), _("Belum ditetapkan")
    yield Point(
        _("Tanggal"), bool(forum.held_on), long_date(forum.held_on) if forum.held_on else missing, url
    )
    yield Point(
        _("Pukul"), bool(forum.starts_at), f"{forum.starts_at:%H.%M}" if forum.starts_at else missing, url
    )
    yield Point(_("Tempat"), bool(forum.place), forum.place or missing, url)


@readiness_check(20)
def _phases(forum: Forum) -> Iterator[Point]:
    opened = {activity for phase in forum.phases.all() for activity in phase.activities}
    for label, activity in (
        (_("Tahap yang menerima usulan"), Activity.SUBMIT),
        (_("Tahap untuk mencatat hasil"), Activity.DECIDE),
    ):
        is_there = activity in opened
        yield Point(label, is_there, _("Ada") if is_there else _("Belum ada"), where("forums:phases", forum))


@readiness_check(30, lambda forum: (forum.ceilings.all(),))
def _prepared(forum: Forum, ceilings: int) -> Iterator[Point]:
    note = _("Terisi") if ceilings else _("Belum diisi")
    yield Point(_("Pagu indikatif"), bool(ceilings), note, where("forums:ceilings", forum))
    rows = forum.programme.aggregate(count=Count("pk"), minutes=Sum("minutes"))
    words = _("%(count)d acara, seluruhnya %(minutes)d menit") % {
        name: rows[name] or 0 for name in ("count", "minutes")
    }
    note = words if rows["count"] else _("Belum disusun")
    yield Point(_("Susunan acara"), bool(rows["count"]), note, where("forums:programme", forum))
    weights = list(forum.criteria.values_list("weight", flat=True))
    note = _("%(count)d kriteria, bobot %(total)d") % {"count": len(weights), "total": sum(weights)}
    yield Point(
        _("Kriteria penilaian"),
        sum(weights) == 100,
        note if weights else _("Belum ada"),
        where("forums:criteria", forum),
    )


def _invitations(forum: Forum) -> tuple[QuerySet, ...]:
    """All who are to come, those whom the invitation reached, those without an address."""
    rows = forum.participants.all()
    return rows, rows.invited(), rows.filter(Q(email="") & Q(organization__email="") & Q(phone=""))


@readiness_check(40, _invitations)
def _invited(forum: Forum, count: int, reached: int, without: int) -> Iterator[Point]:
    url = where("forums:participants", forum)
    note = ngettext("%(n)d instansi", "%(n)d instansi", count) % {"n": count} if count else _("Belum ada")
    yield Point(_("Peserta"), bool(count), note, url)
    note = _("%(reached)d dari %(count)d undangan sudah disampaikan") % {"reached": reached, "count": count}
    yield Point(_("Undangan"), bool(count) and reached == count, note, url)
    if without:
        note = _("%(n)d instansi belum punya surel atau nomor WhatsApp") % {"n": without}
        yield Point(_("Alamat undangan"), False, note, url)


@readiness_check(70)
def _signer(forum: Forum) -> Iterator[Point]:
    if forum.held_on is None:
        return
    signer = Official.objects.signer_on(forum.held_on)
    nobody = _("Belum ada pada %(day)s; admin mengisinya di Pengaturan, bagian Pejabat")
    note = signer.title if signer else nobody % {"day": plain_date(forum.held_on)}
    yield Point(_("Pejabat penanda tangan"), bool(signer), note)


@readiness_check(80)
def _shown(forum: Forum) -> Iterator[Point]:
    note = _("Dapat dibaca semua orang") if forum.is_published else _("Baru dapat dibaca pegawai")
    yield Point(_("Ditampilkan kepada publik"), forum.is_published, note)
