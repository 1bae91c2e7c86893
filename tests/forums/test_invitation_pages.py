"""The secretariat's table of invitations and the page of one."""

import datetime

import pytest
from django.utils import timezone

from forums.models import Delivery, Participant
from notifications.models import Message
from tests.factories.forums import DelegateFactory, DeliveryFactory, ForumFactory, ParticipantFactory
from tests.forums.conftest import address, page

DAY = datetime.timedelta(days=1)


@pytest.fixture
def coming(forum):
    forum.held_on = timezone.localdate() + 11 * DAY
    forum.save()
    return forum


def invited(forum, name: str, **more) -> Participant:
    return ParticipantFactory(forum=forum, organization__name=name, **more)


def answered(forum, name: str, answer: str) -> Participant:
    return invited(forum, name, answer=answer, answered_at=timezone.now())


def test_table_tells_states_and_filters_them(staff, coming):
    invited(coming, "Belum Terkirim")
    DeliveryFactory(participant=invited(coming, "Menunggu Jawaban"))
    DelegateFactory(participant=answered(coming, "Yang Hadir", "hadir"))
    answered(coming, "Yang Diwakilkan", "diwakilkan")
    answered(coming, "Yang Absen", "tidak_hadir")
    text = page(staff, "invitations")
    for words in ("Belum Terkirim", "Menunggu Jawaban", "Disampaikan langsung", "Ibu Sri", "1 orang"):
        assert words in text
    expected = {
        "belum-dijawab": "Menunggu Jawaban",
        "hadir": "Yang Hadir",
        "diwakilkan": "Yang Diwakilkan",
        "tidak-hadir": "Yang Absen",
    }
    for wanted, name in expected.items():
        shown = staff.get(address("invitations"), {"tampil": wanted}).content.decode()
        assert name in shown
        assert "Belum Terkirim" not in shown
    assert "Belum Terkirim" in staff.get(address("invitations"), {"tampil": "belum-dikirim"}).content.decode()


def test_empty_table_leads_to_the_list(staff, coming):
    assert "Belum ada yang diundang" in page(staff, "invitations")
    invited(coming, "Bappeda")
    assert (
        "Tidak ada undangan dalam keadaan ini"
        in staff.get(address("invitations"), {"tampil": "hadir"}).content.decode()
    )


@pytest.mark.parametrize("rows", [1, 3])
def test_table_asks_as_much_for_many_as_for_few(staff, coming, django_assert_max_num_queries, rows):
    for n in range(rows):
        participant = invited(coming, f"Instansi {n}", phone="081234567890")
        DeliveryFactory(participant=participant)
        DelegateFactory(participant=participant)
    page(staff, "invitations")
    with django_assert_max_num_queries(12):
        page(staff, "invitations")


def test_all_that_were_not_sent_are_mailed_and_reminded(staff, coming):
    participant = invited(coming, "Bappeda", email="bappeda@kota.example")
    assert "Kirim 1 undangan lewat surel" in page(staff, "invitations")
    assert "1 undangan dikirim" in staff.post(address("invitations_mail"), follow=True).content.decode()
    assert (
        "Tidak ada yang dapat disurati"
        in staff.post(address("invitations_mail"), follow=True).content.decode()
    )
    Delivery.objects.update(delivered_at=timezone.now() - DAY)
    Message.objects.update(key="kemarin")
    assert "Kirim ulang kepada 1" in page(staff, "invitations")
    staff.post(address("invitations_remind"))
    assert Message.objects.filter(kind="invitation.remind", to_email=participant.email).count() == 1


