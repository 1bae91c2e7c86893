"""The projector: whoever has the link sees the session as it goes on, and never what is withheld."""

import re

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings import running
from meetings.deciding import decide_item
from meetings.models import Sitting
from proposals.choices import Outcome
from proposals.models import Proposal
from tests.factories.meetings import AttendanceFactory
from tests.meetings.sessions import items_of, session_of
from tests.proposals.outcomes import WORDS, given

pytestmark = pytest.mark.django_db
SECRET = "Rincian kunci persandian"


@pytest.fixture(autouse=True)
def _nothing_kept():
    caches["pages"].clear()


@pytest.fixture
def session(sekretariat) -> Sitting:
    return running.renew_screen(running.open_sitting(session_of(2), actor=sekretariat), actor=sekretariat)


def path(session: Sitting, name: str = "screen") -> str:
    return reverse(f"meetings:{name}", args=[running.screen_token(session)])


def shown(session: Sitting) -> str:
    return Client().get(path(session, "screen_part")).content.decode()


def test_room_sees_what_is_discussed_and_what_was_decided(session, sekretariat):
    first = items_of(session)[0]
    AttendanceFactory.create_batch(3, forum=session.forum)
    page = Client().get(path(session))
    text = page.content.decode()
    for words in (
        str(session),
        first.proposal.number,
        first.proposal.title,
        first.proposal.place_label,
        "10 unit",
    ):
        assert words in text
    decide_item(first, actor=sekretariat, seen=0, **given(Outcome.ACCEPTED_WITH_CHANGES, session.forum))
    text = shown(session)
    assert "Diterima dengan perubahan: 120 unit" in text
    assert "Hasil dicatat, menunggu pengesahan." in text
    assert re.search(r"Hadir</dt><dd[^>]*>3<", text)
    assert WORDS["reason"] not in text
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.parametrize(
    ("outcome", "words"), [(Outcome.FORWARDED, "Dinas Kesehatan"), (Outcome.MERGED, "ASP-2028-0003")]
)
def test_where_a_proposal_goes_is_named(session, sekretariat, outcome, words):
    decide_item(items_of(session)[0], actor=sekretariat, seen=0, **given(outcome, session.forum))
    assert words in shown(session)


def test_withheld_proposal_shows_nothing_but_that(session, sekretariat):
    first = items_of(session)[0]
    hidden = {
        "withheld_reason": "Pasal 17",
        "title": SECRET,
        "request": SECRET,
        "estimated_cost": 987_654_321,
    }
    Proposal.objects.filter(pk=first.proposal_id).update(**hidden)
    decide_item(items_of(session)[0], actor=sekretariat, seen=0, outcome=Outcome.ACCEPTED, **WORDS)
    text = shown(session)
    assert "Usulan yang dikecualikan dari publik" in text
    assert "Hasil usulan yang dikecualikan tidak ditampilkan" in text
    for words in (SECRET, "987", "Diterima", first.proposal.proposer_label, "10 unit"):
        assert words not in text


def test_before_and_after_the_session_the_room_is_told_so(sekretariat):
    session = running.renew_screen(session_of(1, starts_at="2027-02-10 09:00+08:00"), actor=sekretariat)
    assert "Sidang segera dimulai" in shown(session)
    assert "10 Februari 2027 pukul 09.00" in shown(session)
    running.open_sitting(session, actor=sekretariat)
    running.close_sitting(session, actor=sekretariat)
    assert "Sidang selesai" in shown(session)


def test_same_picture_is_not_sent_again(session, sekretariat, settings):
    settings.KEPT_PAGE_SECONDS = 60
    viewer = Client()
    first = viewer.get(path(session, "screen_part"))
    asked = {"If-None-Match": first.headers["ETag"]}
    with CaptureQueriesContext(connection) as captured:
        again = viewer.get(path(session, "screen_part"), headers=asked)
    assert (again.status_code, again.content, len(captured)) == (304, b"", 1)
    # Something was recorded that the room does not see: the picture is the same.
    running.save_notes(items_of(session)[0], actor=sekretariat, notes="Catatan", version=1)
    assert viewer.get(path(session, "screen_part"), headers=asked).status_code == 304
    running.take_up_item(session, items_of(session)[1], actor=sekretariat, seen=items_of(session)[0].pk)
    new = viewer.get(path(session, "screen_part"), headers=asked)
    assert (new.status_code, new.headers["ETag"] == first.headers["ETag"]) == (200, False)


def test_picture_of_the_page_is_the_one_that_is_compared(session):
    mark = re.search(r'data-mark="(\w+)"', Client().get(path(session)).content.decode()).group(1)
    assert Client().get(path(session, "screen_part")).headers["ETag"] == f'"{mark}"'


def test_dark_is_chosen_by_its_address(session):
    assert 'class="screen dark"' in Client().get(path(session) + "?tema=gelap").content.decode()
    assert 'class="screen"' in Client().get(path(session)).content.decode()


@pytest.mark.parametrize("name", ["screen", "screen_part"])
def test_link_that_was_changed_or_closed_leads_nowhere(session, sekretariat, name):
    old = path(session, name)
    renewed = running.renew_screen(session, actor=sekretariat)
    assert Client().get(old).status_code == 404
    assert Client().get(path(renewed, name)).status_code == 200
    new = path(renewed, name)
    running.close_screen(renewed, actor=sekretariat)
    assert Client().get(new).status_code == 404


def test_staff_make_change_and_close_the_link(client, sekretariat):
    session = session_of(1)
    client.force_login(sekretariat)
    page = reverse("meetings:screen_link", args=[session.pk])
    assert "Layar belum dibuka" in client.get(page).content.decode()
    text = client.post(page, {"tindakan": "buat"}, follow=True).content.decode()
    session.refresh_from_db()
    assert path(session) in text
    assert "Layar terbuka" in client.get(reverse("meetings:console", args=[session.pk])).content.decode()
    client.post(page, {"tindakan": "lain"})
    assert path(session) in client.get(page).content.decode()
    client.post(page, {"tindakan": "tutup"})
    assert "Layar belum dibuka" in client.get(page).content.decode()
