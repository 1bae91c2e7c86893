"""Who is invited: contact data, taking somebody off the list, and a whole list taken over from a workbook."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from audit.services import record
from core.retrying import retried
from core.secret_links import hash_of
from core.versions import take_over
from forums.errors import ForumRefused
from forums.models import Forum, Participant
from forums.participant_plan import CHANGED, NEW, Plan, plan_of
from forums.participant_table import FIELDS, Line
from stakeholders.models import Organization
from stakeholders.naming import add_organizations

MANAGE = "forums.manage"


def _ask(actor, forum: Forum) -> None:
    if not actor.has_perm(MANAGE, forum):
        raise ForumRefused(_("Hanya sekretariat yang mengurus daftar peserta."))


@transaction.atomic
def change_participant(
    participant: Participant, *, actor, values: dict[str, Any], version: int | None = None
) -> Participant:
    """As what it is invited, and how it is reached. Raises StaleSave when that was changed meanwhile."""
    rows = Participant.objects.select_for_update(of=("self",)).select_related("forum", "organization")
    locked = rows.get(pk=participant.pk)
    _ask(actor, locked.forum)
    changed = take_over(locked, values, version=version)
    if changed:
        record("participant.change", locked, actor=actor, changed=changed)
    return locked


@transaction.atomic
def remove_participant(participant: Participant, *, actor) -> None:
    """Off the list, with what it answered. ForumRefused once somebody of it was there."""
    forum = Forum.objects.select_for_update().get(pk=participant.forum_id)
    _ask(actor, forum)
    if participant.attendances.exists():
        raise ForumRefused(
            _("%(name)s tercatat hadir, sehingga tidak dapat dikeluarkan.") % {"name": participant}
        )
    record("participant.remove", participant, actor=actor, data={"part": participant.part})
    participant.delete()


@retried(ForumRefused)
@transaction.atomic
def import_participants(
    forum: Forum, lines: list[Line], *, actor, adds_organizations: bool, mark: str
) -> Plan:
    """Take the list over as a whole: who is new, who is invited otherwise. Nobody goes who is not on it.

    `mark` is that of the plan that was shown. Raises ForumRefused where it is another one by now, or organisations are
    new and `adds_organizations` does not say that they may be.
    """
    locked = Forum.objects.select_for_update().get(pk=forum.pk)
    _ask(actor, locked)
    list(locked.participants.select_for_update())
    plan = plan_of(locked, lines)
    if plan.mark != mark:
        raise ForumRefused(_("Daftar peserta berubah sejak diperiksa. Unggah berkasnya sekali lagi."))
    if plan.unknown and not adds_organizations:
        raise ForumRefused(
            _("Centang bahwa instansi baru boleh dicatat, atau perbaiki namanya dalam berkas.")
        )
    if not plan.can_be_taken_over:
        raise ForumRefused(_("Daftar ini memuat kesalahan, atau semuanya sudah tercatat."))
    added = add_organizations([(line.name, line.kind) for line in plan.unknown], actor=actor)
    known = {organization.name: organization for organization in added}
    for row in plan.of(CHANGED):
        take_over(row.participant, row.line.values, version=None)
    _add(locked, [(row.organization or known[row.line.name], row.line) for row in plan.of(NEW)])
    data = {"new": plan.counts[NEW], "changed": plan.counts[CHANGED], "organizations": len(added)}
    record("participant.import", locked, actor=actor, data=data)
    return plan


def _add(forum: Forum, rows: list[tuple[Organization, Line]]) -> None:
    found = [Participant(forum=forum, organization=one, **line.values) for one, line in rows]
    for row in found:
        row.link_hash = hash_of(row.token)
    Participant.objects.bulk_create(found)


def exported(forum: Forum) -> list[list[str]]:
    """The rows of the list, as `participant_table` reads them again."""
    rows = forum.participants.select_related("organization").order_by("organization__name")
    return [
        [row.organization.name, row.organization.get_kind_display(), row.get_part_display()]
        + [getattr(row, name) for name in FIELDS[3:]]
        for row in rows
    ]
