"""What the portal says about itself: help, share preview, notes for search engines and finders of holes."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils import timezone
from PIL import Image

from proposals.choices import Status
from tests.factories.proposals import ProposalFactory
from tests.factories.stakeholders import HostFactory


def meta(html: str, name: str) -> str:
    return re.search(rf'<meta (?:property|name)="{name}" content="([^"]*)">', html).group(1)


def test_robots_leave_staff_pages_alone(client, db):
    assert "Disallow: /kerja/" in client.get("/robots.txt").content.decode()


def test_favicon_is_there_for_who_asks_at_the_root(client, db):
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer["Location"]) == (301, "/static/img/mark-180.png")


def test_help_explains_every_state(client, db):
    text = client.get("/bantuan/").content.decode()
    public = [state for state in Status if state not in (Status.UNCONFIRMED, Status.CLOSED)]
    assert [state for state in public if str(state.label) not in text] == []
    assert "Menunggu pengesahan hasil" in text


def test_help_says_whom_to_ask(client, db):
    host = HostFactory()
    host.organization.email = "sekretariat@contoh.go.id"
    host.organization.save()
    text = client.get("/bantuan/").content.decode()
    assert 'href="mailto:sekretariat@contoh.go.id"' in text


@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        ("", "http://127.0.0.1:8000/bantuan/#keamanan"),
        ("mailto:aman@contoh.go.id", "mailto:aman@contoh.go.id"),
    ],
)
def test_h14_security_txt_names_contact_and_expiry(client, db, settings, contact, expected):
    """H14: RFC 9116."""
    settings.SECURITY_CONTACT = contact
    answer = client.get("/.well-known/security.txt")
    lines = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert (lines["Contact"], lines["Preferred-Languages"]) == (expected, "id, en")
    expires = datetime.fromisoformat(lines["Expires"])
    assert timedelta(days=90) < expires - timezone.now() < timedelta(days=365)


def test_h14_security_contact_is_the_host_unless_set(client, db):
    """H14: a fresh installation already names somebody."""
    host = HostFactory()
    host.organization.email = "sekretariat@contoh.go.id"
    host.organization.save()
    assert b"Contact: mailto:sekretariat@contoh.go.id" in client.get("/.well-known/security.txt").content


def test_link_to_a_proposal_shows_what_it_is(client, db):
    proposal = ProposalFactory(status=Status.SUBMITTED, number="ASP-2028-0001", title='Wi-Fi "cepat" & murah')
    html = client.get(f"/aspirasi/{proposal.number}/").content.decode()
    assert meta(html, "og:title").startswith("ASP-2028-0001 Wi-Fi &quot;cepat&quot; &amp; murah · ")
    assert meta(html, "og:description").startswith("Diajukan. ")
    assert meta(html, "og:url") == f"{settings.PUBLIC_URL}/aspirasi/{proposal.number}/"
    assert "<title>ASP-2028-0001 Wi-Fi &quot;cepat&quot; &amp; murah · " in html


def test_preview_picture_is_what_messengers_take(client, db):
    address = meta(client.get("/").content.decode(), "og:image")
    assert address == f"{settings.PUBLIC_URL}/static/img/berbagi.png"
    path = finders.find("img/berbagi.png")
    with Image.open(path) as picture:
        assert picture.size == (1200, 630)
    assert Path(path).stat().st_size < 300_000  # WhatsApp shows none above
