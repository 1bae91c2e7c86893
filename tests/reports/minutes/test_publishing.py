"""A final berita acara tells every result; nobody outside is handed it before the head has published the last of them."""

import pytest
from django.urls import reverse

from proposals.choices import Outcome, Status
from proposals.models import Decision
from proposals.results import publish_result, record_result, withdraw_result
from reports.minutes.awaiting import waits_for_head
from reports.minutes.making import freeze
from tests.factories.forums import PhaseFactory
from tests.proposals.outcomes import WORDS

pytestmark = pytest.mark.django_db
PDF = reverse("reports:minutes_public", args=[2028])
WAITS = "Sebagian hasil di dalamnya belum disahkan pimpinan."


@pytest.fixture
def waiting(held, sekretariat) -> Decision:
    """Written down before the text becomes final."""
    PhaseFactory(forum=held.forum)
    return change(held.proposals["accepted"], sekretariat, seen=1)


def change(proposal, actor, seen: int, outcome=Outcome.DEFERRED) -> Decision:
    return record_result(proposal, actor=actor, seen=seen, outcome=outcome, **WORDS)


def is_offered(client, final) -> bool:
    """Everywhere, or nowhere."""
    told = {
        client.get(PDF).status_code == 200,
        "berita-acara.pdf" in client.get("/forum/2028/").content.decode(),
        "Unduh versi publik" in client.get(reverse("reports:verify", args=[final.code])).content.decode(),
    }
    assert len(told) == 1
    return told.pop()


def test_result_that_waits_keeps_all_of_it_back(client, waiting, final, pimpinan):
    assert not is_offered(client, final)
    publish_result(waiting, actor=pimpinan, seen=2)
    assert is_offered(client, final)


def test_result_changed_since_keeps_it_back_until_it_is_published(
    client, waiting, final, held, sekretariat, pimpinan
):
    changed = change(waiting.proposal, sekretariat, seen=2, outcome=Outcome.ACCEPTED)
    assert not is_offered(client, final)
    publish_result(changed, actor=pimpinan, seen=3)
    assert is_offered(client, final)


def test_result_taken_back_since_keeps_it_back(client, waiting, final, sekretariat):
    withdraw_result(waiting.proposal, actor=sekretariat, seen=2)
    assert not is_offered(client, final)


def test_result_taken_back_before_is_not_told(waiting, draft, sekretariat):
    withdraw_result(waiting.proposal, actor=sekretariat, seen=2)
    freeze(draft, sekretariat)
    assert not waits_for_head(draft)


def test_correction_of_what_is_published_hides_nothing(client, waiting, final, sekretariat, pimpinan):
    published = publish_result(waiting, actor=pimpinan, seen=2)
    assert published.status == Status.DEFERRED
    change(published, sekretariat, seen=0, outcome=Outcome.ACCEPTED)
    assert is_offered(client, final)


def test_office_reads_why_the_public_has_to_wait(client, waiting, final, sekretariat, pimpinan):
    client.force_login(sekretariat)
    page = reverse("reports:berita_acara", args=[2028])
    assert WAITS in client.get(page).content.decode()
    publish_result(waiting, actor=pimpinan, seen=2)
    assert WAITS not in client.get(page).content.decode()


def test_everybody_reads_why_they_have_to_wait(client, waiting, final, pimpinan):
    words = "dapat dibaca setelah semua hasilnya disahkan"
    assert words in client.get("/forum/2028/").content.decode()
    publish_result(waiting, actor=pimpinan, seen=2)
    assert words not in client.get("/forum/2028/").content.decode()
