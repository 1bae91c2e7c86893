"""The database itself refuses to change or delete a frozen edition."""

from django.db import migrations

from core.frozen_tables import FrozenTable

EDITIONS = FrozenTable(
    "reports_dataedition",
    "reports_edition_refuse_change",
    "reports_edition_stays",
    "frozen editions never change",
)


def operation() -> migrations.RunSQL:
    """The migration operation that puts the trigger in place; running it again changes nothing."""
    return EDITIONS.operation()
