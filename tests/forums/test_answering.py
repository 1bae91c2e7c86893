"""The page behind the link of an invitation: read, answered, answered anew, and what it keeps to itself."""

import datetime

import pytest
from django.utils import timezone

from forums.models import Forum, Participant
from tests.factories.forums import (
    DelegateFactory,
    ForumFactory,
    InvitationCopyFactory,
    InvitationLetterFactory,
    ParticipantFactory,
    SignedLetterFactory,
)
from tests.factories.minutes import MinutesFactory

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
BROWSER = {
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-Dest": "document",
    "User-Agent": "Mozilla/5.0 (Android 14)",
}


@pytest.fixture
def invited(db) -> Participant:
    forum = ForumFactory(
        plan_year=2028,
        held_on=timezone.localdate() + 11 * DAY,
        starts_at=datetime.time(8, 30),
        place="Balai Kota",
    )
    return ParticipantFactory(forum=forum, organization__name="Bappeda Litbang", attention="Kepala Badan")


def sent(answer: str = "", *people: dict, rows: int | None = None, **more) -> dict:
    """What a browser sends."""
    rows = rows or max(len(people), 2)
    data = {"answer": answer, "wakil-TOTAL_FORMS": rows, "wakil-INITIAL_FORMS": 0, **more}
    for place, person in enumerate(people):
        data |= {f"wakil-{place}-{name}": value for name, value in person.items()}
    return data


def text_of(answer) -> str:
    return answer.content.decode()


def test_page_tells_who_is_invited_when_and_where(client, invited):
    answer = client.get(invited.path)
    text = text_of(answer)
    for words in ("Bappeda Litbang", "Kepala Badan", "Balai Kota", "08.30 WITA – selesai", "Kirim jawaban"):
        assert words in text
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(("days", "is_led"), [(0, True), (1, False)])
def test_secretariat_is_led_to_the_door_on_the_day(logged_in, client, sekretariat, invited, days, is_led):
    Forum.objects.update(held_on=timezone.localdate() + days * DAY)
    door = f"/kerja/forum/2028/pintu/undangan/{invited.token}/"
    assert door not in text_of(client.get(invited.path))
    assert (door in text_of(logged_in(sekretariat).get(invited.path))) is is_led


def test_link_that_fits_nothing_says_so(client, invited):
    answer = client.get("/undangan/tidak-ada/")
    assert answer.status_code == 404
    assert "Undangan ini tidak ditemukan" in text_of(answer)


def test_answer_is_kept_and_the_code_for_the_door_is_shown(client, invited):
    people = {"name": "Siti Rahma", "position": "Kabid", "phone": "0812 3456 7890", "gender": "P"}
    answer = client.post(invited.path, sent("diwakilkan", people), follow=True)
    text = text_of(answer)
    assert "Jawaban Anda tercatat" in text
    assert "Tunjukkan kode ini di pintu" in text
    assert "Siti Rahma" in text
    assert "081234567890" not in text
    invited.refresh_from_db()
    assert (invited.answer, invited.answered_by, invited.delegates.get().phone) == (
        "diwakilkan",
        None,
        "081234567890",
    )


def test_answer_can_be_changed_and_numbers_are_not_shown_again(client, invited):
    row = DelegateFactory(participant=invited, name="Siti", phone="081234567890")
    client.post(invited.path, sent("hadir", {"kept": row.pk, "name": "Siti"}))
    text = text_of(client.get(f"{invited.path}?ubah=1"))
    assert 'value="Siti"' in text
    assert "081234567890" not in text
    assert "Terakhir dijawab" in text
    client.post(invited.path, sent("tidak_hadir", note="Bersamaan dengan rapat lain"))
    invited.refresh_from_db()
    assert (invited.answer, invited.delegates.count()) == ("tidak_hadir", 0)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (sent(), "Pilih hadir, diwakilkan, atau tidak hadir."),
        (sent("entah"), "Pilih hadir"),
        (sent("diwakilkan"), "Tulis nama yang mewakili"),
        (sent("tidak_hadir"), "Tulis alasan tidak hadir"),
        (sent("hadir", {"position": "Kabid"}), "Tulis namanya, atau kosongkan barisnya."),
        (sent("hadir", {"name": "Siti", "phone": "12"}), "bukan nomor telepon Indonesia"),
        ({"answer": "hadir"}, "Ada yang perlu diperbaiki"),
        (sent("hadir", website="x"), "Formulir ini tidak dapat dikirim"),
    ],
    ids=["nothing", "unknown", "nobody", "no reason", "no name", "phone", "no rows", "trap"],
)
def test_what_is_wrong_is_said_and_nothing_kept(client, invited, data, words):
    text = text_of(client.post(invited.path, data))
    assert words in text
    assert "Kesalahan:" in text
    invited.refresh_from_db()
    assert invited.answer == ""


