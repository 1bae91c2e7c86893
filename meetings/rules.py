"""Who may prepare and run sessions, score proposals, keep the door, and write down what a forum agreed on."""

import rules

from proposals.rules import handles_it, is_own
from stakeholders.rules import is_host_staff, is_pimpinan, is_sekretariat, is_verifikator, standing_of


@rules.predicate
def handles_its_urusan(user, sitting) -> bool:
    """One of the person's bidang handles the session's urusan. True where no session is named."""
    return sitting is None or sitting.urusan.units.filter(pk__in=standing_of(user).unit_ids).exists()


@rules.predicate
def is_of_my_unit(user, agreement) -> bool:
    """An agreement that one of the user's bidang answers for; true where none is named."""
    return agreement is None or agreement.unit_id in standing_of(user).unit_ids


rules.add_perm("meetings.manage_agreements", is_sekretariat)
rules.add_perm("meetings.prepare", is_sekretariat)
rules.add_perm("meetings.score", (is_sekretariat | (is_verifikator & handles_it)) & ~is_own)
rules.add_perm("meetings.run", is_sekretariat | (is_verifikator & handles_its_urusan))
rules.add_perm("meetings.keep_door", is_sekretariat)
rules.add_perm("meetings.follow_agreements", is_sekretariat | (is_verifikator & is_of_my_unit))
rules.add_perm("meetings.read_minutes", is_host_staff)
rules.add_perm("meetings.manage_minutes", is_sekretariat)
rules.add_perm("meetings.sign_minutes", is_sekretariat | is_pimpinan)
