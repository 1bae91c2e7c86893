"""The database closes what was established as soon as the line of that code is closed, whoever closes it; it is never opened again."""

from django.db import migrations

INSTALL = """
CREATE OR REPLACE FUNCTION renja_close_established() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE renja_establishedline SET withheld_reason = NEW.withheld_reason
        WHERE renja_id = NEW.renja_id AND node_id = NEW.node_id;
    RETURN NULL;
END
$$;
DROP TRIGGER IF EXISTS renja_line_closes_established ON renja_renjaline;
CREATE TRIGGER renja_line_closes_established AFTER INSERT OR UPDATE OF withheld_reason ON renja_renjaline
    FOR EACH ROW WHEN (NEW.withheld_reason <> '') EXECUTE FUNCTION renja_close_established();
"""
REMOVE = """
DROP TRIGGER IF EXISTS renja_line_closes_established ON renja_renjaline;
DROP FUNCTION IF EXISTS renja_close_established();
"""


def operations() -> list[migrations.RunSQL]:
    """The migration operations that put the trigger in place; running them again changes nothing."""
    return [migrations.RunSQL([INSTALL], [REMOVE])]
