"""Who may run a forum."""

import rules

from stakeholders.rules import is_sekretariat

rules.add_perm("forums.manage", is_sekretariat)
