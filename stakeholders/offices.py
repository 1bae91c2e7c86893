"""Who signs for the host, and the roles that somebody has for the sake of that office: they end with it, at once."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import record
from core.versions import take_over
from stakeholders.errors import ChangeRefused
from stakeholders.models import Membership, Official, Organization
from stakeholders.people import ONE_DAY, keep_an_admin
from stakeholders.services import SETTINGS

Roles = Collection[Membership]


@transaction.atomic
def add_official(*, values: dict[str, Any], roles: Roles = (), actor) -> Official:
    """Who signs, and from when; documents of earlier days keep their own signer. `roles` hang on the office."""
    _begin(actor)
    official = Official.objects.create(**values)
    _tie(official, roles)
    ended = _end_roles(official, actor)
    record("official.add", official, actor=actor, data=_told(ended))
    return official


@transaction.atomic
def change_official(
    official: Official, *, values: dict[str, Any], version: int, roles: Roles | None = None, actor
) -> Official:
    """Correct or end an office. Its roles (`roles` where they are named anew) end with it at the latest.

    Raises StaleSave, or ChangeRefused where the last admin's role would end.
    """
    _begin(actor)
    locked = Official.objects.select_for_update(of=("self",)).get(pk=official.pk)
    changed = take_over(locked, values, version=version)
    if roles is not None and _tie(locked, roles):
        changed.append("roles")
    ended = _end_roles(locked, actor)
    if changed or ended:
        record("official.change", locked, actor=actor, changed=changed, data=_told(ended))
    return locked


@transaction.atomic
def end_official(official: Official, *, actor) -> Official:
    """The office is over from today on, and so are its roles."""
    _begin(actor)
    locked = Official.objects.select_for_update(of=("self",)).get(pk=official.pk)
    yesterday = timezone.localdate() - ONE_DAY
    if locked.is_over:
        raise ChangeRefused(_("Jabatan ini sudah berakhir."))
    locked.valid_from, locked.valid_until = min(locked.valid_from, yesterday), yesterday
    locked.version += 1
    locked.save(update_fields=["valid_from", "valid_until", "version"])
    ended = _end_roles(locked, actor)
    record("official.end", locked, actor=actor, data=_told(ended))
    return locked


def end_roles_with(official: Official, *, actor) -> None:
    """After an office was changed by another way: its roles do not outlast it."""
    _begin(actor)
    ended = _end_roles(official, actor)
    if ended:
        record("official.end_roles", official, actor=actor, data=_told(ended))


def _begin(actor) -> None:
    """One change of roles at a time, as `people` does it."""
    if not actor.has_perm(SETTINGS):
        raise ChangeRefused(_("Hanya admin yang dapat mengubah pengaturan."))
    list(Organization.objects.filter(is_host=True).select_for_update())


def _tie(official: Official, roles: Roles) -> bool:
    """Exactly these roles hang on the office; whether others did before. Raises ChangeRefused for somebody else's."""
    if any(role.user_id != official.user_id or not role.organization.is_host for role in roles):
        raise ChangeRefused(_("Pilih peran milik akun pejabat ini saja."))
    before, wanted = set(official.roles.values_list("pk", flat=True)), {role.pk for role in roles}
    official.roles.exclude(pk__in=wanted).update(office=None)
    Membership.objects.filter(pk__in=wanted).update(office=official)
    return before != wanted


def _end_roles(official: Official, actor) -> list[Membership]:
    """The roles of the office that would outlast it end with its last day; which these are."""
    until, ended = official.valid_until, []
    if until is None:
        return []
    rows = official.roles.select_for_update(of=("self",)).select_related("user", "organization")
    for role in rows.not_over(until):
        if role.valid_until == until:
            continue
        keep_an_admin(role, {"valid_until": until}, actor)
        role.valid_from, role.valid_until = min(role.valid_from, until), until
        role.version += 1
        role.save(update_fields=["valid_from", "valid_until", "version"])
        ended.append(role)
    return ended


def _told(ended: list[Membership]) -> dict[str, Any]:
    return {"ended": [role.audit_label for role in ended]} if ended else {}
