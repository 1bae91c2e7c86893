"""A04: what a city may switch on that must follow a rule of its own: composition, and an end to each password."""

import pytest
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
LOGIN, CHANGE, MINE = reverse("account_login"), reverse("account_change_password"), reverse("proposals:mine")
NEW = "Sebuah kalimat lain, nomor 7"


@pytest.mark.parametrize(
    "password",
    [
        "sebuah kalimat lain, nomor 7",
        "SEBUAH KALIMAT LAIN, NOMOR 7",
        "Sebuah kalimat lain, nomor tujuh",
        "Sebuah kalimat lain nomor 7",
    ],
)
def test_a04_composition_is_asked_for_where_it_is_switched_on(settings, password):
    validate_password(password)
    assert "" in password_validators_help_texts()
    settings.PASSWORD_COMPOSITION = True
    with pytest.raises(ValidationError, match="huruf besar"):
        validate_password(password)
    validate_password(NEW)


def sign_in(client, user, time_machine, *, days: int) -> None:
    time_machine.move_to("2026-01-05 08:00+08:00")
    user.joined_at = "2026-01-05T08:00+08:00"
    user.save()
    time_machine.shift(days * 24 * 3600)
    client.post(LOGIN, {"login": user.email, "password": PASSWORD})


def test_a04_password_never_ends_unless_it_is_switched_on(client, time_machine):
    sign_in(client, UserFactory(password=PASSWORD), time_machine, days=3000)
    assert client.get(MINE).status_code == 200


def test_a04_old_password_leads_to_a_new_one_and_nowhere_else(client, settings, time_machine):
    settings.PASSWORD_MAX_DAYS = 90
    sign_in(client, UserFactory(password=PASSWORD), time_machine, days=91)
    answer = client.get(MINE, follow=True)
    assert answer.redirect_chain[-1][0] == CHANGE
    assert "lebih dari 90 hari" in answer.content.decode()
    data = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert client.post(CHANGE, data).status_code == 302
    assert client.get(MINE).status_code == 200


def test_a04_changed_password_begins_anew(client, settings, time_machine):
    settings.PASSWORD_MAX_DAYS = 90
    user = UserFactory(password=PASSWORD)
    sign_in(client, user, time_machine, days=89)
    client.post(CHANGE, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    client.post(reverse("account_logout"))
    time_machine.shift(30 * 24 * 3600)
    client.post(LOGIN, {"login": user.email, "password": NEW})
    assert client.get(MINE).status_code == 200


def test_a04_who_has_no_password_has_none_that_is_old(client, settings, time_machine, mailed_code):
    settings.PASSWORD_MAX_DAYS = 1
    user = UserFactory()
    time_machine.move_to(timezone.now(), tick=False)
    time_machine.shift(10 * 24 * 3600)
    client.post(LOGIN, {"login": user.email, "kode": "1"})
    client.post(reverse("account_confirm_login_code"), {"code": mailed_code()})
    assert client.get(MINE).status_code == 200