def test_row_is_added_without_script_and_nothing_typed_is_lost(client, invited):
    people = {"name": "Siti", "phone": "bukan nomor"}
    data = sent("diwakilkan", people, note="Titip salam", tambah="1")
    text = text_of(client.post(invited.path, data))
    for words in ("Orang ke-3", 'value="Siti"', 'value="bukan nomor"', "Titip salam"):
        assert words in text
    assert "Kesalahan:" not in text
    full = text_of(client.post(invited.path, sent("hadir", rows=10, tambah="1")))
    assert "Orang ke-10" in full
    assert "Orang ke-11" not in full


def test_after_the_day_nothing_is_answered_and_nobody_is_named(client, invited):
    DelegateFactory(participant=invited, name="Siti Rahma")
    invited.answer, invited.answered_at = "hadir", timezone.now()
    invited.save()
    invited.forum.held_on = timezone.localdate() - DAY
    invited.forum.save()
    text = text_of(client.get(invited.path))
    assert "Forum ini sudah berlangsung" in text
    assert "Siti Rahma" not in text
    assert "Kirim jawaban" not in text
    assert "sudah berlangsung" in text_of(client.post(invited.path, sent("tidak_hadir", note="x")))


@pytest.mark.parametrize(
    ("headers", "is_noted"),
    [
        (BROWSER, True),
        ({}, False),
        ({"User-Agent": "WhatsApp/2.24.6 A"}, False),
        (BROWSER | {"User-Agent": "facebookexternalhit/1.1"}, False),
        (BROWSER | {"Sec-Purpose": "prefetch;prerender"}, False),
        (BROWSER | {"Sec-Fetch-Dest": "image"}, False),
    ],
    ids=["browser", "silent", "whatsapp", "facebook", "prefetch", "picture"],
)
def test_opening_is_noted_for_people_alone(client, invited, headers, is_noted):
    client.get(invited.path, headers=headers)
    invited.refresh_from_db()
    assert bool(invited.opened_at) == is_noted


def test_staff_who_look_have_not_opened_it(client, sekretariat, invited):
    client.force_login(sekretariat)
    client.get(invited.path, headers=BROWSER)
    invited.refresh_from_db()
    assert invited.opened_at is None


def test_letter_is_the_signed_one_once_there_is_one(client, invited):
    path = f"{invited.path}surat/"
    assert client.get(path).status_code == 404
    assert "Unduh surat undangan" not in text_of(client.get(invited.path))
    letter = InvitationLetterFactory(forum=invited.forum)
    copy = InvitationCopyFactory(participant=invited)
    assert b"".join(client.get(path)) == copy.file.read()
    signed = SignedLetterFactory(letter=letter, scan="waiting")
    assert b"".join(client.get(path)) == copy.file.open().read()
    signed.scan = "clean"
    signed.save()
    answer = client.get(path)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="undangan-forum-2028.pdf"'
    assert "Unduh surat undangan" in text_of(client.get(invited.path))


def test_too_many_answers_a_day_are_refused(client, invited, settings):
    settings.DAILY_LIMITS = settings.DAILY_LIMITS | {"answer_invitation": 1}
    client.post(invited.path, sent("hadir"))
    answer = client.post(invited.path, sent("tidak_hadir", note="Berubah"))
    assert answer.status_code == 429
    invited.refresh_from_db()
    assert invited.answer == "hadir"


def test_page_asks_little(client, invited, django_assert_max_num_queries):
    for _n in range(5):
        DelegateFactory(participant=invited)
    with django_assert_max_num_queries(8):
        client.get(invited.path)


@pytest.mark.parametrize(
    ("state", "until", "is_led"), [("tanggapan", 0, True), ("tanggapan", -1, False), ("draf", 3, False)]
)
def test_draft_that_waits_for_remarks_is_led_to(client, invited, state, until, is_led):
    MinutesFactory(forum=invited.forum, state=state, remarks_until=timezone.localdate() + until * DAY)
    text = text_of(client.get(invited.path))
    assert ("Rancangan berita acara menunggu tanggapan instansi Anda" in text) is is_led
    assert (f"{invited.path}berita-acara/" in text) is is_led
