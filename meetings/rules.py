"""Who may prepare sessions, score proposals, and write down what a forum agreed on."""

import rules

from proposals.rules import is_own
from stakeholders.rules import is_sekretariat, is_verifikator

rules.add_perm("meetings.manage_agreements", is_sekretariat)
rules.add_perm("meetings.prepare", is_sekretariat)
rules.add_perm("meetings.score", (is_sekretariat | is_verifikator) & ~is_own)
