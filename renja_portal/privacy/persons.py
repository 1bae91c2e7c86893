"""Who stands behind what was opened: an address of a page, or a thing of the record, as persons of today."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from accounts.models import User
from forums.models import Delegate, Participant
from meetings.models import Attendance
from proposals.models import Attachment, Proposal
from reports.models import AttendanceSheet

# What lists are called on the pages; others are told by the name of their address.
LISTS: dict[str, str | Promise] = {
    "proposals:unconfirmed": _l("Konfirmasi nomor"),
    "proposals:unreached": _l("Belum tersampaikan"),
    "proposals:unreached_print": _l("Belum tersampaikan (cetak)"),
    "stakeholders:people": _l("Pengguna dan peran"),
    "upkeep:letters": _l("Surat keluar"),
}


@dataclass(frozen=True)
class Person:
    """`key` is the same for the same person; `reach` is how they can be told, empty where that is gone."""

    key: str
    name: str
    reach: str = ""
    is_list: bool = False


def persons_of(place: str, shows: tuple[str, ...], about: dict[str, str]) -> Iterator[Person]:
    """The persons behind one opening; where the page lists many, one `Person` that stands for the list."""
    found = [person for name in shows for person in FINDERS[name](about | {"place": place})]
    if found:
        yield from found
    else:
        told = ", ".join(about.values())
        name = _("Daftar: semua yang tampil pada %(place)s") % {
            "place": f"{LISTS.get(place, place)} {told}".strip()
        }
        yield Person(f"list:{place}:{told}", name, is_list=True)


def _contact(about: dict[str, str]) -> Iterator[Person]:
    which = Q(number=about["number"]) if "number" in about else Q(pk=about.get("proposals.proposal", 0))
    for proposal in Proposal.objects.filter(which).select_related("proposer"):
        yield _proposer(proposal)


def _proposer(proposal: Proposal) -> Person:
    if user := proposal.proposer:
        return _user(user)
    reach = ", ".join(filter(None, (proposal.contact_phone, proposal.contact_email)))
    name = proposal.contact_name or _("Pengusul %(number)s") % {"number": proposal.number}
    return Person(f"proposal:{proposal.pk}", name, reach)


def _user(user: User) -> Person:
    return Person(f"user:{user.pk}", str(user), ", ".join(filter(None, (user.email, user.phone))))


def _file(about: dict[str, str]) -> Iterator[Person]:
    if key := about.get("key"):
        for file in Attachment.objects.filter(key=key).select_related("proposal__proposer"):
            yield _proposer(file.proposal)


def _presence(about: dict[str, str]) -> Iterator[Person]:
    rows = Attendance.objects.none()
    if "pk" in about:
        rows = Attendance.objects.filter(pk=about["pk"])
    elif "year" in about:
        rows = Attendance.objects.filter(forum__plan_year=about["year"])
    elif "reports.attendancesheet" in about:
        sheet = AttendanceSheet.objects.filter(pk=about["reports.attendancesheet"]).first()
        rows = Attendance.objects.filter(forum=sheet.forum_id) if sheet else rows
    for row in rows:
        yield Person(f"attendance:{row.pk}", row.name, row.phone)


def _invited(about: dict[str, str]) -> Iterator[Person]:
    rows = Participant.objects.none()
    if "pk" in about:
        rows = Participant.objects.filter(pk=about["pk"])
    elif "token" in about:
        rows = Participant.objects.filter(link_hash=about["token"])
    elif "year" in about:
        rows = Participant.objects.filter(forum__plan_year=about["year"])
    elif "forums.participant" in about:
        rows = Participant.objects.filter(pk=about["forums.participant"])
    for participant in rows.select_related("organization"):
        reach = ", ".join(filter(None, (participant.phone, participant.email)))
        name = ", ".join(filter(None, (participant.attention, str(participant.organization))))
        yield Person(f"participant:{participant.pk}", name, reach)
    for delegate in Delegate.objects.filter(participant__in=rows):
        yield Person(f"delegate:{delegate.pk}", delegate.name, delegate.phone)


def _account(about: dict[str, str]) -> Iterator[Person]:
    users = User.objects.none()
    if "accounts.user" in about:
        users = User.objects.filter(pk=about["accounts.user"])
    elif "pk" in about:
        through = "membership_requests" if about["place"] == "stakeholders:request" else "memberships"
        users = User.objects.filter(**{through: about["pk"]})
    yield from map(_user, users)


def _letter(about: dict[str, str]) -> Iterator[Person]:
    yield from ()  # a list alone


FINDERS: dict[str, Callable[[dict[str, str]], Iterator[Person]]] = {
    "contact": _contact,
    "file": _file,
    "presence": _presence,
    "invited": _invited,
    "account": _account,
    "letter": _letter,
}
