"""L01: who took a file or a table that is not for everybody stands in the record, once an hour."""

import pytest
from django.db import DatabaseError
from django.urls import reverse

from audit import handing_out
from audit.models import Entry
from tests.factories.forums import ForumFactory
from tests.factories.proposals import AttachmentFactory, ProposalFactory

pytestmark = pytest.mark.django_db


def taken() -> list[Entry]:
    return list(Entry.objects.filter(action__in=("file.hand_out", "proposal.read_file")).order_by("id"))


def test_l01_table_of_staff_is_recorded_with_page_and_without_what_was_searched(client, sekretariat):
    path = reverse("forums:participants_export", args=[ForumFactory().plan_year])
    client.force_login(sekretariat)
    assert client.get(path, {"q": "Siti"}).status_code == 200
    [entry] = taken()
    assert (entry.actor_id, entry.data["place"]) == (sekretariat.pk, "forums:participants_export")
    assert entry.data["path"] == path
    assert "Siti" not in str(entry.data)
    assert "127.0.0.1" not in str(entry.data)


def test_l01_same_table_within_an_hour_is_one_reading(client, sekretariat, time_machine):
    path = reverse("forums:participants_export", args=[ForumFactory().plan_year])
    time_machine.move_to("2026-11-23 08:00+08:00")
    client.force_login(sekretariat)
    for _time in range(3):
        client.get(path)
    assert len(taken()) == 1
    time_machine.shift(3601)
    client.force_login(sekretariat)
    client.get(path)
    assert len(taken()) == 2


def test_l01_closed_file_of_a_proposal_names_the_proposal(client, sekretariat):
    file = AttachmentFactory(is_public=False)
    client.force_login(sekretariat)
    assert client.get(reverse("proposals:attachment", args=[file.key])).status_code == 200
    [entry] = taken()
    assert (entry.action, entry.object_id) == ("proposal.read_file", str(file.proposal_id))


def test_l01_own_and_public_files_are_nobodys_business(client, sekretariat, pengusul):
    own = AttachmentFactory(is_public=False, proposal=ProposalFactory(proposer=pengusul))
    client.force_login(pengusul)
    assert client.get(reverse("proposals:attachment", args=[own.key])).status_code == 200
    client.force_login(sekretariat)
    public = AttachmentFactory(is_public=True)
    assert client.get(reverse("proposals:attachment", args=[public.key])).status_code == 200
    assert client.get("/aspirasi/unduh/usulan.csv").status_code == 200
    assert taken() == []


def test_l01_asking_for_the_headers_alone_hands_nothing_out(client, sekretariat):
    client.force_login(sekretariat)
    client.head(reverse("forums:participants_export", args=[ForumFactory().plan_year]))
    assert taken() == []


def test_l01_reading_goes_on_where_it_cannot_be_recorded(client, sekretariat, monkeypatch, caplog):
    def broken(*args, **more):
        raise DatabaseError("full")

    monkeypatch.setattr(handing_out, "record", broken)
    client.force_login(sekretariat)
    assert (
        client.get(reverse("forums:participants_export", args=[ForumFactory().plan_year])).status_code == 200
    )
    assert "not recorded" in caplog.text
