"""Proposals in every state, their files, results and supporters."""

import uuid

import factory
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from factory.django import DjangoModelFactory

from core.dates import add_working_days
from core.secret_links import hash_of
from proposals.choices import Outcome, Status
from proposals.entering import next_number
from proposals.holder import receipt_token
from proposals.models import (
    Attachment,
    Decision,
    Event,
    Feedback,
    OfficialAnswer,
    Proposal,
    Question,
    ReasonCode,
    Support,
)
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory
from tests.factories.stakeholders import KelurahanFactory, OrganizationFactory
from tests.factories.urusan import UrusanFactory


def _number(proposal) -> str | None:
    """As the portal itself counts, so that made and submitted proposals of one forum never share a number."""
    if proposal.status == Status.DRAFT:
        return None
    with transaction.atomic():
        return next_number(proposal.forum)


class ProposalFactory(DjangoModelFactory):
    """A complete, submitted proposal of a citizen; a trait per state gives another: `ProposalFactory(verified=True)`.

    `status=Status.VERIFIED` does the same. Number, dates, parent and office follow the state, as the constraints demand.
    """

    class Meta:
        model = Proposal

    class Params:
        draft = factory.Trait(status=Status.DRAFT)
        submitted = factory.Trait(status=Status.SUBMITTED)
        returned = factory.Trait(status=Status.RETURNED)
        verified = factory.Trait(status=Status.VERIFIED)
        accepted = factory.Trait(status=Status.ACCEPTED)
        accepted_with_changes = factory.Trait(status=Status.ACCEPTED_WITH_CHANGES)
        deferred = factory.Trait(status=Status.DEFERRED)
        rejected = factory.Trait(status=Status.REJECTED)
        forwarded = factory.Trait(status=Status.FORWARDED)
        merged = factory.Trait(status=Status.MERGED)
        withdrawn = factory.Trait(status=Status.WITHDRAWN)
        by_phone = factory.Trait(  # without an account; sent and not called yet, unless `status` says otherwise
            status=Status.UNCONFIRMED, proposer=None, contact_email="", consent_version="2026-1-telepon",
            receipt_hash=factory.LazyAttribute(
                lambda o: None if o.status == Status.DRAFT else hash_of(receipt_token(o))
            ),
        )  # fmt: skip
        withheld = factory.Trait(withheld_reason="Rincian persandian dikecualikan.")
        from_organization = factory.Trait(organization=factory.SubFactory(OrganizationFactory))

    key = factory.LazyFunction(uuid.uuid4)
    status = Status.SUBMITTED
    forum = factory.SubFactory(ForumFactory)
    number = factory.LazyAttribute(_number)
    title = factory.Sequence(lambda n: f"Titik internet publik di balai warga {n}")
    problem = "Warga belum memiliki tempat untuk mengakses layanan daring."
    request = "Pemasangan titik internet publik di balai warga."
    kelurahan = factory.SubFactory(KelurahanFactory)
    urusan = factory.SubFactory(UrusanFactory)
    proposer = factory.SubFactory(UserFactory)
    contact_name = "Nama Kontak Rahasia"
    contact_phone = "081200004417"
    contact_email = factory.Sequence(lambda n: f"kontak{n}@contoh.id")
    parent = factory.Maybe(
        factory.LazyAttribute(lambda o: o.status == Status.MERGED),
        yes_declaration=factory.SubFactory(
            "tests.factories.proposals.ProposalFactory",
            forum=factory.SelfAttribute("..forum"),
            status=Status.VERIFIED,
        ),
        no_declaration=None,
    )
    forwarded_to = factory.Maybe(
        factory.LazyAttribute(lambda o: o.status == Status.FORWARDED),
        yes_declaration=factory.SubFactory(OrganizationFactory),
        no_declaration=None,
    )
    submitted_at = factory.LazyAttribute(lambda o: None if o.status == Status.DRAFT else timezone.now())
    verify_due_on = factory.LazyAttribute(
        lambda o: add_working_days(timezone.localdate(), 5) if o.status == Status.SUBMITTED else None
    )
    published_at = factory.LazyAttribute(
        lambda o: timezone.now() if o.status in Outcome.values and o.status != Status.MERGED else None
    )


