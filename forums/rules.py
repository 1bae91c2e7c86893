"""Who may run a forum, and who says what a working day is."""

import rules

from stakeholders.rules import is_admin, is_sekretariat

rules.add_perm("forums.manage", is_sekretariat)
rules.add_perm("forums.manage_holidays", is_sekretariat | is_admin)
