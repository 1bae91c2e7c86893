"""People and their roles: adding, changing, ending; and the accounts behind them. There is always an admin left."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import end_sessions, open_account, renew_sessions
from audit.services import record
from core.versions import take_over
from notifications.services import notify
from stakeholders.errors import ChangeRefused
from stakeholders.models import Membership, Organization, OrganizationKind, Role

ONE_DAY = datetime.timedelta(days=1)


@transaction.atomic
def appoint_admin(email: str, *, name: str = "") -> Membership:
    """Make somebody admin of the host, from the command line: who types there vouches for the address."""
    user, _is_new = open_account(email, name=name, is_verified=True)
    if not user.is_active:
        raise ChangeRefused(_("Akun ini sudah dinonaktifkan."))
    host = Organization.objects.host() or _unnamed_host()
    today = timezone.localdate()
    membership, _made = Membership.objects.get_or_create(user=user, organization=host, role=Role.ADMIN)
    membership.valid_from, membership.valid_until = min(membership.valid_from, today), None
    membership.save(update_fields=["valid_from", "valid_until"])
    renew_sessions(user)
    record("membership.appoint_admin", membership)
    return membership


def _unnamed_host() -> Organization:
    """Until an admin gives it its name (Pengaturan → Instansi)."""
    return Organization.objects.create(
        name=_("Perangkat daerah penyelenggara"), kind=OrganizationKind.PERANGKAT_DAERAH, is_host=True
    )


@transaction.atomic
def add_member(
    email: str, *, name: str, organization: Organization, role: str, values: dict[str, Any], actor
) -> Membership:
    """Give a person a role, open an account for them where there is none, and write to them how to sign in.

    `values` are position, units, valid_from and valid_until. Raises ChangeRefused where they hold the role already.
    """
    _ask(actor)
    user, _is_new = open_account(email, name=name, actor=actor)
    membership = Membership.objects.select_for_update().filter(
        user=user, organization=organization, role=role
    ).first()  # fmt: skip
    if membership and not membership.is_over:
        raise _held_already(user)
    membership = membership or Membership(user=user, organization=organization, role=role)
    units = values.pop("units", ())
    for field, value in values.items():
        setattr(membership, field, value)
    _check(membership)
    membership.version += 1
    membership.save()
    membership.units.set(units)
    renew_sessions(user)
    _write_to(membership)
    record("membership.add", membership, actor=actor, data={"role": role})
    return membership


@transaction.atomic
def change_member(membership: Membership, *, values: dict[str, Any], version: int, actor) -> Membership:
    """Another role, bidang, position or period. Raises StaleSave, or ChangeRefused for the last admin."""
    locked = _lock(membership, actor)
    keep_an_admin(locked, values, actor)
    same_role = Membership.objects.filter(
        user=locked.user, organization=locked.organization, role=values.get("role", locked.role)
    )
    if same_role.exclude(pk=locked.pk).exists():
        raise _held_already(locked.user)
    changed = take_over(locked, values, version=version)
    _check(locked)
    if changed:
        renew_sessions(locked.user)
        record("membership.change", locked, actor=actor, changed=changed, data={"role": locked.role})
    return locked


@transaction.atomic
def end_membership(membership: Membership, *, actor) -> Membership:
    """The role no longer counts, from today on; what was done in it stays."""
    locked = _lock(membership, actor)
    yesterday = timezone.localdate() - ONE_DAY
    keep_an_admin(locked, {"valid_until": yesterday}, actor)
    locked.valid_from, locked.valid_until = min(locked.valid_from, yesterday), yesterday
    locked.version += 1
    locked.save(update_fields=["valid_from", "valid_until", "version"])
    record("membership.end", locked, actor=actor, data={"role": locked.role})
    return locked


@transaction.atomic
def set_account_active(user: User, is_active: bool, *, actor) -> User:
    """Close an account, which throws it out everywhere at once, or open it again."""
    locked = lock_account(user, actor)
    if not is_active:
        for membership in Membership.objects.lasting_admins().filter(user=locked):
            keep_an_admin(membership, {"role": ""}, actor)
    locked.is_active = is_active
    locked.save(update_fields=["is_active"])
    if not is_active:
        end_sessions(locked)
    record("account.reopen" if is_active else "account.close", locked, actor=actor)
    return locked


def _ask(actor) -> None:
    if not actor.has_perm("stakeholders.manage_people"):
        raise ChangeRefused(_("Hanya admin yang dapat mengubah orang dan perannya."))


def _held_already(user: User) -> ChangeRefused:
    return ChangeRefused(_("%(name)s sudah memiliki peran ini. Ubah peran yang ada.") % {"name": user})


def _lock(membership: Membership, actor) -> Membership:
    """One change of roles at a time: two admins who end each other's role do not both succeed."""
    _ask(actor)
    Organization.objects.select_for_update().get(pk=membership.organization_id)
    return Membership.objects.select_for_update(of=("self",)).select_related("user", "organization").get(
        pk=membership.pk
    )  # fmt: skip


def lock_account(user: User, actor) -> User:
    """The account of somebody else, for an admin; one change of accounts at a time."""
    _ask(actor)
    if user.pk == actor.pk:
        raise ChangeRefused(_("Akun Anda sendiri diatur oleh admin yang lain."))
    list(Organization.objects.filter(is_host=True).select_for_update())
    return User.objects.select_for_update().get(pk=user.pk)


def keep_an_admin(membership: Membership, values: dict[str, Any], actor) -> None:
    """Refuse what takes the admin role from the actor, or from the last admin whose role has no end."""
    after = {
        name: values.get(name, getattr(membership, name)) for name in ("role", "valid_from", "valid_until")
    }
    stays = after["role"] == Role.ADMIN and after["valid_until"] is None
    if membership.role != Role.ADMIN or (stays and after["valid_from"] <= timezone.localdate()):
        return
    if membership.user_id == actor.pk:
        raise ChangeRefused(_("Peran admin Anda sendiri hanya dapat diakhiri oleh admin yang lain."))
    if not Membership.objects.lasting_admins().exclude(pk=membership.pk).exists():
        raise ChangeRefused(_("Harus ada seorang admin tanpa tanggal akhir. Tunjuk dahulu admin yang lain."))


def _check(membership: Membership) -> None:
    try:
        membership.full_clean(exclude=["user", "organization"])
    except ValidationError as error:
        raise ChangeRefused(" ".join(error.messages)) from error


def _write_to(membership: Membership) -> None:
    body = _(
        "Anda terdaftar sebagai %(role)s pada %(organization)s.\n\n"
        "Cara masuk:\n"
        "1. Buka portal dan pilih Masuk.\n"
        "2. Tuliskan surel ini: %(email)s\n"
        "3. Pilih “Kirim kode ke surel”, lalu tulis kode yang kami kirim."
    ) % {
        "role": membership.get_role_display(),
        "organization": membership.organization,
        "email": membership.user.email,
    }
    notify(
        to=membership.user,
        kind="membership.added",
        subject=_("Anda terdaftar di portal Forum Perangkat Daerah"),
        body=body,
        key=f"membership:{membership.pk}:added:{membership.version}",
        url=reverse("account_login"),
    )
