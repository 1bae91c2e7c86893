"""What one person, and one address, may do on one day."""

import datetime

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from accounts.consent import VERSION
from accounts.models import DailyUse, User
from accounts.quotas import ADDRESS_TIMES, QuotaReached, count_use
from accounts.tasks import clear_daily_uses
from core.guardedform import handed_out
from proposals.models import Proposal, Support
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory, PhaseFactory
from tests.factories.proposals import ProposalFactory

pytestmark = pytest.mark.django_db
SIGN_UP = reverse("account_signup")
NEW = reverse("proposals:new")
HERE = "192.0.2.7"
PERSON = {"name": "Siti", "email": "siti@contoh.id", "consent": VERSION}


@pytest.fixture
def twice(settings):
    settings.DAILY_LIMITS = dict.fromkeys(settings.DAILY_LIMITS, 2)


@pytest.fixture
def forum(db):
    forum = ForumFactory(plan_year=2028)
    forum.phases.all().delete()
    PhaseFactory(forum=forum)
    return forum


def use(user, address=HERE, deed="support") -> bool:
    try:
        count_use(deed, user=user, address=address)
    except QuotaReached:
        return False
    return True


def test_person_may_so_often_and_the_next_day_again(twice):
    user = UserFactory()
    assert [use(user) for _n in range(4)] == [True, True, False, False]
    with time_machine.travel(timezone.now() + datetime.timedelta(days=1)):
        assert use(user)


def test_people_and_deeds_are_counted_apart(twice):
    one, other = UserFactory(), UserFactory()
    assert [use(one), use(one), use(one)] == [True, True, False]
    assert use(other)
    assert use(one, deed="write")


def test_address_may_more_often_than_one_person(twice):
    people = [UserFactory() for _n in range(ADDRESS_TIMES + 1)]
    assert [use(person) and use(person) for person in people] == [True] * ADDRESS_TIMES + [False]
    assert use(people[-1], address="192.0.2.8")


def test_refused_use_counts_for_nobody(twice):
    person, other = UserFactory(), UserFactory()
    assert [use(person), use(person), use(person)] == [True, True, False]
    people = [UserFactory() for _n in range(ADDRESS_TIMES - 1)]
    assert all(
        use(one) and use(one) for one in people
    )  # as often as the address may: the third one was not counted
    assert not use(other)
    assert use(other, address="192.0.2.8")
    assert use(other, address="192.0.2.8")


def test_use_is_counted_in_one_statement(django_assert_num_queries):
    user = UserFactory()
    for _first_or_again in range(2):
        with django_assert_num_queries(1):
            assert use(user)


def test_sign_up_is_counted_by_address_alone(twice):
    assert [use(AnonymousUser(), deed="sign_up") for _n in range(3)] == [True, True, False]


def test_sizes_add_up_to_the_limit_itself(twice):
    count_use("upload", user=AnonymousUser(), address=HERE)
    with pytest.raises(QuotaReached, match="2 MB lampiran tanpa akun"):
        count_use("upload", user=AnonymousUser(), address=HERE, size=2)
    count_use("upload", user=AnonymousUser(), address=HERE)


def test_address_is_not_kept(twice):
    use(UserFactory())
    assert not any(HERE in who for who in DailyUse.objects.values_list("who", flat=True))


def test_words_say_when_one_can_go_on(twice):
    user = UserFactory()
    with time_machine.travel(datetime.datetime(2027, 1, 15, 4, 0, tzinfo=datetime.UTC)):
        assert use(user)
        assert use(user)
        with pytest.raises(QuotaReached, match=r"2 dukungan.*16 Januari 2027"):
            count_use("support", user=user, address=HERE)


def test_days_that_are_over_are_cleared(twice):
    use(UserFactory())
    assert clear_daily_uses() == 0
    with time_machine.travel(timezone.now() + datetime.timedelta(days=1)):
        assert clear_daily_uses() == 2
    assert not DailyUse.objects.exists()


