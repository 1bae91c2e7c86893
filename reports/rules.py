"""Who may freeze the data of a year, and who packs the evidence of a plan, in which names and numbers stand."""

import rules

from stakeholders.rules import is_admin, is_perencana, is_sekretariat

rules.add_perm("reports.freeze_data", is_sekretariat | is_admin)
rules.add_perm("reports.pack_evidence", is_sekretariat | is_perencana)
