"""Organisations that a list names for the first time: whoever may confirm new ones may enter them."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from audit.services import record_many
from stakeholders.errors import ChangeRefused
from stakeholders.models import Organization

NAME = "stakeholders.answer_requests"


@transaction.atomic
def add_organizations(named: Sequence[tuple[str, str]], *, actor) -> list[Organization]:
    """Active organisations by name and kind; one entry of the record for each."""
    if not named:
        return []
    if not actor.has_perm(NAME):
        raise ChangeRefused(_("Instansi baru dicatat oleh sekretariat atau admin."))
    rows = Organization.objects.bulk_create(Organization(name=name, kind=kind) for name, kind in named)
    record_many("organization.add", rows, actor=actor)
    return rows
