"""Sending invitations, what comes back, reminding, and forgetting who was to come."""

import pytest
from django.utils import timezone

from audit.models import Entry
from core.secret_links import hash_of
from forums import inviting
from forums.answering import answer_invitation
from forums.errors import ForumRefused
from forums.forgetting import forget_people
from forums.models import Delegate, Delivery, Participant
from notifications.models import Message, State
from tests.factories.forums import (
    DelegateFactory,
    DeliveryFactory,
    ForumFactory,
    InvitationLetterFactory,
    ParticipantFactory,
)
from tests.forums.conftest import DAY, invited

pytestmark = pytest.mark.django_db
Answer = Participant.Answer


def yesterday(participant: Participant) -> Delivery:
    return DeliveryFactory(participant=participant, delivered_at=timezone.now() - DAY)


def test_link_is_there_from_the_beginning_and_its_hash_alone_is_stored(forum):
    participant = ParticipantFactory(forum=forum)
    assert participant.link_hash == hash_of(participant.token)
    assert participant.token not in str(Participant.objects.values().get())
    assert participant.address.endswith(f"/undangan/{participant.token}/")


def test_renewed_link_is_another_one(coming, sekretariat):
    old = invited(coming)
    new = inviting.renew_link(old, actor=sekretariat)
    assert new.token != old.token
    assert Participant.objects.get().link_hash == hash_of(new.token)


def test_mail_tells_day_place_and_link_and_is_noted(coming, sekretariat):
    participant = invited(coming, attention="Kepala Bappeda")
    assert inviting.send_by_mail([participant], actor=sekretariat) == 1
    letter, delivery = Message.objects.get(), Delivery.objects.get()
    assert (letter.to_email, letter.url) == ("bappeda@kota.example", participant.path)
    assert "Kepala Bappeda" in letter.body
    assert "Balai Kota" in letter.body
    assert (delivery.means, delivery.letter, delivery.by) == ("surel", letter, sekretariat)
    entry = Entry.objects.latest("id")
    assert (entry.action, entry.data) == ("invitation.mail", {"count": 1, "again": False})


def test_mail_goes_to_the_organization_where_the_list_names_no_address(coming, sekretariat):
    participant = ParticipantFactory(forum=coming, organization__email="kantor@kota.example")
    inviting.send_by_mail([participant], actor=sekretariat)
    assert Message.objects.get().to_email == "kantor@kota.example"


@pytest.mark.parametrize("more", [{"email": "", "organization__email": ""}, {"email": "bukan surel"}])
def test_nothing_is_sent_without_an_address(coming, sekretariat, more):
    with pytest.raises(ForumRefused, match="Tidak ada yang dapat disurati"):
        inviting.send_by_mail([invited(coming, **more)], actor=sekretariat)
    assert not Delivery.objects.exists()


def test_one_mail_a_day_and_only_to_those_who_have_not_answered(coming, sekretariat):
    waiting, answered = invited(coming), invited(coming)
    yesterday(waiting), yesterday(answered)
    answer_invitation(answered, answer=Answer.ATTENDS)
    assert inviting.send_by_mail([waiting, answered], actor=sekretariat, is_again=True) == 1
    assert Message.objects.get().subject.startswith("Pengingat")
    with pytest.raises(ForumRefused):
        inviting.send_by_mail([waiting, answered], actor=sekretariat, is_again=True)


def test_lost_mail_leaves_the_invitation_unsent(coming, sekretariat):
    participant = invited(coming)
    inviting.send_by_mail([participant], actor=sekretariat)
    assert not coming.participants.unsent().exists()
    Message.objects.update(state=State.FAILED)
    assert coming.participants.unsent().get() == participant
    delivery = Delivery.objects.get()
    assert (delivery.words, delivery.tone) == ("Surel tidak sampai", "no")


def test_whatsapp_opens_with_the_invitation_and_is_noted(coming, sekretariat):
    participant = ParticipantFactory(forum=coming, phone="0812 3456 7890")
    address = inviting.open_whatsapp(participant, actor=sekretariat)
    assert address.startswith("https://wa.me/6281234567890?text=")
    assert participant.token in address
    assert Delivery.objects.get().words == "WhatsApp dibuka"


@pytest.mark.parametrize("phone", ["", "0542 123456"])
def test_whatsapp_needs_a_mobile_number(coming, sekretariat, phone):
    with pytest.raises(ForumRefused, match="bukan nomor ponsel"):
        inviting.open_whatsapp(ParticipantFactory(forum=coming, phone=phone), actor=sekretariat)


