"""Who may change the plan, say what became of it, freeze it, examine what was frozen, and record by what act it was established."""

import rules

from stakeholders.rules import (
    is_host_staff,
    is_pemeriksa,
    is_perencana,
    is_pimpinan,
    is_verifikator,
    standing_of,
)


@rules.predicate
def is_of_my_unit(user, line) -> bool:
    """A line that one of the user's bidang answers for; true where none is named."""
    return line is None or line.unit_id in standing_of(user).unit_ids


rules.add_perm("renja.edit", is_perencana)
rules.add_perm("renja.read_drafts", is_host_staff)
rules.add_perm("renja.export", is_host_staff)
rules.add_perm("renja.realise", is_perencana | (is_verifikator & is_of_my_unit))
rules.add_perm("renja.freeze", is_perencana)
rules.add_perm("renja.establish", is_pimpinan)
rules.add_perm("renja.examine", is_pemeriksa)
rules.add_perm("renja.read_remarks", is_host_staff | is_pemeriksa)
