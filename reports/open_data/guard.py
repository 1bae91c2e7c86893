"""The database itself refuses to change or delete a frozen edition (TRUNCATE is left to the owner of the table)."""

from django.db import migrations

INSTALL = """
CREATE OR REPLACE FUNCTION reports_edition_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'frozen editions never change (% refused)', TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;
DROP TRIGGER IF EXISTS reports_edition_stays ON reports_dataedition;
CREATE TRIGGER reports_edition_stays BEFORE UPDATE OR DELETE ON reports_dataedition
    FOR EACH ROW EXECUTE FUNCTION reports_edition_refuse_change();
"""
REMOVE = """
DROP TRIGGER IF EXISTS reports_edition_stays ON reports_dataedition;
DROP FUNCTION IF EXISTS reports_edition_refuse_change();
"""


def operation() -> migrations.RunSQL:
    """The migration operation that puts the trigger in place; running it again changes nothing."""
    return migrations.RunSQL([INSTALL], [REMOVE])
