"""Whose personal data was opened or taken, by whom and when, as far as it was recorded: for the notice after a breach.

Three sources: readings (`audit.readings`), downloads and openings that the record holds, and what pages show today of
those whom they were about. A page that lists many names nobody: it is told as a list, and everybody in it counts.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from audit.models import Entry, Reading
from audit.services import record
from core.errors import NotAllowed
from renja_portal.privacy.persons import Person, persons_of
from renja_portal.upkeep.wording import action_words

REPORT = "stakeholders.operate"
# Deeds of the record that hand personal data to whoever does them, and what of it.
TAKEN = {
    "account.export_data": "account",
    "proposal.open_whatsapp": "contact",
    "invitation.open_whatsapp": "invited",
    "attendance.print": "presence",
    "attendance.make_pdf": "presence",
    "proposal.confirm_phone": "contact",
    "proposal.tell_in_person": "contact",
}
SHOWN = {
    "contact": _l("nama, telepon, surel pengusul"),
    "file": _l("berkas yang diunggah"),
    "presence": _l("nama, instansi, jabatan, nomor HP yang hadir"),
    "invited": _l("nama, jabatan, telepon, surel wakil dan narahubung"),
    "account": _l("nama, surel, telepon, peran pemilik akun"),
    "letter": _l("alamat surel dan isi surat"),
}


class BreachRefused(NotAllowed):
    """The report is not for this person."""


@dataclass(frozen=True)
class Seen:
    """One opening: when, by which account, which page or deed, what it showed; `about` as it stood in the address."""

    at: datetime
    account: int | None
    place: str
    shows: tuple[str, ...]
    about: dict[str, str]


@dataclass
class Touched:
    """One person (or one list of persons) whose data was opened."""

    person: Person
    shows: set[str] = field(default_factory=set)
    accounts: set[int] = field(default_factory=set)
    times: list[datetime] = field(default_factory=list)

    @property
    def what(self) -> str:
        return "; ".join(str(SHOWN[name]) for name in sorted(self.shows))

    @property
    def first(self) -> datetime:
        return min(self.times)

    @property
    def last(self) -> datetime:
        return max(self.times)

    @property
    def who(self) -> str:
        return ", ".join(str(_("Akun %(n)s") % {"n": number}) for number in sorted(self.accounts))


@transaction.atomic
def breach_report(
    first: datetime, last: datetime, *, actor, account: int | None = None, about: str = ""
) -> list[Touched]:
    """Everybody whose data was opened from `first` to `last`, the first opened first; that it was asked is recorded.

    `account` narrows it to what one account opened, `about` to one thing by its number or key, such as ASP-2028-0001.
    `actor` None is whoever types commands on the server. Raises BreachRefused.
    """
    if actor is not None and not actor.has_perm(REPORT):
        raise BreachRefused(_("Hanya admin yang menyusun laporan kebocoran."))
    touched = _gathered(list(seen_between(first, last, account=account, about=about)))
    data = {"from": first, "until": last, "by": account or "", "count": len(touched)}
    record("privacy.report_breach", None, actor=actor, data=data)
    return touched


def seen_between(first: datetime, last: datetime, *, account: int | None, about: str) -> Iterator[Seen]:
    """Readings, then deeds of the record."""
    readings = Reading.objects.between(first, last)
    entries = Entry.objects.filter(at__gte=first, at__lte=last, action__in=TAKEN).order_by("id")
    if account is not None:
        readings, entries = readings.done_by(account), entries.filter(actor_id=account)
    for one in readings.iterator():
        if not about or about in one.about.values():
            yield Seen(one.at, one.actor_id, one.place, tuple(one.shows), one.about)
    for entry in entries.iterator():
        if not about or about in entry.object_label or about == entry.object_id:
            thing = {entry.object_type: entry.object_id}
            yield Seen(entry.at, entry.actor_id, action_words(entry.action), (TAKEN[entry.action],), thing)


def _gathered(openings: Iterable[Seen]) -> list[Touched]:
    """By person: what of each was opened, by whom, when."""
    same: dict[tuple, list[Seen]] = defaultdict(list)
    for one in openings:
        same[one.place, one.shows, tuple(sorted(one.about.items()))].append(one)
    found: dict[str, Touched] = {}
    for (place, shows, about), group in same.items():
        for person in persons_of(place, shows, dict(about)):
            touched = found.setdefault(person.key, Touched(person))
            touched.shows |= set(shows)
            touched.accounts |= {one.account for one in group if one.account}
            touched.times += [one.at for one in group]
    return sorted(found.values(), key=lambda one: one.first)
