"""A plan as unruly as real ones, read once for all tests that only look at what is made of it."""

from dataclasses import dataclass

import pytest
from django.utils import timezone

from renja.models import Renja
from reports.data import read_renja
from reports.plan_files.overview import Overview, read_overview
from reports.report import RenjaReport
from tests.reports import build
from tests.reports.conftest import facts_of


@dataclass(frozen=True)
class Read:
    """What was read of a plan, and what the database says of it."""

    report: RenjaReport
    overview: Overview
    facts: dict


def unruly_plan() -> Renja:
    tree = build.three_level_tree()
    renja = build.new_plan(tree, 2028, bidang="2.16")
    build.make_unruly(renja, build.add_proposals(renja, 60))
    build.fill_tables(renja, tree)
    return renja


@pytest.fixture(scope="session")
def read(django_db_setup, django_db_blocker) -> Read:
    """Built in a transaction that is rolled back."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        renja = unruly_plan()
        report = read_renja(renja, timezone.now())
        made = Read(report, read_overview(renja, report), facts_of(renja))
        transaction.set_rollback(True)
    return made
