"""The database itself refuses to change or delete what was recorded. A chain that was cut shows in `verify_audit`."""

from django.db import migrations

from core.frozen_tables import FrozenTable

ENTRIES = FrozenTable(
    "audit_entry", "audit_entry_refuse_change", "audit_entry_append_only", "audit entries are append-only"
)
READINGS = FrozenTable(
    "audit_reading", "audit_reading_refuse_change", "audit_reading_append_only", "readings are append-only"
)
INSTALL = ENTRIES.install


def operation() -> migrations.RunSQL:
    """The migration operation that puts the trigger in place; running it again changes nothing."""
    return ENTRIES.operation()


def install(connection) -> None:
    """The same without a migration."""
    with connection.cursor() as cursor:
        cursor.execute(INSTALL)
