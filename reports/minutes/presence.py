"""The daftar hadir on paper. Names are for the host's own copy; everybody else reads how many came from where.

Telephone numbers are not read: what is frozen is kept for good, and they are on the sheets that people signed.
"""

from collections import Counter

from django.utils import timezone
from django.utils.translation import gettext as _

from core.money import number
from forums.models import Forum, Gender
from meetings.models import Attendance
from reports.minutes.paper import Attendee, Facts, Presence


def read_presence(forum: Forum) -> Presence:
    """All who came, the first to come first."""
    rows = list(Attendance.objects.of_forum(forum).select_related("participant__organization"))
    return Presence(
        rows=tuple(_attendee(no, row) for no, row in enumerate(rows, start=1)),
        counts=_counts(rows),
        by_office=tuple(sorted(Counter(_office(row) for row in rows).items())),
    )


def _office(row: Attendance) -> str:
    """The invited organisation; whoever came without an invitation is counted together, because what they wrote is theirs."""
    if row.participant:
        return row.participant.organization.name
    return _("Tanpa undangan")


def _attendee(no: int, row: Attendance) -> Attendee:
    means = _("daring") if row.is_online else f"{timezone.localtime(row.came_at):%H.%M}"
    return Attendee(
        no=no,
        name=row.name,
        gender=row.gender,
        position=row.position or "–",
        organization=row.organization_name or (row.participant.organization.name if row.participant else "–"),
        means=means,
    )


def _counts(rows: list[Attendance]) -> Facts:
    if not rows:
        return ()
    genders = Counter(row.gender for row in rows)
    invited = {row.participant_id for row in rows if row.participant_id}
    counted = (
        (_("Hadir"), len(rows)),
        (_("Laki-laki"), genders[Gender.MALE]),
        (_("Perempuan"), genders[Gender.FEMALE]),
        (_("Hadir daring"), sum(row.is_online for row in rows)),
        (_("Instansi undangan yang hadir"), len(invited)),
    )
    return tuple((label, number(count)) for label, count in counted if count)
