"""Signing in without a password and reading the mail: only in the demo, only from near, only by a sent form."""

import os
import subprocess
import sys

import pytest
from django.conf import settings as project
from django.core.mail import send_mail
from django.test import Client
from django.urls import reverse

from accounts.models import User
from demo import mail
from demo.people import ACCOUNTS

LOGIN = "/akun/masuk/"


@pytest.fixture
def letters(settings, tmp_path):
    """An empty mailbox."""
    settings.DATA_DIR = tmp_path


# --- Outside the demo ------------------------------------------------------------------------------------

PROBE = """
import django; django.setup()
from django.apps import apps
from django.conf import settings
from django.core.management import get_commands
from django.urls import Resolver404, resolve
def there(path):
    try:
        return bool(resolve(path))
    except Resolver404:
        return False
print(apps.is_installed("demo"), "load_demo" in get_commands(), "shift_demo" in get_commands(),
      settings.EMAIL_BACKEND.startswith("demo."), settings.SECOND_FACTOR_REQUIRED,
      there("/demo/masuk/"), there("/demo/masuk/admin/"), there("/demo/surat/"))
"""


@pytest.mark.parametrize(
    ("demo", "expected"),
    [
        ("0", "False False False False True False False False"),
        ("1", "True True True True False True True True"),
    ],
)
def test_demo_exists_only_where_it_is_asked_for(demo, expected):
    environment = {**os.environ, "DEMO": demo, "DJANGO_SETTINGS_MODULE": "renja_portal.settings"}
    probe = subprocess.run(
        [sys.executable, "-c", PROBE],
        env=environment,
        cwd=project.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    assert probe.stdout.strip() == expected


@pytest.mark.parametrize("path", ["/demo/masuk/", "/demo/masuk/admin/", "/demo/surat/"])
@pytest.mark.django_db
def test_nothing_of_it_is_there_in_a_real_installation(client, path):
    assert client.get(path).status_code == client.post(path).status_code == 404


@pytest.mark.django_db
def test_real_sign_in_page_offers_no_roles(client):
    page = client.get(LOGIN).content.decode()
    assert "Masuk sebagai" not in page
    assert "Demo, bukan layanan resmi" not in page


# --- In the demo --------------------------------------------------------------------------------------------

in_demo = pytest.mark.usefixtures("demo", "demo_mode")


@in_demo
@pytest.mark.parametrize("path", ["/", LOGIN, "/demo/masuk/", "/aspirasi/"])
def test_every_page_says_that_it_is_a_demo(client, path):
    page = client.get(path).content.decode()
    assert "Demo, bukan layanan resmi" in page
    assert 'href="/demo/masuk/"' in page
    assert 'href="/demo/surat/"' in page


@in_demo
@pytest.mark.parametrize("path", [LOGIN, "/demo/masuk/"])
def test_each_role_has_its_button(client, path):
    page = client.get(path).content.decode()
    for account in ACCOUNTS:
        assert f'action="/demo/masuk/{account.slug}/"' in page
        assert f"Masuk sebagai {account.label}" in page


@in_demo
@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: account.slug)
def test_button_signs_in_as_its_person(client, account):
    answer = client.post(f"/demo/masuk/{account.slug}/", follow=True)
    assert answer.status_code == 200
    assert answer.wsgi_request.user.email == account.email
    staff = account.roles and account.slug not in ("lembaga", "pemeriksa")
    assert answer.redirect_chain == [("/kerja/" if staff else "/aspirasi/saya/", 302)]


@in_demo
def test_page_of_roles_shows_who_one_is(client):
    client.post("/demo/masuk/perencana/")
    assert "Anda masuk sebagai ini" in client.get("/demo/masuk/").content.decode()


@in_demo
@pytest.mark.parametrize(
    ("wanted", "target"),
    [("/aspirasi/", "/aspirasi/"), ("https://jahat.example/", "/kerja/"), ("//jahat.example/", "/kerja/")],
)
def test_one_goes_on_to_where_one_wanted_but_never_elsewhere(client, wanted, target):
    assert client.post("/demo/masuk/sekretariat/", {"next": wanted}).headers["Location"] == target


@in_demo
def test_sign_in_rotates_the_session(client):
    client.post("/demo/masuk/warga/")
    client.session["ditinggalkan"] = True
    first = client.session.session_key
    client.post("/demo/masuk/sekretariat/")
    assert client.session.session_key != first
    assert client.session["_auth_user_id"] == str(User.objects.get(email="sekretariat@contoh.id").pk)
    assert "ditinggalkan" not in client.session


