"""Work in the queue."""

import factory
from factory.django import DjangoModelFactory

from jobs.models import Job


class JobFactory(DjangoModelFactory):
    """A job that waits to be done."""

    class Meta:
        model = Job

    kind = "uji"
    key = factory.Sequence(lambda n: f"uji:{n}")
