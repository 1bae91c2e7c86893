"""A delegation falls with who gave it, and who held it is told."""

import pytest
from django.urls import reverse
from django.utils import timezone

from notifications.models import Message
from stakeholders.delegating import grant_delegation, tell_lapsed
from stakeholders.models import Delegation, Membership
from stakeholders.offices import end_official
from stakeholders.people import set_account_active
from stakeholders.tasks import tell_lapsed_delegations
from tests.factories.stakeholders import DelegationFactory, OfficialFactory
from tests.stakeholders.delegations import days, leave_role, may_publish, paper, values

pytestmark = pytest.mark.django_db


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
