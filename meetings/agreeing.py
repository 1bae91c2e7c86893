"""Writing down what a forum agreed on: each change is one verb, kept in the record."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from audit.services import record
from core.errors import NotAllowed
from core.versions import take_over
from forums.models import Forum
from meetings.models import Agreement


class AgreementRefused(NotAllowed):
    """Nothing was written down; the text says why."""


def _locked(forum: Forum, actor) -> Forum:
    locked = Forum.objects.select_for_update().get(pk=forum.pk)
    if not actor.has_perm("meetings.manage_agreements", locked):
        raise AgreementRefused(_("Hanya sekretariat yang dapat mencatat kesepakatan forum."))
    return locked


@transaction.atomic
def add_agreement(forum: Forum, *, actor, values: dict[str, Any]) -> Agreement:
    """Write down one more agreement; without an order of its own it comes last."""
    locked = _locked(forum, actor)
    plain = {name: value for name, value in values.items() if name != "partners"}
    plain["order"] = plain.get("order") or _next_order(locked)
    agreement = Agreement.objects.create(forum=locked, **plain)
    agreement.partners.set(values.get("partners", ()))
    record("agreement.add", agreement, actor=actor)
    return agreement


def _next_order(forum: Forum) -> int:
    last = forum.agreements.order_by("-order").values_list("order", flat=True).first()
    return (last or 0) + 1


@transaction.atomic
def change_agreement(
    agreement: Agreement, *, actor, values: dict[str, Any], version: int | None = None
) -> Agreement:
    """Change an agreement. Raises StaleSave when it was changed meanwhile."""
    _locked(agreement.forum, actor)
    locked = Agreement.objects.select_for_update().get(pk=agreement.pk)
    changed = take_over(locked, values, version=version)
    if changed:
        record("agreement.change", locked, actor=actor, changed=changed)
    return locked


@transaction.atomic
def delete_agreement(agreement: Agreement, *, actor) -> None:
    _locked(agreement.forum, actor)
    record("agreement.delete", agreement, actor=actor)
    agreement.delete()
