"""The record of a forum: berita acara, signers, files, evidence."""

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory

from meetings.models import Evidence, Minutes, MinutesFile, MinutesRemark, Signatory
from tests.factories.forums import ForumFactory


class MinutesFactory(DjangoModelFactory):
    """A berita acara that is a draft."""

    class Meta:
        model = Minutes

    forum = factory.SubFactory(ForumFactory)
    kind = Minutes.Kind.BERITA_ACARA
    number = "000.7/12/Diskominfo"


class SignatoryFactory(DjangoModelFactory):
    class Meta:
        model = Signatory

    minutes = factory.SubFactory(MinutesFactory)
    order = factory.LazyAttribute(lambda o: Signatory.objects.filter(minutes=o.minutes).count() + 1)
    kind = Signatory.Kind.PARTICIPANT
    name = factory.Sequence(lambda n: f"Penanda Tangan {n}")
    position = "Ketua"
    organization = "Komunitas Relawan TIK"


class MinutesRemarkFactory(DjangoModelFactory):
    class Meta:
        model = MinutesRemark

    minutes = factory.SubFactory(MinutesFactory)
    text = "Sebutkan jumlah peserta daring."


class MinutesFileFactory(DjangoModelFactory):
    """A stored file of a text."""

    class Meta:
        model = MinutesFile

    minutes = factory.SubFactory(MinutesFactory)
    kind = MinutesFile.Kind.TEXT
    file = factory.LazyAttribute(lambda o: ContentFile(b"%PDF-1.7 naskah", name="naskah.pdf"))
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    size = 15
    pages = 3


class EvidenceFactory(DjangoModelFactory):
    """A stored piece of evidence."""

    class Meta:
        model = Evidence

    forum = factory.SubFactory(ForumFactory)
    slot = Evidence.Slot.TEAM
    title = factory.Sequence(lambda n: f"Berkas bukti {n}")
    file = factory.LazyAttribute(lambda o: ContentFile(b"%PDF-1.7 bukti", name="bukti.pdf"))
    original_name = "sk tim.pdf"
    content_type = "application/pdf"
    size = 14
    sha256 = "0" * 64
