"""What is said to somebody who is writing: who asked for the same, what fits, who else would be competent."""

import zlib
from dataclasses import dataclass

from django.utils.functional import cached_property

from core.paging import rows_between
from proposals.kept_reads import HINT_ROWS
from proposals.models import Proposal
from proposals.suggesting import Office, Suggestion, means_of, office_for, suggestions_for, text_of, urusan_of
from urusan.models import Nomenclature

SHOWN = 3


@dataclass(frozen=True)
class Alike:
    """A similar proposal, and whether its reader can support it now."""

    proposal: Proposal
    may_support: bool


@dataclass(frozen=True)
class Hints:
    similar: list[Alike]
    suggestions: list[Suggestion]
    office: Office | None
    chosen: Nomenclature | None = None

    def __bool__(self) -> bool:
        return bool(self.similar or self.suggestions or self.office)

    @cached_property
    def mark(self) -> str:
        """The same for the same hints, so that nothing is shown or said anew that stands there already."""
        shown = (
            [alike.proposal.number for alike in self.similar],
            [one.node.pk for one in self.suggestions],
            self.office and self.office.name,
        )
        return f"{zlib.crc32(repr(shown).encode()):08x}"


def hints_for(proposal: Proposal, *, reader) -> Hints:
    """The hints for a draft as it is now, saved or not."""
    text, chosen = text_of(proposal), proposal.suggested_node
    found = suggestions_for(text, proposal.forum.plan_year)
    if chosen and chosen not in [one.node for one in found]:
        found += _as_suggestion(chosen)
    return Hints(similar_to_draft(proposal, reader=reader), found, office_for(text), chosen)


def _as_suggestion(node: Nomenclature) -> list[Suggestion]:
    """A list of one; empty where the code stands under none of the host's urusan."""
    urusan = urusan_of(node)
    return [Suggestion(node, urusan, means_of(node.name))] if urusan else []


def suggested_to_staff(proposal: Proposal) -> list[Suggestion]:
    """What its proposer chose, or else what the portal would suggest."""
    if proposal.suggested_node:
        return _as_suggestion(proposal.suggested_node)
    return suggestions_for(text_of(proposal), proposal.forum.plan_year)


def similar_to_draft(proposal: Proposal, *, reader) -> list[Alike]:
    """At most three, never the draft itself nor what it continues."""
    own = [key for key in (proposal.pk, proposal.previous_id) if key]
    rows = Proposal.objects.resembling(proposal.title, proposal.problem, forum=proposal.forum)
    found = rows_between(rows.exclude(pk__in=own), 0, SHOWN, whole=HINT_ROWS)
    return [Alike(one, _may_support(one, proposal, reader)) for one in found]


def _may_support(found: Proposal, draft: Proposal, reader) -> bool:
    return found.forum_id == draft.forum_id and reader.has_perm("proposals.support", found)
