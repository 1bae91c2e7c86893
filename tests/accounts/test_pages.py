"""Every page of accounts: there, in our frame, without anything that the content policy forbids."""

import re

import pytest
from allauth.account.urls import urlpatterns as account_urls
from allauth.mfa.base.urls import urlpatterns as mfa_urls
from allauth.mfa.recovery_codes.urls import urlpatterns as recovery_urls
from allauth.mfa.totp.urls import urlpatterns as totp_urls
from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.factories.stakeholders import HostFactory

pytestmark = pytest.mark.django_db
PUBLIC = ["account_login", "account_signup", "account_inactive", "account_request_login_code",
          "account_reset_password", "account_password_reset_completed", "account_privacy"]  # fmt: skip
OWN = ["account_logout", "account_email", "account_set_password", "account_profile", "mfa_index",
       "mfa_activate_totp", "account_second_factor", "account_sessions"]  # fmt: skip


@pytest.mark.parametrize("name", [p.name for p in [*account_urls, *mfa_urls, *recovery_urls, *totp_urls]])
def test_every_name_that_allauth_goes_to_has_an_address(name):
    assert reverse(name).startswith("/akun/")


def check_frame(answer) -> None:
    text = answer.content.decode()
    assert answer.status_code == 200
    assert text.count("<h1") == 1
    assert "Diskominfo</small>" in text  # allauth's own `site` does not hide ours
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", text)


@pytest.mark.parametrize("name", PUBLIC)
def test_public_pages(client, name):
    HostFactory()
    check_frame(client.get(reverse(name)))


@pytest.mark.parametrize("name", OWN)
def test_pages_of_people_who_have_just_signed_in(client, name, mailed_code):
    HostFactory()
    client.post(reverse("account_login"), {"login": UserFactory().email})
    client.post(reverse("account_confirm_login_code"), {"code": mailed_code()})
    check_frame(client.get(reverse(name)))


@pytest.mark.parametrize("name", [name for name in OWN if name != "account_logout"])
def test_pages_of_people_ask_strangers_to_sign_in(client, name):
    assert client.get(reverse(name)).url.startswith(reverse("account_login"))


def test_security_page_offers_what_is_missing(client, app_of):
    user = UserFactory()
    client.force_login(user)
    text = client.get(reverse("mfa_index")).content.decode()
    assert reverse("account_set_password") in text
    assert reverse("mfa_activate_totp") in text
    app_of(user)
    text = client.get(reverse("mfa_index")).content.decode()
    assert reverse("mfa_deactivate_totp") in text
    assert "10 dari 10 kode" in text


def test_stray_address_of_accounts_leads_to_a_page(client):
    assert client.get("/akun/").url == reverse("account_login")
