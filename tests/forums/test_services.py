"""What the secretariat does with a forum: done once, kept in the record, refused in words to everybody else."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from audit.models import Entry
from core.uploads import UploadRefused
from core.versions import StaleSave
from forums import services
from forums.cloning import create_forum
from forums.errors import ForumRefused
from forums.models import Activity, Ceiling, Document, Forum, Participant
from forums.participants import remove_participant
from tests.corpus.pdfs import make_pdf
from tests.factories.forums import (
    CeilingFactory,
    DocumentFactory,
    ParticipantFactory,
    PhaseFactory,
)
from tests.factories.stakeholders import OrganizationFactory
from tests.forums.conftest import moment

OPENS, CLOSES = moment("2026-11-16T00:00"), moment("2026-12-17T23:59")


def phase_values(**changes) -> dict:
    values = {
        "name": "Penjaringan",
        "activities": [Activity.SUBMIT],
        "opens_at": OPENS,
        "closes_at": CLOSES,
        "note": "",
    }
    return values | changes


def ceiling_values(**changes) -> dict:
    values = {
        "amount": 10_000,
        "source_of_funds": "PAD",
        "dated": datetime.date(2027, 1, 4),
        "basis": "SE Nomor 1",
    }
    return values | changes


def deeds() -> list[str]:
    return list(Entry.objects.order_by("id").values_list("action", flat=True))


def pdf(name="rancangan.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, make_pdf(), "application/pdf")


# Who may


def add_document(forum, actor):
    services.add_document(forum, pdf(), actor=actor, title="Rancangan")


VERBS = {
    "create": lambda forum, actor: create_forum(2029, actor=actor),
    "edit": lambda forum, actor: services.edit_forum(forum, actor=actor, values={"theme": "Tema"}),
    "publish": lambda forum, actor: services.publish_forum(forum, actor=actor, is_published=False),
    "add_phase": lambda forum, actor: services.add_phase(forum, actor=actor, values=phase_values()),
    "save_phases": lambda forum, actor: services.save_phases(forum, actor=actor, added=[phase_values()]),
    "change_phase": lambda forum, actor: services.change_phase(
        PhaseFactory(forum=forum), actor=actor, values=phase_values(note="Alasan")
    ),
    "delete_phase": lambda forum, actor: services.delete_phase(PhaseFactory(forum=forum), actor=actor),
    "add_ceiling": lambda forum, actor: services.add_ceiling(forum, actor=actor, values=ceiling_values()),
    "change_ceiling": lambda forum, actor: services.change_ceiling(
        CeilingFactory(forum=forum), actor=actor, values=ceiling_values()
    ),
    "delete_ceiling": lambda forum, actor: services.delete_ceiling(CeilingFactory(forum=forum), actor=actor),
    "add_document": add_document,
    "publish_document": lambda forum, actor: services.publish_document(
        DocumentFactory(forum=forum), actor=actor, is_published=False
    ),
    "delete_document": lambda forum, actor: services.delete_document(
        DocumentFactory(forum=forum), actor=actor
    ),
    "add_participant": lambda forum, actor: services.add_participant(
        forum, OrganizationFactory(), actor=actor, part="peserta"
    ),
    "remove_participant": lambda forum, actor: remove_participant(
        ParticipantFactory(forum=forum), actor=actor
    ),
}


@pytest.mark.parametrize("verb", VERBS)
def test_each_deed_of_the_secretariat_is_kept_in_the_record(forum, sekretariat, verb):
    VERBS[verb](forum, sekretariat)
    entry = Entry.objects.get()
    assert entry.actor == sekretariat


@pytest.mark.parametrize("role", ["pengusul", "verifikator", "perencana", "pimpinan", "admin_user"])
@pytest.mark.parametrize("verb", VERBS)
def test_nobody_else_may(request, forum, verb, role):
    user = request.getfixturevalue(role)
    with pytest.raises(ForumRefused, match="Hanya sekretariat"):
        VERBS[verb](forum, user)
    assert not Entry.objects.exists()


# Facts


def test_facts_change_and_name_what_changed(forum, sekretariat):
    services.edit_forum(forum, actor=sekretariat, values={"theme": "Satu data", "place": ""}, version=1)
    assert Forum.objects.get().theme == "Satu data"
    assert Entry.objects.get().changed == ["theme"]


def test_unchanged_facts_leave_no_trace(forum, sekretariat):
    services.edit_forum(forum, actor=sekretariat, values={"theme": ""}, version=1)
    assert deeds() == []


def test_stale_facts_overwrite_nothing(forum, sekretariat):
    services.edit_forum(forum, actor=sekretariat, values={"theme": "Pertama"}, version=1)
    with pytest.raises(StaleSave):
        services.edit_forum(forum, actor=sekretariat, values={"theme": "Kedua"}, version=1)
    assert Forum.objects.get().theme == "Pertama"


def test_publishing_twice_is_one_deed(forum, sekretariat):
    services.publish_forum(forum, actor=sekretariat, is_published=False)
    services.publish_forum(forum, actor=sekretariat, is_published=False)
    services.publish_forum(forum, actor=sekretariat)
    assert deeds() == ["forum.hide", "forum.publish"]
    assert Forum.objects.get().is_published


# Ceilings


def test_ceiling_is_corrected_and_keeps_its_values_in_the_record(forum, sekretariat):
    ceiling = services.add_ceiling(forum, actor=sekretariat, values=ceiling_values())
    services.change_ceiling(ceiling, actor=sekretariat, values=ceiling_values(amount=12_000), version=1)
    services.change_ceiling(ceiling, actor=sekretariat, values=ceiling_values(amount=12_000), version=2)
    assert Ceiling.objects.get().amount == 12_000
    assert deeds() == ["ceiling.add", "ceiling.change"]
    assert Entry.objects.first().changed == ["amount"]


def test_stale_ceiling_overwrites_nothing(forum, sekretariat):
    ceiling = CeilingFactory(forum=forum, version=2)
    with pytest.raises(StaleSave):
        services.change_ceiling(ceiling, actor=sekretariat, values=ceiling_values(), version=1)


def test_ceiling_of_the_same_source_and_day_is_refused(forum, sekretariat):
    services.add_ceiling(forum, actor=sekretariat, values=ceiling_values())
    with pytest.raises(ForumRefused, match="sumber dana dan tanggal ini sudah ada"):
        services.add_ceiling(forum, actor=sekretariat, values=ceiling_values(amount=5))


@pytest.mark.parametrize(("first", "second"), [("", "PAD"), ("PAD", "")])
def test_total_and_single_sources_are_not_mixed(forum, sekretariat, first, second):
    services.add_ceiling(forum, actor=sekretariat, values=ceiling_values(source_of_funds=first))
    with pytest.raises(ForumRefused, match="terhitung dua kali"):
        services.add_ceiling(
            forum,
            actor=sekretariat,
            values=ceiling_values(source_of_funds=second, dated=datetime.date(2027, 3, 9)),
        )
    assert forum.ceilings.total() == 10_000


# Papers


def test_paper_is_stored_under_a_name_of_ours(forum, sekretariat):
    document = services.add_document(
        forum, pdf("../Rancangan Renja.pdf"), actor=sekretariat, title="Rancangan", is_published=False
    )
    assert (document.original_name, document.content_type) == ("Rancangan Renja.pdf", "application/pdf")
    assert "Rancangan" not in document.file.name
    assert not Document.objects.get().is_published


def test_refused_file_keeps_nothing(forum, sekretariat):
    upload = SimpleUploadedFile("palsu.pdf", b"bukan pdf", "application/pdf")
    with pytest.raises(UploadRefused, match="bukan PDF"):
        services.add_document(forum, upload, actor=sekretariat, title="Palsu")
    assert not Document.objects.exists()


def test_paper_is_hidden_and_shown_once(forum, sekretariat):
    document = DocumentFactory(forum=forum)
    for is_published in (False, False, True):
        services.publish_document(document, actor=sekretariat, is_published=is_published)
    assert deeds() == ["document.hide", "document.publish"]


def test_deleted_paper_is_gone_from_the_storage(forum, sekretariat, django_capture_on_commit_callbacks):
    document = DocumentFactory(forum=forum)
    name, storage = document.file.name, document.file.storage
    with django_capture_on_commit_callbacks(execute=True):
        services.delete_document(document, actor=sekretariat)
        assert storage.exists(name)
    assert not storage.exists(name)


# Participants


def test_participant_is_invited_once(forum, sekretariat):
    organization = OrganizationFactory(name="PT Telkom")
    services.add_participant(forum, organization, actor=sekretariat, part="narasumber")
    with pytest.raises(ForumRefused, match="PT Telkom sudah tercatat sebagai peserta"):
        services.add_participant(forum, organization, actor=sekretariat, part="peserta")
    assert Participant.objects.get().part == "narasumber"


def test_removed_participant_is_gone(forum, sekretariat):
    remove_participant(ParticipantFactory(forum=forum), actor=sekretariat)
    assert not Participant.objects.exists()
