"""Who may freeze the data of a year, who packs the evidence of a plan (in which names and numbers stand), who has the plan signed."""

import rules

from stakeholders.rules import is_admin, is_perencana, is_pimpinan, is_sekretariat

rules.add_perm("reports.freeze_data", is_sekretariat | is_admin)
rules.add_perm("reports.pack_evidence", is_sekretariat | is_perencana)
rules.add_perm("reports.ask_signature", is_perencana)
rules.add_perm("reports.keep_signed_scan", is_perencana | is_pimpinan)
rules.add_perm("reports.sign_plan", is_pimpinan)