class AttachmentFactory(DjangoModelFactory):
    """A small picture on a proposal, stored for real."""

    class Meta:
        model = Attachment

    proposal = factory.SubFactory(ProposalFactory)
    file = factory.LazyAttribute(lambda o: ContentFile(b"\xff\xd8\xff\xd9", name="foto.jpg"))
    original_name = "foto lokasi.jpg"
    content_type = "image/jpeg"
    size = 4
    sha256 = "0" * 64


class ReasonCodeFactory(DjangoModelFactory):
    class Meta:
        model = ReasonCode
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"alasan-{n}")
    label = factory.Sequence(lambda n: f"Alasan {n}")
    sentence = "Pagu indikatif tahun rencana belum cukup untuk menampung usulan ini."


class DecisionFactory(DjangoModelFactory):
    """A pending result of a verified proposal; `published=True` for one that the head published.

    It does not move the proposal: name the state you need, or publish with the portal's own verb.
    """

    class Meta:
        model = Decision

    class Params:
        published = factory.Trait(
            state=Decision.State.PUBLISHED,
            published_at=factory.LazyFunction(timezone.now),
            published_by=factory.SubFactory(UserFactory),
        )

    proposal = factory.SubFactory(ProposalFactory, verified=True)
    outcome = Outcome.ACCEPTED
    reason = "Sejalan dengan prioritas tahun rencana."
    response = "Usulan diterima."
    decided_by = factory.SubFactory(UserFactory)
    office = factory.Maybe(
        factory.LazyAttribute(lambda o: o.outcome == Outcome.FORWARDED),
        yes_declaration=factory.SubFactory(OrganizationFactory),
        no_declaration=None,
    )
    parent = factory.Maybe(
        factory.LazyAttribute(lambda o: o.outcome == Outcome.MERGED),
        yes_declaration=factory.SubFactory(
            ProposalFactory, forum=factory.SelfAttribute("..proposal.forum"), verified=True
        ),
        no_declaration=None,
    )
    reason_code = factory.Maybe(
        factory.LazyAttribute(lambda o: o.outcome == Outcome.REJECTED),
        yes_declaration=factory.SubFactory(ReasonCodeFactory),
        no_declaration=None,
    )


class OfficialAnswerFactory(DjangoModelFactory):
    """The published answer to a proposal, with the decision behind it."""

    class Meta:
        model = OfficialAnswer

    proposal = factory.SubFactory(ProposalFactory, accepted=True)
    decision = factory.SubFactory(
        DecisionFactory, published=True, proposal=factory.SelfAttribute("..proposal")
    )
    text = "Usulan diterima dan akan diperjuangkan dalam Renja."
    office = "Dinas Komunikasi dan Informatika"


class EventFactory(DjangoModelFactory):
    class Meta:
        model = Event

    proposal = factory.SubFactory(ProposalFactory)
    step = "submit"
    title = "Diajukan"
    office = "Warga"


class SupportFactory(DjangoModelFactory):
    """A support, counted as the verbs count it."""

    class Meta:
        model = Support

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        support = super()._create(model_class, *args, **kwargs)
        Proposal.objects.family_of(support.proposal.root).recount_supports()
        return support

    proposal = factory.SubFactory(ProposalFactory)
    user = factory.SubFactory(UserFactory)


class QuestionFactory(DjangoModelFactory):
    """A question that waits; `answered=True` for one that stands on the page with its answer, `hidden=True` for one kept back."""

    class Meta:
        model = Question

    class Params:
        answered = factory.Trait(
            state=Question.State.ANSWERED,
            answer="Pemasangan direncanakan pada triwulan kedua.",
            office="Dinas Komunikasi dan Informatika",
            answered_at=factory.LazyFunction(timezone.now),
        )
        hidden = factory.Trait(state=Question.State.HIDDEN, hiding=Question.Hiding.ABUSE)

    proposal = factory.SubFactory(ProposalFactory)
    text = factory.Sequence(lambda n: f"Kapan titik internet {n} dipasang?")
    asked_by = factory.SubFactory(UserFactory)


class FeedbackFactory(DjangoModelFactory):
    """What a proposer said of a published answer."""

    class Meta:
        model = Feedback

    proposal = factory.SubFactory(ProposalFactory, accepted=True)
    decision = factory.SubFactory(
        DecisionFactory, published=True, proposal=factory.SelfAttribute("..proposal")
    )
    helped = True
    line = "Jelas dan cepat."
    given_by = factory.SubFactory(UserFactory)
