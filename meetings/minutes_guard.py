"""The database itself refuses to change what is final, and to lose its files (TRUNCATE is left to the owner of the tables)."""

from django.db import migrations

# Accounts may be erased: who did it becomes NULL, also later.
INSTALL = """
CREATE OR REPLACE FUNCTION meetings_minutes_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'final' AND (TG_OP = 'DELETE' OR
        (to_jsonb(NEW) - 'frozen_by_id') IS DISTINCT FROM (to_jsonb(OLD) - 'frozen_by_id')) THEN
        RAISE EXCEPTION 'final minutes never change (% refused)', TG_OP
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;
CREATE OR REPLACE FUNCTION meetings_minutes_part_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    part record;
BEGIN
    IF TG_OP = 'INSERT' THEN part := NEW; ELSE part := OLD; END IF;
    IF EXISTS (SELECT 1 FROM meetings_minutes WHERE id = part.minutes_id AND state = 'final') AND (
        TG_OP <> 'UPDATE' OR (to_jsonb(NEW) - TG_ARGV) IS DISTINCT FROM (to_jsonb(OLD) - TG_ARGV)) THEN
        RAISE EXCEPTION 'parts of final minutes never change (% refused)', TG_OP
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;
CREATE OR REPLACE FUNCTION meetings_minutes_file_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.kind IN ('draf', 'lembar') THEN
        RETURN COALESCE(NEW, OLD);
    END IF;
    IF TG_OP = 'DELETE' OR (to_jsonb(NEW) - '{made_by_id,scan,scan_tries,scan_after}'::text[])
        IS DISTINCT FROM (to_jsonb(OLD) - '{made_by_id,scan,scan_tries,scan_after}'::text[]) THEN
        RAISE EXCEPTION 'files of final minutes never change (% refused)', TG_OP
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END
$$;
DROP TRIGGER IF EXISTS meetings_minutes_stay ON meetings_minutes;
CREATE TRIGGER meetings_minutes_stay BEFORE UPDATE OR DELETE ON meetings_minutes
    FOR EACH ROW EXECUTE FUNCTION meetings_minutes_refuse_change();
DROP TRIGGER IF EXISTS meetings_minutestext_stay ON meetings_minutestext;
CREATE TRIGGER meetings_minutestext_stay BEFORE INSERT OR UPDATE OR DELETE ON meetings_minutestext
    FOR EACH ROW EXECUTE FUNCTION meetings_minutes_part_refuse_change('edited_by_id');
DROP TRIGGER IF EXISTS meetings_signatory_stay ON meetings_signatory;
CREATE TRIGGER meetings_signatory_stay BEFORE INSERT OR UPDATE OR DELETE ON meetings_signatory
    FOR EACH ROW EXECUTE FUNCTION meetings_minutes_part_refuse_change('means', 'signed_at', 'certificate', 'version');
DROP TRIGGER IF EXISTS meetings_minutesfile_stay ON meetings_minutesfile;
CREATE TRIGGER meetings_minutesfile_stay BEFORE UPDATE OR DELETE ON meetings_minutesfile
    FOR EACH ROW EXECUTE FUNCTION meetings_minutes_file_refuse_change();
"""
REMOVE = """
DROP TRIGGER IF EXISTS meetings_minutes_stay ON meetings_minutes;
DROP TRIGGER IF EXISTS meetings_minutestext_stay ON meetings_minutestext;
DROP TRIGGER IF EXISTS meetings_signatory_stay ON meetings_signatory;
DROP TRIGGER IF EXISTS meetings_minutesfile_stay ON meetings_minutesfile;
DROP FUNCTION IF EXISTS meetings_minutes_refuse_change();
DROP FUNCTION IF EXISTS meetings_minutes_part_refuse_change();
DROP FUNCTION IF EXISTS meetings_minutes_file_refuse_change();
"""


def operation() -> migrations.RunSQL:
    """The migration operation that puts the triggers in place; running it again changes nothing."""
    return migrations.RunSQL([INSTALL], [REMOVE])
