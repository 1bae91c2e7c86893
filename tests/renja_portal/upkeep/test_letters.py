"""Surat keluar: what left, what did not arrive and why; of account mails nobody reads anything here."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from notifications.models import Message, State
from renja_portal.upkeep.rows import letter_rows
from tests.factories.accounts import UserFactory
from tests.factories.notifications import MessageFactory

pytestmark = pytest.mark.django_db
PAGE = "upkeep:letters"


@pytest.fixture
def admin(client, admin_user):
    client.force_login(admin_user)
    return client


def shown(client, **query) -> str:
    answer = client.get(reverse(PAGE), query)
    assert answer.status_code == 200
    return answer.content.decode()


def bounced(**about) -> Message:
    return MessageFactory(
        state=State.BOUNCED, sent_at=timezone.now(), error="smtp; 550 User unknown", **about
    )


def test_letter_that_did_not_arrive_says_to_whom_and_why(admin):
    letter = bounced(to_user=UserFactory(name="Budi", email="budi@contoh.id"))
    text = shown(admin)
    for words in (
        "Hasil pembahasan usulan",
        "Budi",
        "budi@contoh.id",
        "Tidak sampai",
        "550 User unknown",
        "Usulan Saudara",
    ):
        assert words in text
    assert reverse("upkeep:letter_retry", args=[letter.pk]) in text


@pytest.mark.parametrize("state", [State.PENDING, State.FAILED])
def test_account_mail_shows_neither_subject_nor_text(admin, state):
    MessageFactory(is_private=True, subject="Kode masuk: 123456", body="Kode Anda 123456", state=state)
    text = shown(admin)
    assert "123456" not in text
    assert "Surat akun" in text
    assert "Coba lagi" not in text
    assert "Tidak ada surat yang cocok" in shown(admin, q="123456")


def test_addresses_are_shown_only_to_who_may_see_contacts(admin_user, pemeriksa):
    letter = MessageFactory(
        to_email="budi@contoh.id", to_user=None, body="Tanya 0812-3456-7890.", error="550 <budi@contoh.id>"
    )
    [seen], [hidden] = letter_rows([letter], admin_user), letter_rows([letter], pemeriksa)
    assert (seen.address, seen.error) == ("budi@contoh.id", "550 <budi@contoh.id>")
    assert (hidden.address, hidden.error, hidden.body) == ("[surel]", "550 <[surel]>", "Tanya [telepon].")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("ConnectionRefusedError: [Errno 111] Connection refused", "Server surel tidak dapat dihubungi."),
        ("SMTPRecipientsRefused: {'x': (550, b'no')}", "Server surel menolak alamat tujuan."),
        ("SMTPDataError: (552, b'full')", "Server surel tidak menerima surat ini."),
    ],
)
def test_reason_stands_in_plain_words_beside_the_servers_own(admin, error, words):
    MessageFactory(state=State.FAILED, error=error)
    text = shown(admin)
    assert words in text
    assert error.partition(":")[0] in text


def test_letter_that_waits_says_since_when_and_when_it_is_tried_again(admin):
    MessageFactory(attempts=2)
    text = shown(admin)
    assert "Tertua sejak" in text
    assert "Sudah 2 kali dicoba; dicoba lagi" in text


def test_try_again_sends_the_letter_once_more(admin):
    letter = bounced()
    answer = admin.post(
        reverse("upkeep:letter_retry", args=[letter.pk]), {"daftar": "keadaan=tidak_sampai&q=%22x"}
    )
    assert answer.url == reverse(PAGE) + "?keadaan=tidak_sampai&q=%22x"
    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == (State.PENDING, 0)


def test_waiting_letter_is_cancelled(admin):
    letter = MessageFactory()
    answer = admin.post(reverse("upkeep:letter_cancel", args=[letter.pk]), follow=True)
    assert "Surat dibatalkan." in answer.content.decode()
    letter.refresh_from_db()
    assert letter.state == State.CANCELLED


@pytest.mark.parametrize("action", ["letter_retry", "letter_cancel"])
def test_what_is_refused_says_why(admin, action):
    letter = MessageFactory(state=State.SENT, sent_at=timezone.now())
    answer = admin.post(reverse(f"upkeep:{action}", args=[letter.pk]), follow=True)
    assert "Surat ini tidak" in answer.content.decode()
    assert admin.post(reverse(f"upkeep:{action}", args=[0])).status_code == 404


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({}, 4),
        ({"keadaan": "tidak_sampai"}, 2),
        ({"keadaan": "failed"}, 1),
        ({"q": "khusus"}, 1),
        ({"q": "KHUSUS", "keadaan": "pending"}, 0),
        ({"keadaan": "tidak-dikenal"}, 4),
    ],
)
def test_filter_narrows(admin, query, count):
    bounced()
    MessageFactory(state=State.FAILED, subject="Perihal khusus")
    MessageFactory()
    MessageFactory(state=State.CANCELLED)
    assert len(admin.get(reverse(PAGE), query).context["rows"]) == count


def test_filter_answers_the_rows_alone(admin):
    part = admin.get(reverse(PAGE), headers={"HX-Request": "true"}).content.decode()
    assert part.strip().startswith('<div id="hasil"')
    assert "Belum ada surat" in part


def test_list_costs_the_same_for_one_and_three(admin):
    costs = []
    for rows in (1, 2):  # two more
        for _n in range(rows):
            bounced()
        with CaptureQueriesContext(connection) as captured:
            shown(admin)
        costs.append(len(captured))
    assert costs[0] == costs[1] <= 14
