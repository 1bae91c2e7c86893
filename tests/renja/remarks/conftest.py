"""A revision in the hands of Bappeda, and who is on which side."""

import pytest
from django.urls import reverse

from renja.models import Examination
from stakeholders.models import Role
from tests.factories.remarks import ExaminationFactory, RemarkFactory, RevisionFactory
from tests.factories.stakeholders import MembershipFactory, PlanningAgencyFactory


@pytest.fixture
def revision(renja):
    return RevisionFactory(renja=renja)


@pytest.fixture
def agency(pemeriksa):
    return pemeriksa.memberships.get().organization


@pytest.fixture
def examination(revision, agency) -> Examination:
    return ExaminationFactory(revision=revision, organization=agency)


@pytest.fixture
def other_examiner(db):
    """A pemeriksa of an agency to which nothing was handed."""
    agency = PlanningAgencyFactory(name="Bappeda Lain", short_name="Lain")
    return MembershipFactory(role=Role.PEMERIKSA, organization=agency).user


@pytest.fixture
def remark(examination):
    """A remark that was sent."""
    return RemarkFactory(examination=examination, sent=True, number=1)


@pytest.fixture
def draft(examination):
    return RemarkFactory(examination=examination, text="Masih ditulis.")


@pytest.fixture
def at(examination):
    """`at("remark", 3)`: the address of a page of the examination."""
    return lambda name, *args: reverse(f"renja:{name}", args=[examination.key, *args])
