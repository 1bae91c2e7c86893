"""Every address that a person can open with GET, with real rows filled in.

`tests/e2e/test_pages.py` proves that no name of a URL is missing here.
"""

from tests.e2e.addresses.day import add_door, add_record, add_sessions, add_sittings
from tests.e2e.addresses.forums import add_forums
from tests.e2e.addresses.people import add_accounts, add_settings
from tests.e2e.addresses.plan import add_data, add_plan, add_reports, add_upkeep
from tests.e2e.addresses.proposals import add_lists, add_own, add_public, add_speaking, add_staff
from tests.e2e.addresses.remarks import add_remarks
from tests.e2e.addresses.samples import Sample, Samples
from tests.e2e.full_city.frame import FullCity


def samples_of(town: FullCity) -> list[Sample]:
    samples = Samples(town)
    for part in (
        add_accounts,
        add_settings,
        add_forums,
        add_door,
        add_public,
        add_own,
        add_staff,
        add_sittings,
        add_lists,
        add_sessions,
        add_speaking,
        add_record,
        add_plan,
        add_remarks,
        add_reports,
        add_data,
        add_upkeep,
    ):
        part(samples)
    return samples.found
