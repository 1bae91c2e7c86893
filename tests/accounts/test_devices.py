"""Perangkat yang masuk: what is told about each browser, and ending those that one does not know."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.devices import in_words, short_address
from audit.models import Entry
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
PAGE = reverse("account_sessions")
END = reverse("account_session_end")
END_OTHERS = reverse("account_sessions_end")
LOGIN = reverse("account_login")
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36"
ANDROID = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Mobile Safari/537.36"


def signed_in(user, agent=WINDOWS, address="103.12.34.56") -> Client:
    """A browser of its own, signed in by password."""
    client = Client(headers={"user-agent": agent}, REMOTE_ADDR=address)
    client.post(LOGIN, {"login": user.email, "password": PASSWORD})
    return client


@pytest.fixture
def user():
    return UserFactory(password=PASSWORD)


def devices(client) -> list:
    return client.get(PAGE).context["devices"]


def is_out(client) -> bool:
    return client.get(PAGE).headers.get("Location", "").startswith(LOGIN)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (WINDOWS, "Chrome di Windows"),
        (WINDOWS + " Edg/142.0", "Edge di Windows"),
        (WINDOWS + " OPR/120", "Opera di Windows"),
        (ANDROID, "Chrome di Android"),
        (ANDROID.replace("Chrome", "SamsungBrowser/29 Chrome"), "Samsung Internet di Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox di Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Safari/604.1",
            "Safari di iPhone",
        ),
        ("Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) CriOS/142 Mobile Safari/604.1", "Chrome di iPad"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18 Safari/605.1.15", "Safari di Mac"),
        ("Mozilla/5.0 (X11; CrOS x86_64) Chrome/142.0 Safari/537.36", "Chrome di ChromeOS"),
        ("Firefox", "Firefox"),
        ("(Windows)", "Windows"),
        ("curl/8.5", "Peramban tidak dikenal"),
        ("", "Peramban tidak dikenal"),
    ],
)
def test_browser_is_named_in_words(agent, words):
    assert in_words(agent) == words


@pytest.mark.parametrize(
    ("address", "short"),
    [("103.12.34.56", "103.12.x.x"), ("2404:c0:1::2", "2404:c0:x"), ("", ""), ("lain", "")],
)
def test_address_is_shortened_before_it_is_kept(address, short):
    assert short_address(address) == short


def test_page_lists_where_one_is_signed_in_this_browser_first(user, time_machine):
    time_machine.move_to("2026-11-23 08:00+08:00", tick=False)
    here = signed_in(user)
    time_machine.shift(300)
    signed_in(user, ANDROID, "2404:c0:1::2")
    signed_in(UserFactory(password=PASSWORD))
    first, second = devices(here)
    assert (first.label, first.is_current, first.address) == ("Chrome di Windows", True, "103.12.x.x")
    assert (second.label, second.is_current, second.is_hand_held) == ("Chrome di Android", False, True)
    assert (second.seen_at - first.signed_in_at).total_seconds() == 300
    text = here.get(PAGE).content.decode()
    assert "Perangkat ini" in text
    assert "103.12.34" not in text
    assert here.session.session_key not in text
    assert "Akhiri semua yang lain" in text


def test_single_browser_offers_nothing_to_end(user):
    text = signed_in(user).get(PAGE).content.decode()
    assert "Tidak ada perangkat lain" in text
    assert "Akhiri" not in text.split("<main", 1)[1].replace("Akhiri yang tidak Anda kenal", "")


def test_session_that_is_over_is_not_listed(sekretariat, time_machine):
    time_machine.move_to("2026-11-23 08:00+08:00", tick=False)
    sekretariat.set_password(PASSWORD)
    sekretariat.save()
    signed_in(sekretariat, ANDROID)
    time_machine.shift(31 * 60)
    here = signed_in(sekretariat)
    assert [device.label for device in devices(here)] == ["Chrome di Windows"]


def test_a12_one_browser_is_ended_on_the_server(user):
    here, there, third = signed_in(user), signed_in(user, ANDROID), signed_in(user)
    mark = next(device.mark for device in devices(here) if device.is_hand_held)
    answer = here.post(END, {"perangkat": mark}, follow=True)
    assert "Perangkat itu sudah dikeluarkan" in answer.content.decode()
    assert (is_out(here), is_out(there), is_out(third)) == (False, True, False)
    assert Entry.objects.filter(action="account.end_session", actor=user.pk).count() == 1


def test_browser_that_was_ended_reads_why(user):
    here, there = signed_in(user), signed_in(user)
    here.post(END_OTHERS)
    assert "Sesi di perangkat ini sudah diakhiri" in there.get(PAGE, follow=True).content.decode()


def test_a12_all_others_are_ended_at_once(user):
    here, there, third = signed_in(user), signed_in(user, ANDROID), signed_in(user)
    stranger = signed_in(UserFactory(password=PASSWORD))
    assert here.post(END_OTHERS).url == PAGE
    assert [is_out(client) for client in (here, there, third, stranger)] == [False, True, True, False]
    assert Entry.objects.get(action="account.end_other_sessions").data == {"count": 2}
    here.post(END_OTHERS)
    assert Entry.objects.filter(action="account.end_other_sessions").count() == 1


@pytest.mark.parametrize("mark", ["", "tidak-ada", "x" * 24])
def test_mark_that_names_no_session_of_ones_own_ends_nothing(user, mark):
    here, there = signed_in(user), signed_in(user)
    assert "sudah tidak masuk lagi" in here.post(END, {"perangkat": mark}, follow=True).content.decode()
    assert not is_out(there)


def test_a12_session_of_somebody_else_cannot_be_ended(user):
    here = signed_in(user)
    other = UserFactory(password=PASSWORD)
    theirs = signed_in(other)
    here.post(END, {"perangkat": other.sessions.get().mark})
    assert not is_out(theirs)


def test_page_costs_the_same_for_one_and_three(user, django_assert_max_num_queries):
    here = signed_in(user)
    here.get(PAGE)
    counts = []
    for more in (0, 2):
        for _browser in range(more):
            signed_in(user)
        with django_assert_max_num_queries(12) as seen:
            here.get(PAGE)
        counts.append(len(seen))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("path", [END, END_OTHERS])
def test_nothing_is_ended_by_a_link_or_a_stranger(user, path, client):
    assert signed_in(user).get(path).status_code == 405
    assert client.post(path).url.startswith(LOGIN)
