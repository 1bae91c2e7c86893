"""Writing down what a forum agreed on: each change is one verb, kept in the record."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from audit.services import record
from core.errors import NotAllowed
from core.versions import take_over
from forums.models import Forum
from meetings.models import Agreement
from meetings.reminders import first_reminder

MANY = ("partners", "proposals")


class AgreementRefused(NotAllowed):
    """Nothing was written down; the text says why."""


def lock_forum(forum: Forum, actor) -> Forum:
    """The forum, locked first in every verb of the secretariat. Raises AgreementRefused for everybody else."""
    locked = Forum.objects.select_for_update().get(pk=forum.pk)
    if not actor.has_perm("meetings.manage_agreements", locked):
        raise AgreementRefused(_("Hanya sekretariat yang dapat mencatat kesepakatan forum."))
    return locked


def lock_agreement(agreement: Agreement) -> Agreement:
    """The same agreement, fresh and locked. Raises AgreementRefused when it is gone."""
    rows = Agreement.objects.select_for_update(of=("self",)).select_related("forum", "urusan", "unit")
    locked = rows.filter(pk=agreement.pk).first()
    if locked is None:
        raise AgreementRefused(_("Kesepakatan ini sudah dihapus oleh orang lain."))
    return locked


@transaction.atomic
def add_agreement(forum: Forum, *, actor, values: dict[str, Any]) -> Agreement:
    """Write down one more agreement; without an order of its own it comes last."""
    agreement = create_agreement(lock_forum(forum, actor), values)
    record("agreement.add", agreement, actor=actor)
    return agreement


def create_agreement(forum: Forum, values: dict[str, Any], previous: Agreement | None = None) -> Agreement:
    """A new row of a locked forum; the verb that asks for it records it."""
    plain = {name: value for name, value in values.items() if name not in MANY}
    plain["order"] = plain.get("order") or _next_order(forum)
    plain["remind_on"] = first_reminder(plain.get("due_on"))
    agreement = Agreement.objects.create(forum=forum, previous=previous, **plain)
    for name in MANY:
        getattr(agreement, name).set(values.get(name, ()))
    return agreement


def _next_order(forum: Forum) -> int:
    last = forum.agreements.order_by("-order").values_list("order", flat=True).first()
    return (last or 0) + 1


@transaction.atomic
def change_agreement(
    agreement: Agreement, *, actor, values: dict[str, Any], version: int | None = None
) -> Agreement:
    """Change an agreement; another due date brings new reminders. Raises StaleSave when it was changed meanwhile."""
    lock_forum(agreement.forum, actor)
    locked = lock_agreement(agreement)
    changed = take_over(locked, values, version=version)
    if "due_on" in changed:
        locked.remind_on = first_reminder(locked.due_on) if locked.is_open else None
        locked.save(update_fields=["remind_on"])
    if changed:
        record("agreement.change", locked, actor=actor, changed=changed)
    return locked


@transaction.atomic
def delete_agreement(agreement: Agreement, *, actor) -> None:
    """Remove what was written down by mistake; what has a history stays."""
    lock_forum(agreement.forum, actor)
    locked = lock_agreement(agreement)
    if locked.follow_ups.exists() or locked.is_continued:
        raise AgreementRefused(
            _("Kesepakatan ini sudah ada tindak lanjutnya. Nyatakan “Tidak dilanjutkan” dengan alasannya.")
        )
    record("agreement.delete", locked, actor=actor)
    locked.delete()
