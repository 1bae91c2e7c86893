"""Who may freeze the data of a year."""

import rules

from stakeholders.rules import is_admin, is_sekretariat

rules.add_perm("reports.freeze_data", is_sekretariat | is_admin)