@in_demo
def test_sign_in_is_a_sent_form_with_a_token():
    strict = Client(enforce_csrf_checks=True)
    assert strict.get("/demo/masuk/admin/").status_code == 405
    assert strict.post("/demo/masuk/admin/").status_code == 403
    assert "_auth_user_id" not in strict.session


@in_demo
@pytest.mark.parametrize("slug", ["tidak-ada", "kepala"])
def test_unknown_role_is_not_there(client, slug):
    assert client.post(f"/demo/masuk/{slug}/").status_code == 404


@in_demo
def test_deactivated_person_cannot_be_signed_in(client):
    User.objects.filter(email="admin@contoh.id").update(is_active=False)
    assert client.post("/demo/masuk/admin/").status_code == 404


@in_demo
@pytest.mark.parametrize("address", ["192.168.1.9", "2001:db8::1", "", "unix:"])
def test_other_machines_find_nothing(client, address):
    for path in ("/demo/masuk/", "/demo/surat/"):
        assert client.get(path, REMOTE_ADDR=address).status_code == 404
    assert client.post("/demo/masuk/admin/", REMOTE_ADDR=address).status_code == 404


@in_demo
def test_named_host_opens_the_demo_to_its_network(client, settings):
    settings.LOOPBACK = False
    assert client.post("/demo/masuk/warga/", REMOTE_ADDR="192.168.1.9").status_code == 302


@in_demo
def test_foreign_host_name_is_refused(client):
    assert client.post("/demo/masuk/admin/", headers={"host": "jahat.example"}).status_code == 400


@in_demo
def test_role_opens_its_own_pages(client):
    client.post("/demo/masuk/verifikator/")
    assert client.get("/kerja/").status_code == 200
    client.post("/demo/masuk/warga/")
    assert client.get("/kerja/").status_code == 403


# --- Mail ----------------------------------------------------------------------------------------------------


@in_demo
def test_sent_mail_is_kept_and_read(client, letters):
    send_mail(
        "Kode masuk: 4417", "Kode Anda <4417>.\n\nhttp://127.0.0.1:8000/akun/kode/", None, ["warga@contoh.id"]
    )
    key = mail.keys()[0]
    page = client.get("/demo/surat/").content.decode()
    assert "Kode masuk: 4417" in page
    letter = client.get(reverse("demo:letter", args=[key])).content.decode()
    assert "Kode Anda &lt;4417&gt;." in letter
    assert 'href="http://127.0.0.1:8000/akun/kode/"' in letter
    assert "warga@contoh.id" in letter


@in_demo
def test_empty_mailbox_says_so(client, letters):
    assert "Belum ada surat" in client.get("/demo/surat/").content.decode()


@in_demo
def test_letters_come_newest_first_a_page_at_a_time(client):
    page = client.get("/demo/surat/").content.decode()
    first, last = mail.read(mail.keys()[0]), mail.read(mail.keys()[-1])
    assert page.index(first.key) < page.index(mail.keys()[1])
    assert last.key not in page
    assert last.key in client.get("/demo/surat/?page=99").content.decode()


@in_demo
@pytest.mark.parametrize(
    "key", ["x", "20261126010101000000-zzzzzzzzzzzz", "20261126010101000000-0123456789ab"]
)
def test_unknown_letter_is_not_there(client, key):
    assert client.get(f"/demo/surat/{key}/").status_code == 404


def test_mail_is_readable_by_its_owner_alone(letters, settings):
    send_mail_of_demo()
    (path,) = mail.folder().iterdir()
    assert path.stat().st_mode & 0o077 == 0
    assert mail.folder().stat().st_mode & 0o077 == 0
    mail.empty()
    assert mail.keys() == []
    mail.empty()


def send_mail_of_demo() -> None:
    backend = mail.EmailBackend()
    assert send_mail("Perihal", "Isi", "dari@contoh.id", ["kepada@contoh.id"], connection=backend) == 1


@in_demo
def test_lists_cost_the_same_whatever_their_length(client, letters, django_assert_num_queries):
    client.get("/demo/surat/")
    counts = []
    for _ in range(3):
        send_mail_of_demo()
        with django_assert_num_queries(2, exact=False) as queries:
            client.get("/demo/surat/")
        counts.append(len(queries))
    assert len(set(counts)) == 1