def test_handing_over_keeps_day_and_receiver(coming, sekretariat):
    participant, day = invited(coming), timezone.localdate() - DAY
    inviting.record_delivery(participant, actor=sekretariat, delivered_on=day, receiver="Ibu Sri")
    delivery = Delivery.objects.get()
    assert (delivery.means, delivery.receiver, timezone.localdate(delivery.delivered_at)) == (
        "langsung",
        "Ibu Sri",
        day,
    )
    with pytest.raises(ForumRefused, match="sesudah hari ini"):
        inviting.record_delivery(
            participant, actor=sekretariat, delivered_on=day + 2 * DAY, receiver="Ibu Sri"
        )


@pytest.mark.parametrize(
    "deed",
    [
        lambda row, actor: inviting.send_by_mail([row], actor=actor),
        lambda row, actor: inviting.open_whatsapp(row, actor=actor),
        lambda row, actor: inviting.renew_link(row, actor=actor),
        lambda row, actor: answer_invitation(row, answer=Answer.ATTENDS, actor=actor),
        lambda row, actor: inviting.record_delivery(
            row, actor=actor, delivered_on=timezone.localdate(), receiver="x"
        ),
    ],
    ids=["mail", "whatsapp", "renew", "answer", "hand over"],
)
def test_only_the_secretariat_invites(coming, verifikator, deed):
    with pytest.raises(ForumRefused, match="hanya diurus oleh sekretariat"):
        deed(invited(coming, phone="081234567890"), verifikator)


def test_nothing_is_sent_after_the_day(coming, sekretariat):
    coming.held_on = timezone.localdate() - DAY
    coming.save()
    with pytest.raises(ForumRefused, match="sudah berlangsung"):
        inviting.send_by_mail([invited(coming)], actor=sekretariat)
    with pytest.raises(ForumRefused, match="sudah berlangsung"):
        answer_invitation(invited(coming), answer=Answer.ATTENDS)


@pytest.fixture
def morning(monkeypatch):
    monkeypatch.setattr(inviting, "REMINDING_HOUR", 0)


@pytest.fixture
def near(coming):
    """The forum two days from now, its letter reminds three days before."""
    coming.held_on = timezone.localdate() + 2 * DAY
    coming.save()
    InvitationLetterFactory(forum=coming, remind_days=3)
    return coming


def test_who_has_not_answered_is_reminded_once(near, morning):
    participant = invited(near)
    yesterday(participant)
    assert (inviting.remind_due(), inviting.remind_due()) == (1, 0)
    assert Message.objects.get().kind == "invitation.remind"
    assert Participant.objects.get().reminded_on == timezone.localdate()


def test_nobody_is_reminded_before_seven(near, monkeypatch):
    yesterday(invited(near))
    monkeypatch.setattr(inviting, "REMINDING_HOUR", 25)
    assert inviting.remind_due() == 0


@pytest.mark.parametrize(
    "why", ["answered", "unsent", "sent today", "no address", "too early", "switched off"]
)
def test_others_are_not_reminded(near, morning, why):
    participant = invited(near, **({"email": ""} if why == "no address" else {}))
    if why == "sent today":
        DeliveryFactory(participant=participant)
    elif why != "unsent":
        yesterday(participant)
    if why == "answered":
        answer_invitation(participant, answer=Answer.ATTENDS)
    if why == "switched off":
        near.invitation_letter.remind_days = 0
        near.invitation_letter.save()
    if why == "too early":
        near.held_on += 2 * DAY
        near.save()
    assert inviting.remind_due() == 0


def test_names_go_half_a_year_after_the_forum_and_answers_stay(forum):
    forum.held_on = timezone.localdate() - 181 * DAY
    forum.save()
    participant = ParticipantFactory(
        forum=forum,
        answer="diwakilkan",
        answered_at=timezone.now(),
        answer_note="Sakit",
        phone="081234567890",
    )
    DelegateFactory(participant=participant)
    DeliveryFactory(participant=participant)
    assert (forget_people(), forget_people()) == (3, 0)
    participant.refresh_from_db()
    assert (participant.answer, participant.answer_note, participant.phone) == (
        "diwakilkan",
        "",
        "081234567890",
    )
    assert not Delegate.objects.exists()
    assert Delivery.objects.get().receiver == ""


def test_names_of_a_younger_forum_stay(forum):
    forum.held_on = timezone.localdate() - 179 * DAY
    forum.save()
    DelegateFactory(participant__forum=forum)
    assert forget_people() == 0


def test_counts_tell_each_state_in_one_query(coming, django_assert_num_queries):
    DeliveryFactory(participant=invited(coming))
    invited(coming)
    answer_invitation(invited(coming), answer=Answer.ABSENT, note="x")
    ParticipantFactory(forum=ForumFactory(plan_year=2027))
    with django_assert_num_queries(1):
        counts = coming.participants.counts(timezone.localdate())
    assert counts == {
        "all": 3, "unsent": 2, "unanswered": 1, "attends": 0, "represented": 0, "absent": 1, "mailable": 2, "remindable": 1,
    }  # fmt: skip
