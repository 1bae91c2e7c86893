"""In whose name, and on what document, a result is published."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from proposals.basis import Basis, basis_of
from proposals.events import office_of
from proposals.models import Decision, Proposal
from proposals.workflow import StepRefused
from stakeholders.delegating import acting_office, delegation_of

NO_DOCUMENT: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Publisher:
    """`office` stands under the answer and in the history, never a person's name; `data` is for the record."""

    office: str
    basis: Basis | None = None
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def document(self) -> tuple[str, str]:
        """Code and name of the document, as the result keeps them."""
        return (self.basis.code, self.basis.name) if self.basis else ("", "")


def publisher_of(decision: Decision, proposal: Proposal, actor, documents: Collection[str]) -> Publisher:
    """For a locked result. `documents`: the codes of the berita acara that the head publishes with; none per urusan.

    Raises StepRefused where another one became final after the head had read.
    """
    delegation, basis = delegation_of(actor), _basis(decision, proposal, documents)
    data: dict[str, Any] = {}
    if delegation:
        data |= {"delegation": delegation.pk, "on_behalf": delegation.on_behalf}
    if basis:
        data |= {"minutes": basis.name, "code": basis.code, "sha256": basis.sha256}
    office = acting_office(delegation) if delegation else office_of(actor, proposal)
    return Publisher(office, basis, data)


def _basis(decision: Decision, proposal: Proposal, documents: Collection[str]) -> Basis | None:
    found = basis_of(proposal.forum) if documents else None
    if found is None or not found.covers(decision):
        return None
    if found.code not in documents:
        raise StepRefused(
            _("Berita acara final diganti setelah Anda membacanya. Baca kembali sebelum mengesahkan.")
        )
    return found
