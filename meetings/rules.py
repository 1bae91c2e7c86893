"""Who may write down what a forum agreed on."""

import rules

from stakeholders.rules import is_sekretariat

rules.add_perm("meetings.manage_agreements", is_sekretariat)
