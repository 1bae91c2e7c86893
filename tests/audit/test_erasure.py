"""A person is erased: the chain stays whole, and nothing that tells who they were is left in the record."""

from datetime import date

import pytest
from django.db import connection
from django.urls import reverse

from accounts.services import change_profile, open_account
from audit import guard
from audit.chain import hash_of, verify_chain
from audit.models import Entry
from forums.models import Activity
from notifications.models import Message
from proposals.intake import submit_proposal, withdraw_proposal
from proposals.services import begin_draft, support_proposal
from stakeholders.offices import add_official
from stakeholders.people import add_member, change_member, end_membership, set_account_active
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory, PhaseFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.stakeholders import OrganizationFactory

pytestmark = pytest.mark.django_db

NAME, EMAIL, PHONE = "Zulaikha Rahmawati", "zulaikha.r@contoh.id", "0812-7788-9900"
TELLING = ("zulaikha", "rahmawati", "contoh.id", "7788-9900", "77889900")


@pytest.fixture
def person(admin_user):
    """Somebody who did in the portal what people do there, and to whom things were done."""
    user, _new = open_account(EMAIL, name=NAME, actor=admin_user)
    change_profile(user, name=NAME, phone=PHONE)
    user.refresh_from_db()
    values = {"position": "Ketua", "valid_from": date(2026, 1, 1), "valid_until": None}
    membership = add_member(
        EMAIL, name=NAME, organization=OrganizationFactory(), role="anggota", values=values, actor=admin_user
    )
    changed = change_member(
        membership, values={"position": f"Asisten {NAME}"}, version=membership.version, actor=admin_user
    )
    end_membership(changed, actor=admin_user)
    set_account_active(user, False, actor=admin_user)
    set_account_active(user, True, actor=admin_user)
    add_official(
        values={"name": f"{NAME}, S.Kom.", "position": "Kepala Dinas", "valid_from": date(2026, 1, 1)}, actor=admin_user
    )  # fmt: skip
    return user


@pytest.fixture
def proposing(person):
    """They also propose, withdraw with their number in the reason, and support another proposal."""
    forum = ForumFactory()
    PhaseFactory(forum=forum, activities=[Activity.SUBMIT, Activity.VERIFY])
    draft = begin_draft(forum, actor=person)
    ready = ProposalFactory.build(forum=forum)
    for field in ("title", "problem", "request"):
        setattr(draft, field, getattr(ready, field))
    draft.title, draft.is_citywide = f"Bantuan untuk {NAME}", True
    draft.save()
    sent = submit_proposal(draft, actor=person)
    withdraw_proposal(sent, actor=person, reason=f"Hubungi saya di {EMAIL} atau {PHONE}.")
    support_proposal(ProposalFactory(forum=forum), actor=person)
    return sent


def everything_written() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(audit_entry::text, chr(10)) FROM audit_entry")
        return cursor.fetchone()[0].lower()


def test_nothing_in_the_record_tells_who_an_erased_person_was(client, person, proposing):
    guard.install(connection)
    client.post(reverse("account_login"), {"login": EMAIL, "password": "salah-sama-sekali"})
    client.force_login(person)
    assert client.get(reverse("stakeholders:host")).status_code == 403
    count, number = Entry.objects.count(), person.pk
    assert count >= 13
    person.delete()
    assert Entry.objects.count() == count
    assert verify_chain().whole
    assert [word for word in TELLING if word in everything_written()] == []
    assert not Message.objects.filter(to_email=EMAIL, to_user__isnull=False).exists()
    entries = Entry.objects.for_listing().filter(actor_id=number)
    assert {entry.actor_name for entry in entries} == {"Akun terhapus"}


def test_entries_of_before_keep_their_names_and_their_hashes():
    """What was written under earlier releases is not rewritten: the chain would break."""
    old = Entry(action="a", actor_label=NAME)
    old.hash = hash_of(old)
    old.save()
    assert verify_chain().whole
    UserFactory().delete()
    assert Entry.objects.get().actor_label == NAME
