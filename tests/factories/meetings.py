"""What forums agreed on."""

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory

from meetings.models import (
    AgendaItem,
    Agreement,
    Attendance,
    ConflictOfInterest,
    FollowUp,
    FollowUpFile,
    Mark,
    Sitting,
)
from proposals.choices import Status
from tests.factories.accounts import UserFactory
from tests.factories.forums import CriterionFactory, ForumFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.urusan import UrusanFactory


class AgreementFactory(DjangoModelFactory):
    """An agreement; `AgreementFactory(partners=[…])` names its partners."""

    class Meta:
        model = Agreement
        skip_postgeneration_save = True

    forum = factory.SubFactory(ForumFactory)
    urusan = factory.SubFactory(UrusanFactory)
    text = factory.Sequence(lambda n: f"Mitra mendukung terwujudnya kota cerdas, tahap {n}.")

    @factory.post_generation
    def partners(self, create, extracted, **kwargs):
        if create and extracted:
            self.partners.set(extracted)


class FollowUpFactory(DjangoModelFactory):
    class Meta:
        model = FollowUp

    agreement = factory.SubFactory(AgreementFactory)
    text = "Mitra menyerahkan daftar tenaga ahli."
    office = "Dinas Komunikasi dan Informatika"


class FollowUpFileFactory(DjangoModelFactory):
    """A small picture beside a follow-up, stored for real."""

    class Meta:
        model = FollowUpFile

    follow_up = factory.SubFactory(FollowUpFactory)
    file = factory.LazyAttribute(lambda o: ContentFile(b"\xff\xd8\xff\xd9", name="foto.jpg"))
    original_name = "serah terima.jpg"
    content_type = "image/jpeg"
    size = 4
    sha256 = "0" * 64


class SittingFactory(DjangoModelFactory):
    """A session that has not begun."""

    class Meta:
        model = Sitting

    forum = factory.SubFactory(ForumFactory)
    urusan = factory.SubFactory(UrusanFactory)
    chair = "Dr. Rahmat Hidayat, M.Si."
    secretary = "Wulan Permatasari"


class AgendaItemFactory(DjangoModelFactory):
    """A verified proposal of the session's forum and urusan on its agenda."""

    class Meta:
        model = AgendaItem

    sitting = factory.SubFactory(SittingFactory)
    proposal = factory.SubFactory(
        ProposalFactory,
        status=Status.VERIFIED,
        forum=factory.SelfAttribute("..sitting.forum"),
        urusan=factory.SelfAttribute("..sitting.urusan"),
    )
    order = factory.Sequence(lambda n: n + 1)


class AttendanceFactory(DjangoModelFactory):
    """Somebody who came and was found by name."""

    class Meta:
        model = Attendance

    forum = factory.SubFactory(ForumFactory)
    name = factory.Sequence(lambda n: f"Tamu {n}")
    organization_name = "Komunitas Relawan TIK"
    means = Attendance.Means.NAME


class MarkFactory(DjangoModelFactory):
    """A mark on the shared sheet; `is_shared=False` makes it one of its scorer alone."""

    class Meta:
        model = Mark

    proposal = factory.SubFactory(ProposalFactory, status=Status.VERIFIED)
    criterion = factory.SubFactory(CriterionFactory)
    scorer = factory.SubFactory(UserFactory)
    value = 4


class ConflictFactory(DjangoModelFactory):
    class Meta:
        model = ConflictOfInterest

    proposal = factory.SubFactory(ProposalFactory, status=Status.VERIFIED)
    person = factory.SubFactory(UserFactory)
