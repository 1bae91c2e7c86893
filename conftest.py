import gc
import shutil

import pytest
from django.conf import settings
from django.db import connection
from django.template import RequestContext, Template
from django.test.signals import template_rendered

pytest_plugins = [
    "tests.fixtures.clamd",
    "tests.fixtures.kept",
    "tests.fixtures.roles",
    "tests.fixtures.store",
]


@pytest.fixture(scope="session")
def django_test_environment(django_test_environment):
    """`answer.context` holds what the page was given, told once for a page.

    Django tells it, with a copy of the context, for each of the hundred parts and fields of a page as well.
    """
    Template._render = _render_and_tell


def _render_and_tell(template: Template, context):
    if context.template is template and isinstance(context, RequestContext):
        template_rendered.send(sender=template, template=template, context=context)
    return template.nodelist.render(context)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database can be dropped although a thread that served a browser may still hold a line to it."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """Collecting makes nothing but what stays: looking for garbage meanwhile would take a quarter of its time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_collection_finish():
    """What was imported and collected stays: the garbage collector need not look through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def pytest_unconfigure():
    """Remove the scratch folder of tests/settings.py: processes of pytest-xdist end without calling atexit."""
    shutil.rmtree(settings.DATA_DIR, ignore_errors=True)