# Pages


def test_third_support_of_a_day_is_refused_in_words(client, twice, forum):
    client.force_login(UserFactory())
    proposals = ProposalFactory.create_batch(3, forum=forum)
    answers = [client.post(reverse("proposals:support", args=[one.number])) for one in proposals]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert "Batas sehari sudah tercapai: 2 dukungan." in answers[-1].content.decode()
    assert Support.objects.count() == 2


def test_script_is_told_beside_its_button(client, twice, forum):
    client.force_login(UserFactory())
    one, two, three = ProposalFactory.create_batch(3, forum=forum)
    for proposal in (one, two):
        client.post(reverse("proposals:support", args=[proposal.number]))
    answer = client.post(reverse("proposals:support", args=[three.number]), HTTP_HX_REQUEST="true")
    assert (answer.status_code, answer["HX-Retarget"], answer["HX-Reswap"]) == (429, "this", "beforeend")
    assert answer.content.decode().strip().startswith('<p class="small" role="alert"')


def test_drafts_are_begun_so_often(client, twice, forum):
    client.force_login(UserFactory())
    for _n in range(3):
        answer = client.post(NEW, {"organization": "warga"})
        Proposal.objects.update(title="Sudah diisi")
    assert answer.status_code == 429
    assert f'href="{reverse("proposals:mine")}">Usulan saya' in answer.content.decode()
    assert Proposal.objects.count() == 2


def test_proposals_are_sent_so_often_and_the_draft_stays(client, twice, forum):
    user = UserFactory()
    client.force_login(user)
    drafts = ProposalFactory.create_batch(3, forum=forum, draft=True, proposer=user)
    answers = [client.post(reverse("proposals:submit", args=[draft.key])) for draft in drafts]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert "Draf Anda tetap tersimpan." in answers[-1].content.decode()
    assert Proposal.objects.get(pk=drafts[-1].pk).number is None


@pytest.mark.parametrize("name", ["withdraw", "ask_review", "carry_over"])
def test_other_deeds_are_limited_and_what_was_typed_is_shown(client, twice, forum, name):
    user = UserFactory()
    client.force_login(user)
    proposal = ProposalFactory(forum=forum, proposer=user, rejected=True)
    path, reason = reverse(f"proposals:{name}", args=[proposal.number]), "Alasan yang panjang dan penting"
    for _n in range(3):
        answer = client.post(path, {"reason": reason})
    assert answer.status_code == 429
    assert reason in answer.content.decode()


def test_reading_is_never_counted(client, twice, forum):
    client.force_login(UserFactory())
    assert [client.get(NEW).status_code for _n in range(4)] == [200] * 4
    assert not DailyUse.objects.exists()


def test_r03_sign_ups_from_one_address_are_limited(client, twice):
    answers = [
        client.post(SIGN_UP, PERSON | {"email": f"siti{n}@contoh.id"}, REMOTE_ADDR=HERE) for n in range(3)
    ]
    assert answers[-1].status_code == 429
    assert not User.objects.filter(email="siti2@contoh.id").exists()


# The time that filling in takes


def test_r03_quick_sign_up_is_refused_and_loses_nothing(client, settings):
    settings.MIN_FILL_SECONDS = 3
    answer = client.post(SIGN_UP, PERSON | {"opened": handed_out()})
    text = answer.content.decode()
    assert "terlalu cepat" in text
    assert 'value="siti@contoh.id"' in text
    assert not User.objects.exists()


def test_unhurried_sign_up_goes_through(client, settings):
    settings.MIN_FILL_SECONDS = 3
    assert 'name="opened"' in client.get(SIGN_UP).content.decode()
    with time_machine.travel(timezone.now() - datetime.timedelta(seconds=9)):
        token = handed_out()
    assert client.post(SIGN_UP, PERSON | {"opened": token}).status_code == 302
    assert User.objects.filter(email="siti@contoh.id").exists()
