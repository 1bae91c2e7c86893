"""Pendelegasian pengesahan: given by the head with a paper, for some days, and gone the moment it is revoked."""

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from notifications.models import Message
from stakeholders.delegating import grant_delegation, possible_delegates, revoke_delegation
from stakeholders.errors import ChangeRefused
from stakeholders.models import Delegation, Membership
from stakeholders.rules import standing_of
from tests.factories.accounts import UserFactory
from tests.factories.stakeholders import DelegationFactory, HostMembershipFactory
from tests.stakeholders.delegations import days, may_publish, paper, values

pytestmark = pytest.mark.django_db


def test_delegate_may_publish_and_is_told(pimpinan, sekretariat, signer):
    assert not may_publish(sekretariat)
    delegation = grant_delegation(paper(), actor=pimpinan, values=values(sekretariat))
    assert may_publish(sekretariat)
    assert delegation.on_behalf == "Kepala Dinas"
    letter = Message.objects.get()
    assert (letter.to_user, letter.kind) == (sekretariat, "delegation.granted")
    assert "a.n. Kepala Dinas" in letter.body
    entry = Entry.objects.get()
    assert (entry.action, entry.data["delegate"]) == ("delegation.grant", sekretariat.pk)
    assert sekretariat.name not in str(entry.data) + entry.object_label


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"valid_from": days(-9), "valid_until": days(-1)}, "Tanggal akhir sudah lewat"),
        ({"delegate": "pimpinan"}, "bukan pimpinan"),
        ({"delegate": "pengusul"}, "Pilih pegawai"),
    ],
    ids=["past", "head", "outsider"],
)
def test_what_makes_no_sense_is_refused(request, pimpinan, sekretariat, signer, changes, words):
    wanted = values(sekretariat) | changes
    if isinstance(wanted["delegate"], str):
        wanted["delegate"] = request.getfixturevalue(wanted["delegate"])
    with pytest.raises(ChangeRefused, match=words):
        grant_delegation(paper(), actor=pimpinan, values=wanted)
    assert not Delegation.objects.exists()


def test_second_one_on_the_same_days_is_refused(pimpinan, sekretariat, signer):
    grant_delegation(paper(), actor=pimpinan, values=values(sekretariat))
    with pytest.raises(ChangeRefused, match="sudah memegang pendelegasian"):
        grant_delegation(
            paper(), actor=pimpinan, values=values(sekretariat, valid_from=days(10), valid_until=days(20))
        )
    grant_delegation(
        paper(), actor=pimpinan, values=values(sekretariat, valid_from=days(11), valid_until=days(20))
    )


def test_somebody_must_be_in_office_whose_name_it_is(pimpinan, sekretariat):
    with pytest.raises(ChangeRefused, match="Pejabat penanda tangan hari ini belum diisi"):
        grant_delegation(paper(), actor=pimpinan, values=values(sekretariat))


@pytest.mark.parametrize("role", ["sekretariat", "admin_user", "verifikator", "perencana", "pengusul"])
def test_only_the_head_gives_and_revokes(request, role, signer):
    actor, given = request.getfixturevalue(role), DelegationFactory()
    with pytest.raises(ChangeRefused, match="Hanya pimpinan"):
        grant_delegation(paper(), actor=actor, values=values(given.delegate))
    with pytest.raises(ChangeRefused, match="Hanya pimpinan"):
        revoke_delegation(given, actor=actor)


def test_who_has_it_cannot_pass_it_on(sekretariat, verifikator, signer):
    DelegationFactory(delegate=sekretariat)
    with pytest.raises(ChangeRefused, match="Hanya pimpinan"):
        grant_delegation(paper(), actor=sekretariat, values=values(verifikator))


def test_staff_of_the_host_can_be_chosen_but_no_head(pimpinan, sekretariat, pengusul):
    closed = HostMembershipFactory(user__is_active=False).user
    assert list(possible_delegates(pimpinan)) == [sekretariat]
    assert closed not in possible_delegates(pimpinan)


@pytest.mark.parametrize(
    ("changes", "counts"),
    [
        ({}, True),
        ({"valid_from": days(1)}, False),
        ({"valid_until": days(-1)}, False),
        ({"valid_from": days(0), "valid_until": days(0)}, True),
        ({"revoked_at": timezone.now()}, False),
        ({"scan": "held"}, False),
    ],
    ids=["now", "to come", "over", "today alone", "revoked", "paper held"],
)
def test_it_counts_on_its_days_until_revoked(sekretariat, changes, counts):
    delegation = DelegationFactory(delegate=sekretariat, **changes)
    assert may_publish(sekretariat) == counts
    assert delegation.is_in_force == counts


def test_it_counts_for_staff_of_the_host_alone(sekretariat):
    DelegationFactory(delegate=sekretariat)
    Membership.objects.filter(user=sekretariat).update(valid_until=days(-1))
    assert not may_publish(sekretariat)
    outsider = UserFactory()
    DelegationFactory(delegate=outsider)
    assert not may_publish(outsider)


def test_standing_is_still_one_query(sekretariat, django_assert_num_queries):
    delegation = DelegationFactory(delegate=sekretariat)
    user = type(sekretariat).objects.get(pk=sekretariat.pk)
    with django_assert_num_queries(1):
        assert standing_of(user).delegation_id == delegation.pk


def test_revoked_it_is_gone_from_an_open_browser(client, pimpinan, sekretariat):
    delegation = DelegationFactory(delegate=sekretariat)
    client.force_login(sekretariat)
    assert client.get(reverse("proposals:approval")).status_code == 200
    revoke_delegation(delegation, actor=pimpinan)
    assert client.get(reverse("proposals:approval")).status_code == 403
    assert Message.objects.get().kind == "delegation.revoked"
    assert Entry.objects.filter(action="delegation.revoke").exists()
    with pytest.raises(ChangeRefused, match="sudah tidak berlaku"):
        revoke_delegation(delegation, actor=pimpinan)


def test_account_that_was_closed_publishes_nothing(sekretariat):
    DelegationFactory(delegate=sekretariat)
    type(sekretariat).objects.filter(pk=sekretariat.pk).update(is_active=False)
    assert not may_publish(sekretariat)
