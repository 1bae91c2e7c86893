"""A09: what helps who lost something does not let anybody else in. Two officers: tests/stakeholders/test_factor_removal.py."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db
LOGIN, SECOND = reverse("account_login"), reverse("mfa_authenticate")
NEW = {"password1": "sebuah kalimat lain untuk masuk", "password2": "sebuah kalimat lain untuk masuk"}


@pytest.fixture
def app(sekretariat, app_of, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    sekretariat.set_password(PASSWORD)
    sekretariat.save()
    return app_of(sekretariat)


def half_in(client, user):
    return client.post(LOGIN, {"login": user.email, "password": PASSWORD})


def test_a09_new_password_leads_to_the_second_factor_and_no_further(client, sekretariat, app, mailed_code):
    client.post(reverse("account_reset_password"), {"email": sekretariat.email})
    client.post(reverse("account_confirm_password_reset_code"), {"code": mailed_code()})
    assert client.post(reverse("account_complete_password_reset"), NEW).url == SECOND
    for path in (reverse("workspace"), reverse("mfa_index"), reverse("mfa_deactivate_totp")):
        assert client.get(path).url.startswith(LOGIN)
    assert Authenticator.objects.filter(type="totp").exists()


def test_a09_ten_codes_each_good_once(client, sekretariat, app):
    assert len(set(app.recovery_codes)) == 10
    for expected in (302, 200):
        half_in(client, sekretariat)
        assert client.post(SECOND, {"code": app.recovery_codes[3]}).status_code == expected
        client.post(reverse("account_logout"))


def test_a09_codes_cannot_be_read_in_the_database(sekretariat, app):
    """Sealed by SECRET_KEY rather than hashed, so that their owner can look at them again."""
    stored = str([row.data for row in Authenticator.objects.filter(user=sekretariat)])
    assert not any(code in stored for code in app.recovery_codes)
    assert app.secret not in stored


def test_a09_codes_are_shown_to_a_fresh_proof_alone(client, sekretariat, app):
    client.force_login(sekretariat)
    for name in ("mfa_view_recovery_codes", "mfa_download_recovery_codes", "mfa_generate_recovery_codes"):
        assert client.get(reverse(name)).url.startswith(reverse("account_reauthenticate"))


def test_a09_guessing_recovery_codes_is_stopped(client, sekretariat, app):
    half_in(client, sekretariat)
    for number in range(5):
        client.post(SECOND, {"code": f"0000000{number}"})
    answer = client.post(SECOND, {"code": app.recovery_codes[0]})
    assert "Terlalu banyak percobaan" in answer.content.decode()
