"""How often data is fetched: counted by address, for staff by person; too much is said with when to go on."""

import pytest

from accounts.models import DailyUse
from tests.factories.forums import ForumFactory

pytestmark = pytest.mark.django_db
CSV = "/aspirasi/unduh/usulan.csv"
DOWNLOADS = [CSV, "/aspirasi/unduh/usulan.xlsx", "/data/kamus-data.csv", "/statistik/2028/urusan.csv"]


@pytest.fixture(autouse=True)
def few(settings):
    settings.RATE_LIMITS = {"api": 2, "download": 2}


def statuses(client, path: str, times: int, **extra) -> list[int]:
    return [client.get(path, **extra).status_code for _n in range(times)]


@pytest.mark.parametrize("path", DOWNLOADS)
def test_r01_too_many_downloads_are_told_when_to_go_on(client, path):
    ForumFactory(plan_year=2028, is_published=True)
    assert statuses(client, path, 2) == [200, 200]
    answer = client.get(path)
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 3_600
    assert "Paling banyak 2 unduhan dalam satu jam" in answer.content.decode()


def test_r01_all_downloads_count_together_and_pages_do_not(client):
    assert [client.get(path).status_code for path in DOWNLOADS[:3]] == [200, 200, 429]
    assert client.get("/aspirasi/").status_code == 200


def test_each_address_counts_for_itself_and_is_kept_as_a_mark(client):
    assert statuses(client, CSV, 3, REMOTE_ADDR="192.0.2.1") == [200, 200, 429]
    assert statuses(client, CSV, 1, REMOTE_ADDR="192.0.2.2") == [200]
    assert not DailyUse.objects.filter(who__contains="192.0.2").exists()


def test_staff_fetch_ten_times_as_much(client, sekretariat):
    client.force_login(sekretariat)
    assert statuses(client, CSV, 21) == [200] * 20 + [429]


def test_signed_in_people_without_a_role_count_by_their_address(client, pengusul):
    assert statuses(client, CSV, 2) == [200, 200]
    client.force_login(pengusul)
    assert statuses(client, CSV, 1) == [429]


@pytest.mark.parametrize(
    ("kind", "next_window"), [("api", "2027-03-01 08:01"), ("download", "2027-03-01 09:00")]
)
def test_counting_begins_anew_with_the_next_window(client, time_machine, kind, next_window):
    path = {"api": "/api/v1/forum/", "download": CSV}[kind]
    time_machine.move_to("2027-03-01 08:00:10+08:00", tick=False)
    assert statuses(client, path, 3) == [200, 200, 429]
    time_machine.move_to(f"{next_window}+08:00", tick=False)
    assert statuses(client, path, 1) == [200]


def test_nothing_is_handed_out_where_nothing_is_allowed(client, settings):
    settings.RATE_LIMITS = {"api": 0, "download": 0}
    assert statuses(client, CSV, 2) == [429, 429]


def test_counting_costs_one_question(client, django_assert_num_queries):
    client.get("/data/kamus-data.csv")
    with django_assert_num_queries(1):
        client.get("/data/kamus-data.csv")