def test_one_is_mailed_opened_in_whatsapp_and_handed_over(staff, coming):
    participant = invited(coming, "Bappeda", email="bappeda@kota.example", phone="081234567890")
    text = page(staff, "invitation_state", participant.pk)
    assert participant.address in text
    staff.post(address("invitation_mail", participant.pk))
    opened = staff.post(address("invitation_whatsapp", participant.pk))
    assert opened.url.startswith("https://wa.me/6281234567890")
    given = {"delivered_on": timezone.localdate().isoformat(), "receiver": "Bapak Anwar", "note": "Diantar"}
    staff.post(address("invitation_state", participant.pk), given)
    text = page(staff, "invitation_state", participant.pk)
    for words in ("Surel menunggu dikirim", "WhatsApp dibuka", "Bapak Anwar", "Diantar"):
        assert words in text
    assert set(participant.deliveries.values_list("means", flat=True)) == {"surel", "whatsapp", "langsung"}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"delivered_on": "2999-01-01", "receiver": "x"}, "tahunnya"),
        ({"delivered_on": (timezone.localdate() + 2 * DAY).isoformat(), "receiver": "x"}, "sesudah hari ini"),
        ({"delivered_on": "", "receiver": ""}, "Tulis siapa yang menerima."),
    ],
    ids=["far", "tomorrow", "empty"],
)
def test_wrong_handing_over_says_why(staff, coming, given, words):
    participant = invited(coming, "Bappeda")
    assert words in staff.post(address("invitation_state", participant.pk), given).content.decode()
    assert not Delivery.objects.exists()


def test_without_number_whatsapp_says_why(staff, coming):
    participant = invited(coming, "Bappeda", organization__phone="")
    text = staff.post(address("invitation_whatsapp", participant.pk), follow=True).content.decode()
    assert "Nomor WhatsApp instansi ini belum ada" in text


def test_link_is_replaced(staff, client, coming):
    participant = invited(coming, "Bappeda")
    old = participant.path
    assert (
        "Tautan diganti"
        in staff.post(address("invitation_renew", participant.pk), follow=True).content.decode()
    )
    assert client.get(old).status_code == 404


def test_answer_by_telephone_is_noted_by_staff(staff, sekretariat, coming):
    participant = invited(coming, "Bappeda")
    assert "Catat jawaban" in page(staff, "invitation_answer", participant.pk)
    rows = {"wakil-TOTAL_FORMS": 2, "wakil-INITIAL_FORMS": 0}
    wrong = staff.post(address("invitation_answer", participant.pk), rows | {"answer": "diwakilkan"})
    assert "Tulis nama yang mewakili" in wrong.content.decode()
    staff.post(
        address("invitation_answer", participant.pk), rows | {"answer": "hadir", "wakil-0-name": "Siti"}
    )
    participant.refresh_from_db()
    assert (participant.answer, participant.answered_by) == ("hadir", sekretariat)
    text = page(staff, "invitation_state", participant.pk)
    assert "dicatat oleh" in text
    assert "Siti" in text


def test_sheet_for_the_messenger_has_a_code_for_each(staff, coming):
    invited(coming, "Bappeda", attention="Kepala")
    text = page(staff, "invitations_print")
    assert "Bappeda" in text
    assert '<div class="qr-code"' in text
    assert (
        "Tidak ada undangan" in staff.get(address("invitations_print"), {"tampil": "hadir"}).content.decode()
    )


@pytest.mark.parametrize(
    "name",
    ["invitation_state", "invitation_mail", "invitation_whatsapp", "invitation_renew", "invitation_answer"],
)
def test_invitations_of_another_forum_are_not_found(staff, forum, name):
    other = ParticipantFactory(forum=ForumFactory(plan_year=2027))
    assert staff.post(address(name, other.pk)).status_code == 404


def test_what_was_not_answered_waits_in_the_workspace(staff, coming):
    answered(coming, "Sudah", "hadir")
    DeliveryFactory(participant=invited(coming, "Belum"))
    DeliveryFactory(participant__forum=ForumFactory(plan_year=2020))
    text = staff.get("/kerja/").content.decode()
    assert "Undangan belum dijawab" in text
    assert staff.get("/kerja/forum/undangan/").url == f"{address('invitations')}?tampil=belum-dijawab"
    coming.held_on = timezone.localdate() - DAY
    coming.save()
    assert "Undangan belum dijawab" not in staff.get("/kerja/").content.decode()


def test_without_any_forum_the_first_one_is_made(staff, forum):
    forum.delete()
    assert staff.get("/kerja/forum/undangan/").url == "/kerja/forum/baru/"
