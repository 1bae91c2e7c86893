"""Forums, their windows, ceilings, papers and participants."""

import datetime

import factory
from django.core.files.base import ContentFile
from django.utils import timezone
from factory.django import DjangoModelFactory

from forums.models import (
    Activity,
    Ceiling,
    Criterion,
    Delegate,
    Delivery,
    Document,
    Forum,
    Holiday,
    InvitationCopy,
    InvitationLetter,
    Participant,
    Phase,
    ProgrammeItem,
    SignedLetter,
)
from tests.corpus.pdfs import make_pdf
from tests.factories.stakeholders import OrganizationFactory


class ForumFactory(DjangoModelFactory):
    """The forum of 2028 unless another year is named; asked twice for a year, it gives the same row."""

    class Meta:
        model = Forum
        django_get_or_create = ("plan_year",)

    plan_year = 2028


class PhaseFactory(DjangoModelFactory):
    """A window, open from yesterday for ten days, for everything but the lock unless `activities` says otherwise."""

    class Meta:
        model = Phase

    forum = factory.SubFactory(ForumFactory)
    name = "Penjaringan aspirasi"
    activities = factory.LazyFunction(lambda: [a.value for a in Activity if a != Activity.LOCK])
    opens_at = factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(days=1))
    closes_at = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=10))


class CeilingFactory(DjangoModelFactory):
    """A ceiling for all sources of funds, each one a day later than the one before."""

    class Meta:
        model = Ceiling

    forum = factory.SubFactory(ForumFactory)
    amount = 13_800_000_000
    dated = factory.Sequence(lambda n: datetime.date(2027, 1, 1) + datetime.timedelta(days=n))
    basis = factory.Sequence(lambda n: f"SE Wali Kota Nomor {n}")


class DocumentFactory(DjangoModelFactory):
    """A published paper, stored for real."""

    class Meta:
        model = Document

    forum = factory.SubFactory(ForumFactory)
    title = factory.Sequence(lambda n: f"Rancangan Renja {n}")
    file = factory.LazyAttribute(lambda o: ContentFile(b"%PDF-1.7 uji", name="rancangan.pdf"))
    original_name = "rancangan renja.pdf"
    content_type = "application/pdf"
    size = 12
    sha256 = "0" * 64


class ParticipantFactory(DjangoModelFactory):
    class Meta:
        model = Participant

    forum = factory.SubFactory(ForumFactory)
    organization = factory.SubFactory(OrganizationFactory)


class HolidayFactory(DjangoModelFactory):
    """A day off that no calendar knows."""

    class Meta:
        model = Holiday

    day = factory.Sequence(lambda n: datetime.date(2040, 1, 2) + datetime.timedelta(days=n))
    name = factory.Sequence(lambda n: f"Cuti bersama {n}")
    kind = Holiday.Kind.JOINT_LEAVE
    source = "SKB Tiga Menteri"


class DelegateFactory(DjangoModelFactory):
    class Meta:
        model = Delegate

    participant = factory.SubFactory(ParticipantFactory)
    name = factory.Sequence(lambda n: f"Wakil {n}")
    position = "Kepala Seksi"


class ProgrammeItemFactory(DjangoModelFactory):
    class Meta:
        model = ProgrammeItem

    forum = factory.SubFactory(ForumFactory)
    title = factory.Sequence(lambda n: f"Paparan {n}")
    minutes = 20
    order = factory.Sequence(lambda n: n + 1)


class CriterionFactory(DjangoModelFactory):
    class Meta:
        model = Criterion

    forum = factory.SubFactory(ForumFactory)
    name = factory.Sequence(lambda n: f"Kriteria {n}")
    weight = 20
    meanings = factory.LazyFunction(lambda: ["Sangat kurang", "Kurang", "Cukup", "Baik", "Sangat baik"])
    order = factory.Sequence(lambda n: n + 1)


class DeliveryFactory(DjangoModelFactory):
    """Handed over in person."""

    class Meta:
        model = Delivery

    participant = factory.SubFactory(ParticipantFactory)
    means = Delivery.Means.IN_PERSON
    receiver = "Ibu Sri"


class InvitationLetterFactory(DjangoModelFactory):
    class Meta:
        model = InvitationLetter

    forum = factory.SubFactory(ForumFactory)
    number = "005/120/Diskominfo"
    subject = "Undangan Forum Perangkat Daerah 2028"
    dated = datetime.date(2027, 2, 1)
    opening = "Kami mengundang Bapak/Ibu pada:"
    requests = "membawa usulan;\nmenjawab undangan ini."
    closing = "Terima kasih."


class InvitationCopyFactory(DjangoModelFactory):
    """A file that stands for what was typeset."""

    class Meta:
        model = InvitationCopy

    participant = factory.SubFactory(ParticipantFactory)
    mark = "0" * 64
    file = factory.LazyFunction(lambda: ContentFile(make_pdf(), name="surat.pdf"))
    sha256 = "0" * 64
    size = 10
    pages = 1


class SignedLetterFactory(DjangoModelFactory):
    class Meta:
        model = SignedLetter

    letter = factory.SubFactory(InvitationLetterFactory)
    original_name = "undangan-bertanda-tangan.pdf"
    file = factory.LazyFunction(lambda: ContentFile(make_pdf(), name="pindaian.pdf"))
    content_type = "application/pdf"
    size = 10
    sha256 = "0" * 64
