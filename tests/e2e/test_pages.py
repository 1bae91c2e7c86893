"""Every page, for everybody who may open it, at three widths in light and dark: it fits, reads well, breaks no rule."""

from copy import deepcopy

import pytest
from playwright.sync_api import Page

from demo import mail
from notifications.outbox import send_due_messages
from tests.e2e.addresses import samples_of
from tests.e2e.addresses.samples import DEBUG_ONLY, FILES, IN_THE_MIDDLE, PARTS, ROLES, Sample, may_open
from tests.e2e.browser import PHONE
from tests.e2e.full_city import build_full_city
from tests.e2e.full_city.frame import FullCity
from tests.e2e.walking import Walk
from tests.factories.notifications import MessageFactory
from tests.renja_portal.test_policy import OWN, declared

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def town(db) -> FullCity:
    return build_full_city()


@pytest.fixture(scope="module")
def read() -> set[int]:
    """What axe has read already, for whichever role."""
    return set()


def test_walk_misses_no_address(town):
    walked = {sample.name for sample in samples_of(town)} | IN_THE_MIDDLE | DEBUG_ONLY | PARTS
    opened = {name for name in OWN if "GET" in declared(name).methods}
    assert walked ^ opened == set()


@pytest.mark.parametrize("role", ROLES)
def test_pages_fit_and_read_well(open_page, complaints, town, read, role):
    """All faults of all pages are told together."""
    complaints.expect("status of 404|status of 410")
    user = town.people.get(role)
    page = open_page("/", user=user, width=PHONE)
    walk, faults = Walk(page, read), []
    for sample in samples_of(town):
        if not may_open(sample, role, user):
            continue
        if sample.name in FILES:
            faults += _file_faults(page, sample)
        else:
            faults += walk.faults_of(sample.path, status=sample.status)
    assert not faults, "\n".join(faults)


def _file_faults(page: Page, sample: Sample) -> list[str]:
    answer = page.context.request.get(sample.path)
    found = [] if answer.status == sample.status else [f"{sample.path}: {answer.status}"]
    if "text/html" in answer.headers["content-type"]:
        found.append(f"{sample.path}: is a page")
    return found


@pytest.mark.parametrize("query", ["", "?salah"])
def test_style_guide_fits_and_reads_well(open_page, settings, town, read, query):
    settings.DEBUG = True
    page = open_page("/", width=PHONE)
    assert Walk(page, read).faults_of(f"/gaya/{query}") == []


def test_pages_of_the_demo_fit_and_read_well(open_page, settings, town, read):
    settings.DEMO, settings.ROOT_URLCONF = True, "tests.demo.urls"
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["OPTIONS"]["context_processors"].append("demo.context.demo")
    settings.TEMPLATES, settings.EMAIL_BACKEND = templates, "demo.mail.EmailBackend"
    MessageFactory(subject="Usulan diterima untuk diperiksa")
    send_due_messages()
    letter = mail.keys()[0]
    page = open_page("/", width=PHONE)
    walk = Walk(page, read)
    paths = ("/", "/akun/masuk/", "/demo/masuk/", "/demo/surat/", f"/demo/surat/{letter}/")
    assert [fault for path in paths for fault in walk.faults_of(path)] == []
