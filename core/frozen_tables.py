"""Tables whose rows the database itself refuses to change or delete.

TRUNCATE is left to the owner of a table: test databases are emptied with it, and whoever owns the table could drop the
trigger as well.
"""

from dataclasses import dataclass

from django.db import migrations


@dataclass(frozen=True)
class FrozenTable:
    """A table whose rows never change. `words` say so to whoever tries, in English: people never read them.

    `loose` are columns that may still change: who did it becomes NULL when an account is erased, a scanner has its say.
    `once` is the condition under which a row is frozen, where it is not from its beginning ("OLD.final_id IS NOT NULL").
    """

    table: str
    function: str
    trigger: str
    words: str
    loose: tuple[str, ...] = ()
    once: str = ""

    @property
    def install(self) -> str:
        """Puts the trigger in place; running it again changes nothing."""
        return f"""
CREATE OR REPLACE FUNCTION {self.function}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN{self._exception}
    RAISE EXCEPTION '{self.words} (% refused)', TG_OP USING ERRCODE = 'integrity_constraint_violation';
END
$$;
DROP TRIGGER IF EXISTS {self.trigger} ON {self.table};
CREATE TRIGGER {self.trigger} BEFORE UPDATE OR DELETE ON {self.table}
    FOR EACH ROW {f"WHEN ({self.once}) " if self.once else ""}EXECUTE FUNCTION {self.function}();
"""

    @property
    def _exception(self) -> str:
        if not self.loose:
            return ""
        names = f"'{{{','.join(self.loose)}}}'::text[]"
        return f"""
    IF TG_OP = 'UPDATE' AND (to_jsonb(NEW) - {names}) = (to_jsonb(OLD) - {names}) THEN
        RETURN NEW;
    END IF;"""

    @property
    def remove(self) -> str:
        return f"DROP TRIGGER IF EXISTS {self.trigger} ON {self.table}; DROP FUNCTION IF EXISTS {self.function}();"

    def operation(self) -> migrations.RunSQL:
        """The migration operation that puts the trigger in place."""
        return migrations.RunSQL([self.install], [self.remove])
