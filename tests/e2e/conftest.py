"""Browser fixtures: pages of a real server in the system's Chromium, watched for complaints."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.test import Client
from playwright.sync_api import Page, expect

from accounts.adapter import note_confirmation
from accounts.models import User
from renja_portal.launcher import system
from tests.e2e import browser
from tests.e2e.full_city import build_full_city
from tests.e2e.full_city.frame import FullCity
from tests.e2e.keys import Keys
from tests.e2e.plan_table import PATH, build_plan

# Playwright runs an event loop in this thread, which Django would take for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args) -> dict:
    chromium = system.find_chromium()
    assert chromium, system.command_to_type("chromium")
    return {**browser_type_launch_args, "executable_path": chromium, "args": browser.CHROMIUM_FLAGS}


@pytest.fixture(scope="session")
def base_url(live_server) -> str:
    """Where `page.goto("/…")` goes."""
    return live_server.url


@pytest.fixture
def complaints() -> Iterator[browser.Complaints]:
    """Fails the test for every script error, refused content or failed load that it did not expect."""
    watched = browser.Complaints()
    yield watched
    assert not watched.unexpected(), "\n".join(watched.unexpected())


@pytest.fixture
def open_page(new_context, complaints, sign_in) -> Callable[..., Page]:
    """`open_page("/aspirasi/", user=…, width=browser.PHONE, dark=True, javascript=False)`, each in a context of its own."""
    cache.clear()  # what limits counted in an earlier test

    def open_new(
        path: str = "/",
        *,
        user: User | None = None,
        width: int = browser.DESKTOP,
        dark: bool = False,
        javascript: bool = True,
    ) -> Page:
        context = new_context(
            viewport={"width": width, "height": browser.HEIGHTS.get(width, 850)},
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            reduced_motion="reduce",
            locale="id-ID",
            timezone_id=settings.TIME_ZONE,
        )
        context.set_default_timeout(30_000)  # a loaded machine is slow
        page = context.new_page()
        complaints.watch(page)
        if user:
            sign_in(page, user)
        page.goto(path)
        return page

    return open_new


@pytest.fixture
def sign_in(live_server) -> Callable[[Page, User], None]:
    """`sign_in(page, user)`: a session with second factor, without typing a password."""

    def sign(page: Page, user: User) -> None:
        if not is_mfa_enabled(user):
            TOTP.activate(user, generate_totp_secret())
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        request = HttpRequest()
        request.session = client.session
        record_authentication(request, user, "mfa", type="totp")
        note_confirmation(request)
        request.session.save()
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
        page.context.add_cookies([cookie])

    return sign


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """`axe(page)`: no accessibility violation on it."""
    return browser.assert_accessible


@pytest.fixture
def picture(output_path) -> Callable[[Page, str], Path]:
    """`picture(page, "beranda")` keeps a screenshot of the whole page under test-results/."""

    def take(page: Page, name: str) -> Path:
        path = Path(output_path) / f"{name}-{page.viewport_size['width']}.png"
        page.screenshot(path=path, full_page=True)
        return path

    return take


@pytest.fixture
def table(open_page, perencana) -> Callable[..., Page]:
    """`table(width=…)`: the planner's page of a small plan, ready to be written in."""
    build_plan()

    def at(**options) -> Page:
        page = open_page(PATH, user=perencana, **options)
        if options.get("javascript", True):
            expect(page.get_by_role("grid")).to_be_visible()
        return page

    return at


@pytest.fixture
def town(db) -> FullCity:
    return build_full_city()


@pytest.fixture
def sit_down(open_page, town) -> Iterator[Callable[..., tuple[Page, Keys]]]:
    """`sit_down("sekretariat", "/kerja/")`: the page and its keyboard; what was hard to see fails the test at its end."""
    everything = []

    def at(role: str | None, path: str, **options) -> tuple[Page, Keys]:
        page = open_page(path, user=town.people.get(role), **options)
        everything.append(Keys(page))
        return page, everything[-1]

    yield at
    faults = [fault for keys in everything for fault in keys.faults]
    assert not faults, "\n".join(dict.fromkeys(faults))
