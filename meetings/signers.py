"""Who is expected to sign: those who chaired, and one person of each organisation that came."""

from django.utils.translation import gettext as _

from meetings.models import Attendance, Minutes, Signatory
from stakeholders.models import Official, Organization

MOST_REPRESENTATIVES = 12


def signers_of(minutes: Minutes) -> list[Signatory]:
    """In their order: as somebody wrote them down, else as the data suggests (rows that are not saved)."""
    rows = list(minutes.signatories.order_by("order", "pk")) if minutes.pk else []
    return rows or suggested_signers(minutes)


def suggested_signers(minutes: Minutes) -> list[Signatory]:
    """By the sessions and the daftar hadir of the forum; nothing of it is saved."""
    chairs = _chairs(minutes) or _head(minutes)
    rows = chairs if minutes.kind == Minutes.Kind.NOTULEN else [*chairs, *_representatives(minutes)]
    for order, row in enumerate(rows, start=1):
        row.minutes, row.order = minutes, order
    return rows


def _chairs(minutes: Minutes) -> list[Signatory]:
    """Each chair once, with the NIP of the official of that name; of notulen the secretaries, too."""
    host = Organization.objects.host()
    known = {official.name: official for official in Official.objects.all()}
    found: dict[str, Signatory] = {}
    for sitting in minutes.forum.sittings.of_forum(minutes.forum):
        people = [(sitting.chair, sitting.chair_position or _("Pimpinan %(what)s") % {"what": sitting})]
        if minutes.kind == Minutes.Kind.NOTULEN:
            people.append(
                (sitting.secretary, sitting.secretary_position or _("Notulis %(what)s") % {"what": sitting})
            )
        for name, position in people:
            if name and name not in found:
                official = known.get(name)
                found[name] = Signatory(
                    kind=Signatory.Kind.CHAIR, name=name, position=position,
                    organization=host.name if host and official else "", nip=official.nip if official else "",
                )  # fmt: skip
    return list(found.values())


def _head(minutes: Minutes) -> list[Signatory]:
    """Where no session names a chair: the head of that day."""
    day = minutes.dated or minutes.forum.held_on
    official = Official.objects.signer_on(day) if day else None
    if official is None:
        return []
    host = Organization.objects.host()
    return [
        Signatory(
            kind=Signatory.Kind.CHAIR, name=official.name, position=official.title, nip=official.nip,
            organization=host.name if host else "",
        )
    ]  # fmt: skip


def _representatives(minutes: Minutes) -> list[Signatory]:
    """Of each invited organisation but the host: who came first."""
    rows = Attendance.objects.of_forum(minutes.forum).filter(participant__organization__is_host=False)
    first = rows.order_by("participant_id", "came_at", "pk").distinct("participant_id")
    came = sorted(
        first.select_related("participant__organization"), key=lambda row: row.participant.organization.name
    )
    return [
        Signatory(name=row.name, position=row.position, organization=row.participant.organization.name)
        for row in came[:MOST_REPRESENTATIVES]
    ]
