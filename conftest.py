import shutil

import pytest
from django.conf import settings
from django.db import connection

pytest_plugins = ["tests.fixtures.clamd", "tests.fixtures.roles"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database can be dropped although a thread that served a browser may still hold a line to it."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )


def pytest_unconfigure():
    """Remove the scratch folder of tests/settings.py: processes of pytest-xdist end without calling atexit."""
    shutil.rmtree(settings.DATA_DIR, ignore_errors=True)
