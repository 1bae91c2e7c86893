"""As much of a city as the crowd needs, and nothing of the demo. Runs beside the portal, on its database."""

from typing import Any

from django.core.management import call_command

from faults.people import signed_in
from stakeholders.models import Role
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory, PhaseFactory
from tests.factories.stakeholders import HostFactory, HostMembershipFactory, UnitFactory


def prepare(submitters: int) -> dict[str, Any]:
    """Sessions, pages to read, and the offices, as `faults.people.enter` tells them."""
    call_command("createcachetable")
    HostFactory()
    PhaseFactory(forum=ForumFactory(plan_year=2028))
    secretary = HostMembershipFactory(role=Role.SEKRETARIAT).user
    return {
        "submitters": [signed_in(user) for user in UserFactory.create_batch(submitters)],
        "sekretariat": signed_in(secretary),
        "units": [str(UnitFactory().pk)],
        "paths": ["/", "/aspirasi/", "/forum/2028/"],
    }
