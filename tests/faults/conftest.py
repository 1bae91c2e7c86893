"""A real gunicorn and a PostgreSQL of their own, with the tables of the test database."""

import subprocess
from collections.abc import Iterator

import pytest
from django.db import connection

from faults.portal import REAL, KillablePortal, open_workplace

PREPARE = "from tests.faults.little_city import prepare; import json; print(json.dumps(prepare(2)))"
SETTINGS = {**REAL, "DJANGO_SETTINGS_MODULE": "tests.faults.settings"}


@pytest.fixture(scope="module")
def portal(django_db_setup) -> Iterator[KillablePortal]:
    """With its database alone running; `portal.people` are those of the little city."""
    with open_workplace() as workplace:
        one = KillablePortal(workplace, SETTINGS)
        try:
            _copy_tables(one)
            one.people = one.run(PREPARE)
            yield one
        finally:
            if one.web.is_alive():
                one.kill_web()  # nobody waits for an answer any more
            one.stop()


def _copy_tables(portal: KillablePortal) -> None:
    """Much quicker than migrating; what migrations filled in comes along."""
    known = connection.settings_dict
    here = f"postgres://{known['USER']}:{known['PASSWORD']}@{known['HOST']}:{known['PORT']}/{known['NAME']}"
    programs = portal.cluster.binaries
    dumped = subprocess.run([programs / "pg_dump", "--no-owner", here], capture_output=True, check=True)
    told = [programs / "psql", "--quiet", "--single-transaction", "--file=-", "--set", "ON_ERROR_STOP=1"]
    subprocess.run(
        [*told, portal.environment["DATABASE_URL"]], input=dumped.stdout, capture_output=True, check=True
    )
