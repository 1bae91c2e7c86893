"""Urusan."""

import factory
from factory.django import DjangoModelFactory

from urusan.models import Urusan


class UrusanFactory(DjangoModelFactory):
    class Meta:
        model = Urusan

    name = factory.Sequence(lambda n: f"Urusan {n}")
    slug = factory.Sequence(lambda n: f"urusan-{n}")
