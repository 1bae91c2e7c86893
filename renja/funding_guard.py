"""The database itself sums the money of a line: its columns are those of its fundings, whoever writes, however many at once.

A column of money that is written by itself reaches the only funding of its line (the release before this one does so);
where a line has several, that is refused, because nobody could say which of them is meant.
"""

from django.db import migrations

INSTALL = """
CREATE OR REPLACE FUNCTION renja_funding_sum() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed bigint := COALESCE(NEW.line_id, OLD.line_id);
BEGIN
    UPDATE renja_renjaline AS line
    SET pagu = told.pagu, forward_pagu = told.forward, source_of_funds = told.names
    FROM (
        SELECT sum(amount) AS pagu, sum(forward) AS forward,
            COALESCE(string_agg(NULLIF(source, ''), ', ' ORDER BY "order", id), '') AS names
        FROM renja_funding WHERE line_id = changed
    ) AS told
    WHERE line.id = changed AND (line.pagu, line.forward_pagu, line.source_of_funds)
        IS DISTINCT FROM (told.pagu, told.forward, told.names);
    RETURN NULL;
END
$$;
CREATE OR REPLACE FUNCTION renja_line_money() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM renja_funding WHERE line_id = NEW.id) > 1 THEN
        RAISE EXCEPTION 'a line with several sources of funds is changed through them'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.pagu IS NULL AND NEW.forward_pagu IS NULL AND NEW.source_of_funds = '' THEN
        DELETE FROM renja_funding WHERE line_id = NEW.id;
        RETURN NULL;
    END IF;
    UPDATE renja_funding SET source = left(NEW.source_of_funds, 160), amount = NEW.pagu, forward = NEW.forward_pagu
        WHERE line_id = NEW.id;
    IF NOT FOUND THEN
        INSERT INTO renja_funding (line_id, source, amount, forward, "order")
        VALUES (NEW.id, left(NEW.source_of_funds, 160), NEW.pagu, NEW.forward_pagu, 0);
    END IF;
    RETURN NULL;
END
$$;
CREATE OR REPLACE FUNCTION renja_line_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM renja_funding WHERE line_id = OLD.id;
    RETURN NULL;
END
$$;
DROP TRIGGER IF EXISTS renja_funding_summed ON renja_funding;
CREATE TRIGGER renja_funding_summed AFTER INSERT OR UPDATE OR DELETE ON renja_funding
    FOR EACH ROW EXECUTE FUNCTION renja_funding_sum();
DROP TRIGGER IF EXISTS renja_line_entered ON renja_renjaline;
CREATE TRIGGER renja_line_entered AFTER INSERT ON renja_renjaline
    FOR EACH ROW EXECUTE FUNCTION renja_line_money();
DROP TRIGGER IF EXISTS renja_line_written ON renja_renjaline;
CREATE TRIGGER renja_line_written AFTER UPDATE OF pagu, forward_pagu, source_of_funds ON renja_renjaline
    FOR EACH ROW WHEN (pg_trigger_depth() = 0 AND
        (OLD.pagu, OLD.forward_pagu, OLD.source_of_funds)
        IS DISTINCT FROM (NEW.pagu, NEW.forward_pagu, NEW.source_of_funds))
    EXECUTE FUNCTION renja_line_money();
DROP TRIGGER IF EXISTS renja_line_removed ON renja_renjaline;
CREATE TRIGGER renja_line_removed AFTER DELETE ON renja_renjaline
    FOR EACH ROW EXECUTE FUNCTION renja_line_gone();
"""
REMOVE = """
DROP TRIGGER IF EXISTS renja_funding_summed ON renja_funding;
DROP TRIGGER IF EXISTS renja_line_entered ON renja_renjaline;
DROP TRIGGER IF EXISTS renja_line_written ON renja_renjaline;
DROP TRIGGER IF EXISTS renja_line_removed ON renja_renjaline;
DROP FUNCTION IF EXISTS renja_funding_sum();
DROP FUNCTION IF EXISTS renja_line_money();
DROP FUNCTION IF EXISTS renja_line_gone();
"""


def operation() -> migrations.RunSQL:
    """The migration operation that puts the triggers in place; running it again changes nothing."""
    return migrations.RunSQL([INSTALL], [REMOVE])
