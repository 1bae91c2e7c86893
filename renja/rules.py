"""Who may change the plan."""

import rules

from stakeholders.rules import is_host_staff, is_perencana

rules.add_perm("renja.edit", is_perencana)
rules.add_perm("renja.read_drafts", is_host_staff)
rules.add_perm("renja.export", is_host_staff)
