"""Proposals in every state, with all that hangs on them."""

from io import BytesIO

import pikepdf
from django.core.files.base import ContentFile
from django.utils import timezone

from forums.models import Forum
from jobs.models import State
from proposals.choices import Outcome, Source
from proposals.models import Proposal
from proposals.publishing import PUBLISH
from reports.models import ResultNotice
from tests.e2e.city import City
from tests.e2e.full_city.frame import DAY, LONG_TITLE, PAST
from tests.factories.jobs import JobFactory
from tests.factories.proposals import (
    AttachmentFactory,
    DecisionFactory,
    EventFactory,
    FeedbackFactory,
    OfficialAnswerFactory,
    ProposalFactory,
    QuestionFactory,
    SupportFactory,
)
from tests.factories.stakeholders import (
    OrganizationFactory,
)
from urusan.models import Urusan


def own_proposals(city: City) -> dict[str, Proposal]:
    """The proposer's own, in each state in which they can do something about it."""
    mine = {
        "forum": city.forum, "proposer": city.proposer, "kelurahan": city.kelurahan,
        "organization": city.proposer.memberships.get().organization, "urusan": Urusan.objects.get(),
    }  # fmt: skip
    past = mine | {"forum": Forum.objects.get(plan_year=PAST)}
    made = {
        "own draft": ProposalFactory(draft=True, title=LONG_TITLE, **mine),
        "own empty draft": ProposalFactory(draft=True, title="", problem="", request="", kelurahan=None,
                                           **{k: v for k, v in mine.items() if k != "kelurahan"}),
        "own submitted": ProposalFactory(title=LONG_TITLE, **mine),
        "own returned": ProposalFactory(returned=True, **mine),
        "own verified": ProposalFactory(verified=True, volume=5, volume_unit="titik", **mine),
        "own rejected": ProposalFactory(rejected=True, **mine),
        "own reserve": ProposalFactory(deferred=True, **past),
    }  # fmt: skip
    EventFactory(
        proposal=made["own returned"], step="return", title="Dikembalikan", reason="Sebutkan jumlahnya."
    )
    AttachmentFactory(
        proposal=made["own draft"], original_name="foto dermaga yang panjang sekali namanya.jpg"
    )
    AttachmentFactory(proposal=made["own submitted"])
    _answer(made["own rejected"], Outcome.REJECTED)
    _answer(made["own reserve"], Outcome.DEFERRED)
    return made


def others_proposals(city: City) -> dict[str, Proposal]:
    known = {
        "forum": city.forum,
        "kelurahan": city.kelurahan,
        "urusan": Urusan.objects.get(),
        "unit": city.unit,
    }
    late = timezone.localdate() - 3 * DAY
    made = {
        "submitted": ProposalFactory(volume=200, volume_unit="orang", rt="12", landmark="Dekat dermaga", **known),
        "late": ProposalFactory(verify_due_on=late, estimated_cost=25_000_000, **known),
        "of nobody": ProposalFactory(**known | {"unit": None, "urusan": None}),
        "returned": ProposalFactory(returned=True, **known),
        "verified": ProposalFactory(verified=True, volume=200, volume_unit="orang", **known),
        "pending": ProposalFactory(verified=True, from_organization=True, **known),
        "accepted": ProposalFactory(accepted=True, volume=200, agreed_volume=200, volume_unit="orang", **known),
        "homeless": ProposalFactory(accepted_with_changes=True, volume=9, agreed_volume=3, volume_unit="titik", **known),
        "deferred": ProposalFactory(deferred=True, **known),
        "rejected": ProposalFactory(rejected=True, **known),
        "forwarded": ProposalFactory(forwarded=True, **known),
        "merged": ProposalFactory(merged=True, **known),
        "withdrawn": ProposalFactory(withdrawn=True, **known),
        "withheld": ProposalFactory(withheld=True, title="Judul yang tidak boleh terbaca", **known),
        "recorded": ProposalFactory(source=Source.SURAT, source_basis="Surat 12/2027", external_number="M-7", **known),
        "recorded, returned": ProposalFactory(
            returned=True, source=Source.LISAN, source_basis="Rapat kelurahan", proposer=None, **known
        ),
    }  # fmt: skip
    DecisionFactory(proposal=made["pending"], decided_by=city.verifikator, agreed_volume=3)
    for name in ("accepted", "homeless", "deferred", "rejected", "forwarded"):
        _answer(made[name], made[name].status)
    for step in ("Diajukan", "Terverifikasi", "Hasil forum disahkan: Diterima"):
        EventFactory(proposal=made["accepted"], title=step, reason="Sesuai dengan prioritas tahun rencana.")
    EventFactory(
        proposal=made["recorded, returned"], step="return", title="Dikembalikan", reason="Tulis jumlahnya."
    )
    AttachmentFactory(proposal=made["submitted"])
    AttachmentFactory(proposal=made["submitted"], original_name="surat pengantar.pdf", is_public=False)
    for _n in range(3):
        SupportFactory(proposal=made["accepted"])
    return made


def _answer(proposal: Proposal, outcome: str) -> None:
    office = {"office": proposal.forwarded_to} if outcome == Outcome.FORWARDED else {}
    OfficialAnswerFactory(
        proposal=proposal, decision__outcome=outcome, **{f"decision__{k}": v for k, v in office.items()}
    )


def make_spoken(proposals: dict[str, Proposal]) -> None:
    """Questions in every state, what proposers say of answers, and the document with a result."""
    accepted, rejected = proposals["accepted"], proposals["own rejected"]
    QuestionFactory(proposal=accepted, asker_kind="komunitas")
    QuestionFactory(proposal=accepted, hidden=True)
    mended = QuestionFactory(proposal=accepted, answered=True, changed_at=timezone.now())
    mended.former_answers.create(text="Pemasangan direncanakan tahun depan.")
    FeedbackFactory(proposal=accepted, decision=accepted.decisions.get())
    SupportFactory(proposal=accepted, organization=OrganizationFactory(name="Karang Taruna Teritip"))
    notice = ResultNotice(
        proposal=rejected, decision=rejected.decisions.get(), dated=timezone.localdate(), sha256="0" * 64, size=12, pages=1
    )  # fmt: skip
    written = BytesIO()
    with pikepdf.new() as blank:
        blank.add_blank_page()
        blank.save(written)
    notice.file.save(f"{notice.key}.pdf", ContentFile(written.getvalue()))


def make_published_many(city: City, proposals: dict[str, Proposal]) -> None:
    """Orders of the head that the worker has done, and is about to do."""
    done, refused = proposals["accepted"].decisions.get().pk, proposals["pending"].decisions.get().pk
    result = {"published": [done], "refused": [[refused, "Hasil ini diubah setelah Anda membacanya."]]}
    about = {"kind": PUBLISH, "payload": {"seen": {str(done): 1}}, "created_by": city.pimpinan}
    JobFactory(state=State.DONE, finished_at=timezone.now(), result=result, **about)
    JobFactory(key=str(city.pimpinan.pk), **about)
