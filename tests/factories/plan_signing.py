"""Revisions that are signed: the document, who signs, signed copies."""

import datetime
import hashlib
import uuid

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory

from reports.codes import code_of
from reports.models import GeneratedDocument, PlanSigning, SignedPlan
from tests.factories.renja import RenjaFactory, RevisionFactory

TEXT, SIGNED = b"%PDF-1.7 naskah", b"%PDF-1.7 bertanda tangan"


class DocumentFactory(DjangoModelFactory):
    """A plan's PDF as the worker keeps it; `DocumentFactory(content=…)` for other bytes."""

    class Meta:
        model = GeneratedDocument

    class Params:
        content = TEXT

    renja = factory.SubFactory(RenjaFactory)
    key = factory.LazyFunction(uuid.uuid4)
    code = factory.LazyAttribute(lambda made: code_of(made.key))
    stage = factory.LazyAttribute(lambda made: made.renja.stage)
    file = factory.LazyAttribute(lambda made: ContentFile(made.content, name=f"{made.key}.pdf"))
    file_name = factory.LazyAttribute(lambda made: f"Renja-{made.renja.year}-Diskominfo.pdf")
    sha256 = factory.LazyAttribute(lambda made: hashlib.sha256(made.content).hexdigest())
    size = factory.LazyAttribute(lambda made: len(made.content))
    pages = 42


class PlanSigningFactory(DjangoModelFactory):
    """Asked for, its document made; `PlanSigningFactory(revision=…, document=None)` while it is being typeset."""

    class Meta:
        model = PlanSigning

    revision = factory.SubFactory(RevisionFactory)
    document = factory.SubFactory(
        DocumentFactory,
        renja=factory.SelfAttribute("..revision.renja"),
        stage=factory.SelfAttribute("..revision.stage"),
    )
    name = "Dr. Rahmat Hidayat, M.Si."
    position = "Kepala Dinas Komunikasi dan Informatika"
    dated = datetime.date(2027, 7, 20)


class SignedPlanFactory(DjangoModelFactory):
    """A scan that was handed in; which copy counts, the signing says."""

    class Meta:
        model = SignedPlan

    class Params:
        content = SIGNED

    signing = factory.SubFactory(PlanSigningFactory)
    means = SignedPlan.Means.PAPER
    file = factory.LazyAttribute(lambda made: ContentFile(made.content, name="salinan.pdf"))
    sha256 = factory.LazyAttribute(lambda made: hashlib.sha256(made.content).hexdigest())
    size = factory.LazyAttribute(lambda made: len(made.content))
    pages = 42
    signed_at = factory.LazyFunction(lambda: datetime.datetime(2027, 7, 20, 4, tzinfo=datetime.UTC))
