"""What an admin changes about the host, its bidang, and the organisations that take part."""

from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from audit.services import record
from core.uploads import CheckedFile
from core.versions import take_over
from stakeholders.errors import ChangeRefused
from stakeholders.models import Host, Organization, Unit

Row = TypeVar("Row", Host, Unit, Organization)

SETTINGS = "stakeholders.change_host"
PEOPLE = "stakeholders.manage_people"


def _ask(actor, permission: str) -> None:
    if not actor.has_perm(permission):
        raise ChangeRefused(_("Hanya admin yang dapat mengubah pengaturan."))


def _change(row: Row, action: str, *, values: dict[str, Any], version: int | None, actor) -> Row:
    """Lock a row, write what differs (StaleSave for an old version), record it."""
    locked = type(row).objects.select_for_update().get(pk=row.pk)
    changed = take_over(locked, values, version=version)
    if changed:
        record(action, locked, actor=actor, changed=changed)
    return locked


def _add(row: Row, action: str, *, values: dict[str, Any], actor) -> Row:
    """Keep a new row with its fields, then those that name several others."""
    many = {name: value for name, value in values.items() if row._meta.get_field(name).many_to_many}
    for name in values.keys() - many.keys():
        setattr(row, name, values[name])
    row.save()
    for name, value in many.items():
        getattr(row, name).set(value)
    record(action, row, actor=actor)
    return row


# The host


@transaction.atomic
def change_host(
    *,
    office: dict[str, Any],
    office_version: int,
    paper: dict[str, Any],
    paper_version: int,
    logo: CheckedFile | None = None,
    remove_logo: bool = False,
    actor,
) -> Host:
    """Name, address and kop of the host; raises StaleSave with the row (Organization or Host) that changed meanwhile."""
    _ask(actor, SETTINGS)
    organization = _locked_host()
    changed = take_over(organization, office, version=office_version)
    Host.objects.get_or_create(organization=organization, defaults={"version": paper_version})
    host = Host.objects.select_for_update().get(organization=organization)
    changed += take_over(host, paper, version=paper_version)
    if logo or remove_logo:
        _replace_logo(host, logo)
        changed.append("logo")
    if changed:
        record("host.change", host, actor=actor, changed=changed)
    return host


def _locked_host() -> Organization:
    organization = Organization.objects.select_for_update().filter(is_host=True).first()
    if organization is None:
        raise ChangeRefused(_("Instansi penyelenggara belum ada. Jalankan create_admin."))
    return organization


def _replace_logo(host: Host, logo: CheckedFile | None) -> None:
    """The old file goes once the new one is committed."""
    old, storage = host.logo.name, host.logo.storage
    if logo:
        host.logo.save(logo.content.name, logo.content, save=False)
    else:
        host.logo = ""
    host.version += 1
    host.save(update_fields=["logo", "version"])
    if old:
        transaction.on_commit(lambda: storage.delete(old))


# Bidang


@transaction.atomic
def add_unit(*, values: dict[str, Any], actor) -> Unit:
    _ask(actor, SETTINGS)
    unit = Unit(organization=_locked_host())
    return _add(unit, "unit.add", values=values, actor=actor)


@transaction.atomic
def change_unit(unit: Unit, *, values: dict[str, Any], version: int, actor) -> Unit:
    _ask(actor, SETTINGS)
    return _change(unit, "unit.change", values=values, version=version, actor=actor)


# Instansi peserta


@transaction.atomic
def add_organization(*, values: dict[str, Any], actor) -> Organization:
    _ask(actor, PEOPLE)
    return _add(Organization(), "organization.add", values=values, actor=actor)


@transaction.atomic
def change_organization(
    organization: Organization, *, values: dict[str, Any], version: int, actor
) -> Organization:
    _ask(actor, PEOPLE)
    return _change(organization, "organization.change", values=values, version=version, actor=actor)


@transaction.atomic
def set_organization_active(organization: Organization, is_active: bool, *, actor) -> Organization:
    """Without deleting anything: an inactive organisation proposes no more, and the roles in it do not count."""
    _ask(actor, PEOPLE)
    if organization.is_host:
        raise ChangeRefused(_("Instansi penyelenggara tidak dapat dinonaktifkan."))
    action = "organization.reopen" if is_active else "organization.close"
    return _change(organization, action, values={"is_active": is_active}, version=None, actor=actor)
