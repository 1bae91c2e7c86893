"""Pages that nobody wants to see: they fit and read well too, and lead on."""

import pytest
from playwright.sync_api import expect

from renja_portal.settings import BASE_DIR
from tests.e2e.browser import PHONE
from tests.e2e.full_city import build_full_city
from tests.e2e.walking import Walk

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

# Whoever it happens to, where, and the number of the error.
HAPPEN = [
    (None, "/tidak-ada/", 404),
    ("sekretariat", "/kerja/verifikasi/ASP-2028-9999/", 404),
    ("pengusul", "/kerja/", 403),
    ("verifikator", "/kerja/pengesahan/", 403),
    ("sekretariat", "/kerja/forum/2028/tampilkan/", 405),
    ("perencana", "/kerja/renja/2028/buat/", 405),
    (None, "/akun/undangan/tidak-ada/", 410),
    (None, "/renja/2029/", 404),
    (None, "/rusak/", 500),
    ("pimpinan", "/rusak/", 500),
]
NAMES = sorted(path.stem for path in BASE_DIR.glob("templates/[45]??*.html"))


@pytest.fixture
def town(db, settings):
    settings.ROOT_URLCONF = "tests.e2e.error_urls"
    return build_full_city()


@pytest.mark.parametrize(("role", "path", "status"), HAPPEN)
def test_error_reads_well_and_leads_on(open_page, complaints, town, role, path, status):
    complaints.expect(f"status of {status}")
    page = open_page("/", user=town.people.get(role), width=PHONE)
    assert Walk(page, set()).faults_of(path, status=status) == []
    page.locator("main a").first.click()
    expect(page.locator("h1")).to_have_count(1)


@pytest.mark.parametrize("name", NAMES)
def test_template_of_an_error_reads_well(open_page, complaints, town, name):
    complaints.expect(f"status of {name[:3]}")
    page = open_page("/", width=PHONE)
    assert Walk(page, set()).faults_of(f"/galat/{name}/", status=int(name[:3])) == []


def test_walk_sees_faults(open_page, complaints, town):
    """The proof would be worth nothing if it always held."""
    complaints.expect("style")
    page = open_page("/", width=PHONE)
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<h1>x</h1><img src=\"/logo/\">')"
    )
    page.evaluate("document.querySelector('main').firstElementChild.style.width = '900px'")
    page.evaluate("document.title = ''")
    told = " ".join(Walk(page, set()).faults_here())
    for fault in ("2 h1", "title", "window 360 px", "window 768 px", "axe image-alt"):
        assert fault in told
