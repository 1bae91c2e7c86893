"""The second factor: set-up, sign-in, and the staff pages that demand it in this very session."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.urls import reverse

from audit.models import Entry
from tests.accounts.conftest import code_of
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
ACTIVATE = reverse("mfa_activate_totp")
AUTHENTICATE = reverse("mfa_authenticate")
CONFIRM = reverse("mfa_reauthenticate")
WHY = reverse("account_second_factor")
WORK = reverse("workspace")
LOGIN = reverse("account_login")


@pytest.fixture(autouse=True)
def _demanded(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def with_password(user):
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, user):
    """By password; the second factor may still be asked for."""
    return client.post(LOGIN, {"login": with_password(user).email, "password": PASSWORD})


def activate(client):
    secret = client.get(ACTIVATE).context["form"].secret
    return client.post(ACTIVATE, {"code": code_of(secret)})


# Staff pages


@pytest.mark.parametrize("person", ["sekretariat", "verifikator", "perencana", "pimpinan", "admin_user"])
def test_staff_without_second_factor_are_told_why_and_how(client, request, person):
    sign_in(client, request.getfixturevalue(person))
    answer = client.get(f"{WORK}?x=1")
    assert answer.url == f"{WHY}?next=%2Fkerja%2F%3Fx%3D1"
    text = client.get(answer.url).content.decode()
    assert "aplikasi autentikator" in text
    assert ACTIVATE in text


def test_set_up_leads_back_to_where_one_was_going(client, sekretariat):
    sign_in(client, sekretariat)
    client.get(client.get(f"{WORK}?x=1").url)
    answer = activate(client)
    assert answer.url == reverse("mfa_view_recovery_codes")
    page = client.get(answer.url)
    assert len(page.context["unused_codes"]) == 10
    assert f'href="{WORK}?x=1"' in page.content.decode()
    assert client.get(f"{WORK}?x=1").status_code == 200


def test_destination_outside_the_portal_is_forgotten(client, sekretariat):
    sign_in(client, sekretariat)
    client.get(f"{WHY}?next=https://jahat.contoh.com/")
    client.get(activate(client).url)
    assert client.get(reverse("mfa_view_recovery_codes")).context["destination"] == reverse("mfa_index")


def test_session_from_before_the_set_up_asks_for_the_app_once(client, sekretariat, app_of):
    sign_in(client, sekretariat)
    app = app_of(sekretariat)
    answer = client.get(WORK)
    assert answer.url == f"{CONFIRM}?next=%2Fkerja%2F"
    assert client.post(answer.url, {"code": app.code(), "next": WORK}).url == WORK
    assert client.get(WORK).status_code == 200


def test_factor_that_was_used_and_then_switched_off_does_not_count(client, sekretariat):
    sign_in(client, sekretariat)
    activate(client)
    assert client.get(WORK).status_code == 200
    client.post(reverse("mfa_deactivate_totp"))
    assert client.get(WORK).url.startswith(WHY)


def test_people_without_a_role_need_no_second_factor(client):
    sign_in(client, UserFactory())
    assert client.get(reverse("proposals:mine")).status_code == 200


def test_parts_of_a_page_reload_the_whole_of_it(client, sekretariat):
    sign_in(client, sekretariat)
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/kerja/?tab=2"}
    answer = client.get(WORK, headers=headers)
    assert (answer.status_code, answer["HX-Redirect"]) == (204, f"{WHY}?next=%2Fkerja%2F%3Ftab%3D2")


def test_forms_come_back_to_a_page_that_can_be_opened(client, admin_user):
    sign_in(client, admin_user)
    answer = client.post(reverse("stakeholders:host"), {"name": "x"})
    assert answer.url == f"{WHY}?next=%2Fkerja%2F"


def test_master_data_demand_it_too(client, admin_user):
    sign_in(client, admin_user)
    assert client.get("/admin/").url.startswith(WHY)


def test_where_nothing_real_is_kept_it_is_not_demanded(client, sekretariat, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    sign_in(client, sekretariat)
    assert client.get(WORK).status_code == 200


# Setting up


def test_qr_code_is_a_picture_and_its_key_can_be_typed(client):
    sign_in(client, UserFactory())
    text = client.get(ACTIVATE).content.decode()
    assert 'src="data:image/svg+xml;base64,' in text
    assert "<svg xmlns" not in text
    assert "otpauth://totp/" in text


def test_wrong_code_activates_nothing(client):
    sign_in(client, UserFactory())
    client.get(ACTIVATE)
    assert "Kode tidak cocok" in client.post(ACTIVATE, {"code": "000000"}).content.decode()
    assert not Authenticator.objects.exists()


def test_set_up_is_recorded_and_told(client, letters, django_capture_on_commit_callbacks):
    user = UserFactory()
    sign_in(client, user)
    with django_capture_on_commit_callbacks(execute=True):
        activate(client)
    assert letters()[-1].subject == "Verifikasi dua langkah aktif"
    assert Entry.objects.filter(action="account.totp_activated", actor=user.pk).count() == 1


def test_s01_secret_is_not_readable_in_the_database_and_survives_a_new_key(client, app_of, settings):
    user = UserFactory()
    app = app_of(user)
    stored = [row.data for row in Authenticator.objects.filter(user=user)]
    assert app.secret not in str(stored)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "y" * 60
    sign_in(client, user)
    assert client.post(AUTHENTICATE, {"code": app.code()}).status_code == 302


def test_s01_earlier_key_is_needed_no_more_once_all_is_sealed_anew(client, app_of, settings, capsys):
    user = UserFactory()
    app = app_of(user)
    earlier, settings.SECRET_KEY = settings.SECRET_KEY, "y" * 60
    settings.SECRET_KEY_FALLBACKS = [earlier]
    call_command("reseal_second_factors")
    call_command("reseal_second_factors")
    assert capsys.readouterr().out == "2 of 2 sealed anew.\n0 of 2 sealed anew.\n"
    settings.SECRET_KEY_FALLBACKS = []
    for code in (app.code(), app.recovery_codes[0]):
        sign_in(client, user)
        assert client.post(AUTHENTICATE, {"code": code}).status_code == 302
        client.post(reverse("account_logout"))


def test_key_that_nobody_names_any_more_is_asked_for(app_of, settings):
    app_of(UserFactory())
    settings.SECRET_KEY = "y" * 60
    with pytest.raises(CommandError, match="add it there"):
        call_command("reseal_second_factors")


# Signing in


def test_password_alone_is_not_enough(client, sekretariat, app_of):
    app = app_of(sekretariat)
    assert sign_in(client, sekretariat).url == AUTHENTICATE
    assert "_auth_user_id" not in client.session
    assert client.get(WORK).url.startswith(LOGIN)
    assert client.post(AUTHENTICATE, {"code": app.code()}).url == WORK
    assert client.get(WORK).status_code == 200


def test_mailed_code_alone_is_not_enough(client, sekretariat, app_of, mailed_code):
    app = app_of(sekretariat)
    client.post(LOGIN, {"login": sekretariat.email, "kode": "1", "next": "/kerja/?x=1"})
    answer = client.post(
        reverse("account_confirm_login_code"), {"code": mailed_code(), "next": "/kerja/?x=1"}
    )
    assert answer.url == AUTHENTICATE
    assert client.post(AUTHENTICATE, {"code": app.code()}).url == "/kerja/?x=1"


def test_recovery_code_works_once(client, sekretariat, app_of):
    app = app_of(sekretariat)
    for expected in (302, 200):
        sign_in(client, sekretariat)
        assert client.post(AUTHENTICATE, {"code": app.recovery_codes[0]}).status_code == expected
        client.post(reverse("account_logout"))


def test_code_of_the_app_works_once_in_all_the_time_that_it_is_valid(
    client, sekretariat, app_of, time_machine
):
    time_machine.move_to("2026-11-23 08:00:00+08:00", tick=False)
    app = app_of(sekretariat)
    code = app.code()
    sign_in(client, sekretariat)
    assert client.post(AUTHENTICATE, {"code": code}).url == WORK
    client.post(reverse("account_logout"))
    time_machine.shift(35)
    sign_in(client, sekretariat)
    assert "tidak cocok" in client.post(AUTHENTICATE, {"code": f"{code[:3]} {code[3:]}"}).content.decode()
    assert client.post(AUTHENTICATE, {"code": app.code()}).url == WORK


@pytest.mark.parametrize(("steps", "goes"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_clocks_may_differ_by_one_step(client, sekretariat, app_of, steps, goes, time_machine):
    time_machine.move_to("2026-11-23 08:00:00+08:00", tick=False)
    app = app_of(sekretariat)
    sign_in(client, sekretariat)
    assert (client.post(AUTHENTICATE, {"code": app.code(steps)}).status_code == 302) is goes


def test_new_password_by_code_does_not_skip_it(client, sekretariat, app_of, mailed_code):
    app_of(sekretariat)
    client.post(reverse("account_reset_password"), {"email": sekretariat.email})
    client.post(reverse("account_confirm_password_reset_code"), {"code": mailed_code()})
    new = {"password1": PASSWORD, "password2": PASSWORD}
    assert client.post(reverse("account_complete_password_reset"), new).url == AUTHENTICATE
    assert client.get(WORK).url.startswith(LOGIN)


def test_guessing_is_stopped(client, sekretariat, app_of):
    app = app_of(sekretariat)
    sign_in(client, sekretariat)
    for _try in range(6):
        text = client.post(AUTHENTICATE, {"code": "000000"}).content.decode()
    assert "Terlalu banyak percobaan" in text
    assert client.post(AUTHENTICATE, {"code": app.code()}).status_code == 200


# Recovery codes


def test_recovery_codes_can_be_saved_as_a_file(client, app_of):
    user = UserFactory()
    sign_in(client, user)
    activate(client)
    answer = client.get(reverse("mfa_download_recovery_codes"))
    codes = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert answer["Content-Disposition"] == 'attachment; filename="kode-cadangan.txt"'
    assert all(code in answer.content.decode() for code in codes)


def test_new_recovery_codes_make_the_old_ones_void(client, app_of):
    user = UserFactory()
    app = app_of(user)
    sign_in(client, user)
    client.post(AUTHENTICATE, {"code": app.code()})
    assert "tidak berlaku lagi" in client.get(reverse("mfa_generate_recovery_codes")).content.decode()
    client.post(reverse("mfa_generate_recovery_codes"))
    fresh = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert len(fresh) == 10
    assert not set(fresh) & set(app.recovery_codes)
