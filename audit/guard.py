"""The database itself refuses to change or delete what was recorded.

TRUNCATE is left to the owner of the table: test databases are emptied with it, and whoever owns the
table could drop the trigger as well. A cut chain shows in `verify_audit`.
"""

from django.db import migrations

INSTALL = """
CREATE OR REPLACE FUNCTION audit_entry_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit entries are append-only (% refused)', TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;
DROP TRIGGER IF EXISTS audit_entry_append_only ON audit_entry;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_entry_refuse_change();
"""
REMOVE = """
DROP TRIGGER IF EXISTS audit_entry_append_only ON audit_entry;
DROP FUNCTION IF EXISTS audit_entry_refuse_change();
"""


def operation() -> migrations.RunSQL:
    """The migration operation that puts the trigger in place; running it again changes nothing."""
    return migrations.RunSQL([INSTALL], [REMOVE])


def install(connection) -> None:
    """The same without a migration."""
    with connection.cursor() as cursor:
        cursor.execute(INSTALL)
