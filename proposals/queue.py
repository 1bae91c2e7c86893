"""The verifiers' queue: its tabs for each person, and the clock of working days that every row shows."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forums.workdays import workdays
from proposals.choices import Status
from proposals.models import Proposal
from proposals.presentation import Badge
from stakeholders.models import Role
from stakeholders.rules import standing_of

BY_DEADLINE = ("verify_due_on", "pk")
NEWEST_FIRST = ("-submitted_at", "-pk")
UNDIRECTED = "disposisi"


@dataclass(frozen=True)
class Tab:
    """One tab: its word in the address, its label, its proposals for a person, their order, what an empty one says."""

    slug: str
    label: str
    rows: Callable[..., QuerySet]
    order: tuple[str, ...]
    empty: str


def _waiting(user) -> QuerySet:
    return Proposal.objects.awaiting_verification(user)


def _undirected(user) -> QuerySet:
    return Proposal.objects.handled_by(user).filter(status=Status.SUBMITTED, unit__isnull=True)


def _elsewhere(user) -> QuerySet:
    rows = Proposal.objects.handled_by(user).filter(status=Status.SUBMITTED, unit__isnull=False)
    return rows.exclude(unit__in=standing_of(user).unit_ids)


def _returned(user) -> QuerySet:
    return Proposal.objects.handled_by(user).filter(status=Status.RETURNED)


def _done(user) -> QuerySet:
    return Proposal.objects.handled_by(user).exclude(status__in=(Status.SUBMITTED, Status.RETURNED))


def tabs_of(user) -> list[Tab]:
    """The tabs of a person, the one that they begin with first: verifiers verify, the secretariat names the bidang."""
    roles = standing_of(user).roles
    tabs = []
    if Role.VERIFIKATOR in roles:
        empty = _("Tidak ada usulan yang menunggu Anda periksa.")
        tabs.append(Tab("menunggu", _("Menunggu saya"), _waiting, BY_DEADLINE, empty))
    if Role.SEKRETARIAT in roles:
        empty = _("Semua usulan sudah didisposisikan.")
        tabs.append(Tab(UNDIRECTED, _("Belum didisposisikan"), _undirected, BY_DEADLINE, empty))
        empty = _("Tidak ada usulan yang sedang diperiksa bidang lain.")
        tabs.append(Tab("bidang", _("Di bidang"), _elsewhere, BY_DEADLINE, empty))
    empty = _("Tidak ada usulan yang sedang dilengkapi pengusulnya.")
    tabs.append(Tab("dilengkapi", _("Perlu dilengkapi"), _returned, NEWEST_FIRST, empty))
    empty = _("Usulan yang selesai diperiksa tampil di sini.")
    return [*tabs, Tab("selesai", _("Selesai diperiksa"), _done, NEWEST_FIRST, empty)]


def next_in_queue(user, *, after: Proposal, directing: bool = False) -> Proposal | None:
    """What the person does next: the nearest deadline in their first tab, or among what has no bidang yet."""
    tabs = tabs_of(user)
    tab = next((one for one in tabs if directing and one.slug == UNDIRECTED), tabs[0])
    return tab.rows(user).exclude(pk=after.pk).order_by(*tab.order).first()


def clock(proposal: Proposal) -> Badge | None:
    """How long there still is to verify it, in working days; None where nobody waits for that."""
    due = proposal.verify_due_on
    if proposal.status != Status.SUBMITTED or due is None:
        return None
    return time_left(due)


def time_left(due: datetime.date) -> Badge:
    """Until a day: how many working days there still are, or by how many it is late."""
    today = timezone.localdate()
    if due < today:
        late = workdays().between(due, today)
        words = ngettext("Lewat tenggat %(n)d hari kerja", "Lewat tenggat %(n)d hari kerja", late)
        return Badge(words % {"n": late} if late else _("Lewat tenggat"), "no")
    left = workdays().between(today, due)
    if left == 0:
        return Badge(_("Hari ini"), "warn")
    words = ngettext("%(n)d hari kerja lagi", "%(n)d hari kerja lagi", left) % {"n": left}
    return Badge(words, "warn" if left == 1 else "rest")
