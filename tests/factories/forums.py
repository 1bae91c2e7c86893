"""Forums and their windows."""

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from forums.models import Activity, Forum, Phase


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
