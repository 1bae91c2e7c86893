"""The database counted by itself, whatever our models know: rows, guards, references, numbers that go on.

Statements are constant (nothing is put together here): the database names its own tables, and hands the findings back
in a setting of the transaction.
"""

import json
from collections.abc import Iterable

from django.db import connection

COUNT_ROWS = """
DO $$
DECLARE one record; rows bigint; found jsonb := '{}';
BEGIN
    FOR one IN SELECT c.oid, c.relname FROM pg_class c
               WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
    LOOP
        EXECUTE format('SELECT count(*) FROM %s', one.oid::regclass) INTO rows;
        found := found || jsonb_build_object(one.relname, rows);
    END LOOP;
    PERFORM set_config('renja.found', found::text, true);
END $$
"""
# References without the row that they name; NULL in any column of a key means that there is none.
FIND_DANGLING = """
DO $$
DECLARE one record; rows bigint; found jsonb := '{}';
BEGIN
    FOR one IN
        SELECT c.conname, c.conrelid::regclass AS child, c.confrelid::regclass AS parent,
               string_agg(format('p.%I = c.%I', theirs.attname, ours.attname), ' AND ') AS same,
               string_agg(format('c.%I IS NOT NULL', ours.attname), ' AND ') AS given
        FROM pg_constraint c
        CROSS JOIN LATERAL unnest(c.conkey, c.confkey) AS pair(ours, theirs)
        JOIN pg_attribute ours ON ours.attrelid = c.conrelid AND ours.attnum = pair.ours
        JOIN pg_attribute theirs ON theirs.attrelid = c.confrelid AND theirs.attnum = pair.theirs
        WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace
        GROUP BY c.oid
    LOOP
        EXECUTE format('SELECT count(*) FROM %s c WHERE %s AND NOT EXISTS (SELECT 1 FROM %s p WHERE %s)',
                       one.child, one.given, one.parent, one.same) INTO rows;
        IF rows > 0 THEN found := found || jsonb_build_object(one.conname, rows); END IF;
    END LOOP;
    PERFORM set_config('renja.found', found::text, true);
END $$
"""
# Sequences that would give a number again which a row has already.
FIND_STALE_SEQUENCES = """
DO $$
DECLARE one record; highest bigint; found jsonb := '{}';
BEGIN
    FOR one IN
        SELECT s.sequencename, coalesce(s.last_value, 0) AS reached, d.refobjid::regclass AS owner, a.attname
        FROM pg_sequences s
        JOIN pg_class c ON c.relname = s.sequencename AND c.relnamespace = s.schemaname::regnamespace
        JOIN pg_depend d ON d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
        JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
        WHERE s.schemaname = current_schema()
    LOOP
        EXECUTE format('SELECT coalesce(max(%I), 0) FROM %s', one.attname, one.owner) INTO highest;
        IF highest > one.reached THEN
            found := found || jsonb_build_object(one.sequencename, highest);
        END IF;
    END LOOP;
    PERFORM set_config('renja.found', found::text, true);
END $$
"""
FOUND = "SELECT current_setting('renja.found')"
COUNT_SCHEMA = """
SELECT json_build_object(
    'constraints', (SELECT count(*) FROM pg_constraint c WHERE c.connamespace = n.oid AND c.contype IN ('p', 'u', 'f', 'c', 'x')),
    'indexes', (SELECT count(*) FROM pg_class c WHERE c.relnamespace = n.oid AND c.relkind = 'i'),
    'triggers', (SELECT count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
                 WHERE c.relnamespace = n.oid AND NOT t.tgisinternal),
    'functions', (SELECT count(*) FROM pg_proc p WHERE p.pronamespace = n.oid),
    'sequences', (SELECT count(*) FROM pg_class c WHERE c.relnamespace = n.oid AND c.relkind = 'S')
)::text FROM pg_namespace n WHERE n.nspname = current_schema()
"""
NOT_GUARDING = """
SELECT c.conname FROM pg_constraint c WHERE c.connamespace = current_schema()::regnamespace AND NOT c.convalidated
UNION ALL
SELECT i.indexrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE c.relnamespace = current_schema()::regnamespace AND NOT i.indisvalid
UNION ALL
SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE c.relnamespace = current_schema()::regnamespace AND t.tgenabled IN ('D', 'R')
ORDER BY 1
"""
TABLE_BYTES = """
SELECT coalesce(sum(pg_table_size(c.oid)), 0)::bigint FROM pg_class c
WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
"""


def count_rows() -> dict[str, int]:
    """Rows of every table. Call it within a transaction."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT_ROWS)
        cursor.execute(FOUND)
        return json.loads(cursor.fetchone()[0])


def dangling_references() -> dict[str, int]:
    """Foreign keys whose rows name something that is not there, and how many. Call it within a transaction."""
    with connection.cursor() as cursor:
        cursor.execute(FIND_DANGLING)
        cursor.execute(FOUND)
        return json.loads(cursor.fetchone()[0])


def stale_sequences() -> dict[str, int]:
    """Sequences that lie behind the highest number of their column. Call it within a transaction."""
    with connection.cursor() as cursor:
        cursor.execute(FIND_STALE_SEQUENCES)
        cursor.execute(FOUND)
        return json.loads(cursor.fetchone()[0])


def count_schema() -> dict[str, int]:
    """How many constraints, indexes, triggers, functions and sequences there are.

    Constraints that say "not null" are left out: servers from version 18 on count them, older ones do not.
    """
    with connection.cursor() as cursor:
        cursor.execute(COUNT_SCHEMA)
        return json.loads(cursor.fetchone()[0])


def not_guarding() -> list[str]:
    """Constraints that were not checked, indexes that are not valid, triggers that are off."""
    with connection.cursor() as cursor:
        cursor.execute(NOT_GUARDING)
        return [name for (name,) in cursor.fetchall()]


def table_bytes() -> int:
    """What all rows take on the server's disk, without indexes: more than a dump of them takes."""
    with connection.cursor() as cursor:
        cursor.execute(TABLE_BYTES)
        return cursor.fetchone()[0]


def without(counts: dict[str, int], names: Iterable[str]) -> dict[str, int]:
    return {name: count for name, count in counts.items() if name not in set(names)}
