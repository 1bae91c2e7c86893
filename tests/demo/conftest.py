"""The demo, loaded once for all tests of this folder and rolled back after them; and the settings that it runs with."""

from copy import deepcopy

import pytest
from django.db import transaction

from demo.loading import load_demo


@pytest.fixture(scope="package")
def loaded(django_db_setup, django_db_blocker):
    """A database that holds the demo. Each test's own changes are rolled back to it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_demo()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded, db):
    """The loaded demo, for one test."""


@pytest.fixture
def demo_mode(settings):
    """The portal as `make run` starts it."""
    settings.DEMO = True
    settings.SECOND_FACTOR_REQUIRED = False
    settings.ROOT_URLCONF = "tests.demo.urls"
    settings.EMAIL_BACKEND = "demo.mail.EmailBackend"
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["OPTIONS"]["context_processors"].append("demo.context.demo")
    settings.TEMPLATES = templates
