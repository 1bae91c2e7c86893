"""What forums agreed on."""

import factory
from factory.django import DjangoModelFactory

from meetings.models import Agreement
from tests.factories.forums import ForumFactory
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
