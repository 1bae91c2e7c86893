"""Who has which role: the one place that turns memberships into predicates.

Roles are read once per user object, that is once per request; a role that ends is gone with the next request.
"""

import datetime
from dataclasses import dataclass
from itertools import starmap
from typing import NamedTuple

import rules
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from core.kept_sql import KeptSql
from stakeholders.models import HOST_ROLES, Delegation, Membership, Role


@dataclass(frozen=True)
class Standing:
    """What a person is today: roles, organisations they belong to, bidang they verify for (ids), what was delegated."""

    roles: frozenset[str] = frozenset()
    organization_ids: frozenset[int] = frozenset()
    unit_ids: frozenset[int] = frozenset()
    delegation_id: int | None = None  # by which they publish results in the head's name

    @property
    def is_host_staff(self) -> bool:
        return bool(self.roles & HOST_ROLES)


NOBODY = Standing()


def standing_of(user) -> Standing:
    """The standing of a user (`NOBODY` for strangers and deactivated accounts), read once per user object."""
    if user is None or not user.is_authenticated or not user.is_active:
        return NOBODY
    if not hasattr(user, "_standing"):
        user._standing = _read(user)
        user.roles_today = tuple(sorted(str(Role(role).label) for role in user._standing.roles))
    return user._standing


class _Row(NamedTuple):
    """One membership of today."""

    role: str
    organization: int
    unit_keys: list[int]
    delegation: int | None


def _memberships(user: int, day: datetime.date) -> QuerySet:
    units = Membership.units.through.objects.filter(membership=OuterRef("pk")).values("unit")
    delegated = (
        Delegation.objects.in_force(day).filter(delegate=OuterRef("user")).order_by("-pk").values("pk")
    )
    mine = Membership.objects.in_force(day).filter(user=user)
    return mine.annotate(unit_keys=ArraySubquery(units), delegation=Subquery(delegated[:1])).values_list(
        "role", "organization", "unit_keys", "delegation"
    )


_KEPT = KeptSql(
    _memberships, user=-7_245, day=datetime.date(1, 2, 3)
)  # asked by each page of whoever is signed in


def _read(user) -> Standing:
    rows = list(starmap(_Row, _KEPT.rows(user=user.pk, day=timezone.localdate())))
    return Standing(
        roles=frozenset(row.role for row in rows),
        organization_ids=frozenset(row.organization for row in rows),
        unit_ids=frozenset(key for row in rows if row.role == Role.VERIFIKATOR for key in row.unit_keys),
        delegation_id=next((row.delegation for row in rows if row.role in HOST_ROLES), None),
    )


def has_role(*names: str):
    """A predicate: the user holds at least one of these roles today."""

    @rules.predicate(name="has_role:" + "|".join(names))
    def check(user) -> bool:
        return bool(standing_of(user).roles & set(names))

    return check


@rules.predicate
def is_host_staff(user) -> bool:
    return standing_of(user).is_host_staff


@rules.predicate
def has_delegation(user) -> bool:
    """Somebody of the host whom the head lets publish results today."""
    return standing_of(user).delegation_id is not None


is_sekretariat = has_role(Role.SEKRETARIAT)
is_verifikator = has_role(Role.VERIFIKATOR)
is_perencana = has_role(Role.PERENCANA)
is_pimpinan = has_role(Role.PIMPINAN)
is_admin = has_role(Role.ADMIN)
is_pemeriksa = has_role(Role.PEMERIKSA)

rules.add_perm("stakeholders.work", is_host_staff)
rules.add_perm("stakeholders.change_host", is_admin)
rules.add_perm("stakeholders.manage_people", is_admin)
rules.add_perm("stakeholders.answer_requests", is_sekretariat | is_admin)
rules.add_perm("stakeholders.read_record", is_admin | is_pimpinan)
rules.add_perm("stakeholders.operate", is_admin)
rules.add_perm("stakeholders.delegate", is_pimpinan)
