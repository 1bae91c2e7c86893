"""Who may change the plan, freeze it, examine what was frozen, and record by what act it was established."""

import rules

from stakeholders.rules import is_host_staff, is_pemeriksa, is_perencana, is_pimpinan

rules.add_perm("renja.edit", is_perencana)
rules.add_perm("renja.read_drafts", is_host_staff)
rules.add_perm("renja.export", is_host_staff)
rules.add_perm("renja.freeze", is_perencana)
rules.add_perm("renja.establish", is_pimpinan)
rules.add_perm("renja.examine", is_pemeriksa)
rules.add_perm("renja.read_remarks", is_host_staff | is_pemeriksa)
