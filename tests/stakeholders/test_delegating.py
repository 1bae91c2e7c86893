"""Pendelegasian pengesahan: given by the head with a paper, for some days, and gone the moment it is revoked."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from notifications.models import Message
from stakeholders.delegating import grant_delegation, possible_delegates, revoke_delegation, tell_lapsed
from stakeholders.errors import ChangeRefused
from stakeholders.models import Delegation, Membership, Role
from stakeholders.offices import end_official
from stakeholders.people import set_account_active
from stakeholders.rules import standing_of
from stakeholders.tasks import tell_lapsed_delegations
from tests.corpus.pdfs import make_pdf
from tests.factories.accounts import UserFactory
from tests.factories.stakeholders import DelegationFactory, HostMembershipFactory, OfficialFactory

pytestmark = pytest.mark.django_db
LIST = reverse("stakeholders:delegations")


def days(count: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=count)


def paper() -> SimpleUploadedFile:
    return SimpleUploadedFile("persetujuan.pdf", make_pdf(), "application/pdf")


def values(delegate, **changes) -> dict:
    days_of_it = {"valid_from": days(0), "valid_until": days(10)}
    return {"delegate": delegate, "decree": "Nota Dinas 800/1"} | days_of_it | changes


@pytest.fixture
def signer():
    return OfficialFactory(position="Kepala Dinas")


def may_publish(user) -> bool:
    return type(user).objects.get(pk=user.pk).has_perm("proposals.publish")


# Giving


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


# When it counts


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


# The page


def test_page_gives_shows_and_revokes(logged_in, pimpinan, sekretariat, signer):
    client = logged_in(pimpinan)
    assert "Belum ada pendelegasian" in client.get(LIST).content.decode()
    data = {
        "delegate": sekretariat.pk,
        "decree": "ND 1",
        "valid_from": str(days(0)),
        "valid_until": str(days(5)),
    }
    assert client.post(LIST, data | {"file": paper()}).url == LIST
    found = Delegation.objects.get()
    text = client.get(LIST).content.decode()
    for words in ("Sekretariat", "a.n. Kepala Dinas", "ND 1", "persetujuan.pdf", "Berlaku"):
        assert words in text
    answer = client.get(reverse("stakeholders:delegation_file", args=[found.pk]))
    assert answer.headers["Content-Type"] == "application/pdf"
    client.post(reverse("stakeholders:delegation_revoke", args=[found.pk]))
    text = client.get(LIST).content.decode()
    assert "Dicabut" in text
    assert "cabut/" not in text


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"file": ""}, "file"),
        ({"file": SimpleUploadedFile("palsu.pdf", b"bukan pdf", "application/pdf")}, "file"),
        ({"valid_until": "2020-01-01"}, "valid_until"),
        ({"decree": ""}, "decree"),
        ({"delegate": ""}, "delegate"),
    ],
    ids=["no file", "no pdf", "ends before", "no decree", "nobody"],
)
def test_page_says_what_is_wrong(logged_in, pimpinan, sekretariat, signer, changes, field):
    data = {
        "delegate": sekretariat.pk,
        "decree": "ND 1",
        "valid_from": str(days(0)),
        "valid_until": str(days(5)),
    }
    answer = logged_in(pimpinan).post(LIST, data | {"file": paper()} | changes)
    assert list(answer.context["form"].errors) == [field]
    assert not Delegation.objects.exists()


def test_page_shows_what_the_verb_refuses(logged_in, pimpinan, sekretariat):
    data = {
        "delegate": sekretariat.pk,
        "decree": "ND 1",
        "valid_from": str(days(0)),
        "valid_until": str(days(5)),
    }
    answer = logged_in(pimpinan).post(LIST, data | {"file": paper()})
    assert "Pejabat penanda tangan hari ini belum diisi" in answer.content.decode()


def test_power_is_given_after_a_fresh_proof_alone(client, pimpinan, sekretariat, signer):
    client.force_login(pimpinan)
    answer = client.post(LIST, {"delegate": sekretariat.pk})
    assert answer.status_code == 302
    assert "/akun/" in answer.url


def test_approval_that_is_not_clean_is_handed_to_nobody(logged_in, pimpinan):
    waiting = DelegationFactory(scan="waiting")
    path = reverse("stakeholders:delegation_file", args=[waiting.pk])
    assert logged_in(pimpinan).get(path).status_code == 404


def test_list_costs_the_same_for_one_and_three(logged_in, pimpinan, django_assert_max_num_queries):
    client, counts = logged_in(pimpinan), []
    for more in (1, 2):
        for _row in range(more):
            DelegationFactory(delegate=HostMembershipFactory(role=Role.PERENCANA).user)
        with django_assert_max_num_queries(12) as seen:
            client.get(LIST)
        counts.append(len(seen))
    assert counts[0] == counts[1]


# It falls with who gave it


def leave_role(delegation, admin):
    Membership.objects.filter(user=delegation.granted_by).update(valid_until=days(-1))


def leave_office(delegation, admin):
    end_official(delegation.office, actor=admin)


def close_account(delegation, admin):
    set_account_active(delegation.granted_by, False, actor=admin)


def erase_account(delegation, admin):
    delegation.granted_by.delete()


@pytest.mark.parametrize("leave", [leave_role, leave_office, close_account, erase_account])
def test_it_falls_with_its_giver_also_in_an_open_browser(client, sekretariat, admin_user, leave):
    delegation = DelegationFactory(delegate=sekretariat, office=OfficialFactory(position="Kepala Dinas"))
    client.force_login(sekretariat)
    assert client.get(reverse("proposals:approval")).status_code == 200
    leave(delegation, admin_user)
    assert client.get(reverse("proposals:approval")).status_code == 403
    found = Delegation.objects.for_listing().get()
    assert not found.is_in_force
    assert found.lapse_words


def test_role_that_hangs_on_the_office_ends_it_with_the_office(sekretariat, pimpinan, admin_user):
    office = OfficialFactory(position="Kepala Dinas", user=pimpinan)
    Membership.objects.filter(user=pimpinan).update(office=office)
    grant_delegation(paper(), actor=pimpinan, values=values(sekretariat))
    assert Delegation.objects.get().office == office
    assert may_publish(sekretariat)
    end_official(office, actor=admin_user)
    assert not may_publish(sekretariat)


def test_head_gives_in_the_own_name_while_somebody_else_signs(pimpinan, sekretariat):
    mine = OfficialFactory(position="Kepala Dinas", user=pimpinan)
    OfficialFactory(position="Kepala Dinas", status="plh")
    delegation = grant_delegation(paper(), actor=pimpinan, values=values(sekretariat))
    assert (delegation.office, delegation.on_behalf) == (mine, "Kepala Dinas")


def test_fallen_one_does_not_hinder_the_next(pimpinan, sekretariat, signer):
    fallen = DelegationFactory(delegate=sekretariat)
    leave_role(fallen, None)
    grant_delegation(paper(), actor=pimpinan, values=values(sekretariat))
    assert may_publish(sekretariat)


def test_page_says_why_it_fell(logged_in, pimpinan, admin_user):
    by_role = DelegationFactory()
    by_office = DelegationFactory(office=OfficialFactory(position="Kepala Dinas"))
    leave_role(by_role, None)
    end_official(by_office.office, actor=admin_user)
    text = logged_in(pimpinan).get(LIST).content.decode()
    assert text.count("Gugur") == 2
    assert "Pemberinya tidak lagi berperan sebagai pimpinan" in text
    assert "Masa jabatan Kepala Dinas Komunikasi dan Informatika berakhir pada" in text
    assert "cabut/" not in text


def test_who_held_it_is_told_once(sekretariat):
    delegation = DelegationFactory(delegate=sekretariat)
    assert tell_lapsed() == 0
    leave_role(delegation, None)
    assert [tell_lapsed_delegations(), tell_lapsed_delegations()] == [1, 0]
    letter = Message.objects.get()
    assert (letter.to_user, letter.kind) == (sekretariat, "delegation.lapsed")
    assert "Pemberinya tidak lagi berperan" in letter.body


def test_what_was_revoked_or_over_does_not_fall_again():
    leave_role(DelegationFactory(revoked_at=timezone.now()), None)
    leave_role(DelegationFactory(valid_until=days(-1)), None)
    assert tell_lapsed() == 0
    assert [row.lapse_words for row in Delegation.objects.for_listing()] == ["", ""]
