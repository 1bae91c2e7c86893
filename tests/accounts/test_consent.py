"""Who agreed to which text on personal data, and when; asked again when the text is a new one."""

import hashlib

import pytest
from django.template.loader import get_template
from django.urls import reverse

from accounts import consent
from accounts.models import Consent, User
from audit.models import Entry
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
CONSENT, MINE = reverse("account_consent"), reverse("proposals:mine")
LOGIN, LOGIN_CODE = reverse("account_login"), reverse("account_confirm_login_code")
# What people agreed to: a changed text is a new version, under a name of its own.
TEXTS = {"2026-1": "2113243fccb4427f"}


@pytest.fixture
def signed_in(client, mailed_code):
    """`signed_in(user)`: the client, signed in by code as people are."""

    def sign_in(user):
        client.post(LOGIN, {"login": user.email, "kode": "1"})
        client.post(LOGIN_CODE, {"code": mailed_code()})
        return client

    return sign_in


@pytest.mark.parametrize("version", TEXTS)
def test_text_that_was_agreed_to_is_never_changed(version):
    text = get_template(consent.template_of(version)).template.source
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == TEXTS[version]


def test_version_of_today_has_a_text():
    assert consent.VERSION in TEXTS


def test_signing_up_keeps_who_agreed_to_what_and_when(client):
    data = {"name": "Siti", "email": "siti@contoh.id", "consent": consent.VERSION}
    client.post(reverse("account_signup"), data)
    row = Consent.objects.get()
    assert (row.user, row.version) == (User.objects.get(), consent.VERSION)
    assert Entry.objects.get(action="account.consent").data == {"version": consent.VERSION}


def test_agreeing_twice_is_noted_once():
    user = UserFactory(agreed=False)
    assert consent.agree(user) == consent.agree(user)
    assert Entry.objects.filter(action="account.consent").count() == 1


def test_sign_up_shows_the_text_and_its_version(client):
    text = client.get(reverse("account_signup")).content.decode()
    assert "27 Tahun 2022" in text
    assert f"Versi naskah {consent.VERSION}." in text


def test_who_has_not_agreed_reads_the_text_first_and_then_goes_on(signed_in):
    client = signed_in(UserFactory(agreed=False))
    answer = client.get(MINE)
    assert answer.url == f"{CONSENT}?next={MINE.replace('/', '%2F')}"
    assert "hanya ditanyakan satu kali" in client.get(answer.url).content.decode()
    assert client.post(CONSENT, {"consent": consent.VERSION, "next": MINE}).url == MINE
    assert client.get(MINE).status_code == 200


def test_new_text_is_asked_for_again(signed_in):
    user = UserFactory(agreed=False)
    user.consents.create(version="2025-1")
    client = signed_in(user)
    assert client.get(MINE).url.startswith(CONSENT)
    assert "berubah sejak" in client.get(CONSENT).content.decode()


def test_without_a_tick_nothing_is_agreed(signed_in):
    user = UserFactory(agreed=False)
    client = signed_in(user)
    assert "Centang persetujuan ini" in client.post(CONSENT, {"consent": "2025-1"}).content.decode()
    assert not consent.has_agreed(user)
    assert client.get(MINE).url.startswith(CONSENT)


def test_part_of_a_page_leads_there_as_well(signed_in):
    client = signed_in(UserFactory(agreed=False))
    answer = client.get(MINE, headers={"hx-request": "true"})
    assert answer["HX-Redirect"].startswith(CONSENT)


def test_own_account_stays_open_without_consent(signed_in):
    client = signed_in(UserFactory(agreed=False))
    for name in ("account_profile", "account_logout", "account_privacy", "help"):
        assert client.get(reverse(name)).status_code == 200


def test_who_agreed_is_not_asked_and_can_read_it_again(signed_in):
    client = signed_in(UserFactory())
    assert client.get(MINE).status_code == 200
    text = client.get(CONSENT).content.decode()
    assert "Anda menyetujuinya" in text
    assert "Setuju dan lanjutkan" not in text


def test_who_agreed_in_another_browser_meanwhile_goes_on(signed_in):
    user = UserFactory(agreed=False)
    client = signed_in(user)
    consent.agree(user)
    assert client.get(client.get(MINE).url).url == MINE
    assert client.get(MINE).status_code == 200


def test_after_agreeing_without_destination_one_begins_as_after_signing_in(client):
    client.force_login(UserFactory(agreed=False))
    assert client.post(CONSENT, {"consent": consent.VERSION}).url == MINE
