"""What the secretariat does with requests to speak for an organisation."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.models import Entry
from notifications.models import Message
from renja_portal.workspace import waiting_for
from stakeholders import joining
from stakeholders.errors import ChangeRefused
from stakeholders.models import Membership, MembershipRequest, Organization, OrganizationKind
from stakeholders.rules import standing_of
from tests.factories.accounts import UserFactory
from tests.factories.stakeholders import (
    HostMembershipFactory,
    MembershipFactory,
    MembershipRequestFactory,
    OrganizationFactory,
)

pytestmark = pytest.mark.django_db
MINE, LIST = reverse("stakeholders:mine"), reverse("stakeholders:requests")
KIND = OrganizationKind.KOMUNITAS


def page_of(request: MembershipRequest) -> str:
    return reverse("stakeholders:request", args=[request.pk])


@pytest.fixture
def secretary(logged_in, sekretariat):
    return logged_in(sekretariat)


def test_list_shows_only_people_whose_address_is_proved(secretary):
    waiting = MembershipRequestFactory(user__name="Terbukti")
    MembershipRequestFactory(user=UserFactory(name="Tanpa Bukti", verified=False))
    text = secretary.get(LIST).content.decode()
    assert "Terbukti" in text
    assert "Tanpa Bukti" not in text
    assert waiting.organization.name in text


def test_list_of_nothing_says_so(secretary):
    assert "Tidak ada yang menunggu" in secretary.get(LIST).content.decode()


def test_list_asks_as_much_for_three_as_for_one(secretary, django_assert_max_num_queries):
    counts = []
    for more in (1, 2):
        MembershipRequestFactory.create_batch(more)
        with django_assert_max_num_queries(12) as seen:
            secretary.get(LIST)
        counts.append(len(seen))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("role", "status"),
    [("sekretariat", 200), ("admin_user", 200), ("verifikator", 403), ("pimpinan", 403), ("pengusul", 403)],
)
def test_requests_are_the_secretariats(logged_in, request, role, status):
    waiting = MembershipRequestFactory()
    client = logged_in(request.getfixturevalue(role))
    assert client.get(LIST).status_code == status
    assert client.get(page_of(waiting)).status_code == status


def test_workspace_says_what_waits(sekretariat, verifikator):
    MembershipRequestFactory.create_batch(2)
    task = next(task for task in waiting_for(sekretariat) if task.url == LIST)
    assert task.amount == 2
    assert not [task for task in waiting_for(verifikator) if task.url == LIST]


def test_confirmed_person_is_a_member_from_today_on_and_is_told(secretary, sekretariat):
    request = MembershipRequestFactory()
    assert secretary.post(page_of(request), {"konfirmasi": "1"}).url == LIST
    membership = Membership.objects.get(user=request.user)
    assert (membership.organization, membership.position, membership.valid_from) == (
        request.organization, "Ketua", timezone.localdate(),
    )  # fmt: skip
    assert standing_of(User.objects.get(pk=request.user_id)).organization_ids == {request.organization_id}
    letter = Message.objects.get(to_user=request.user)
    assert request.organization.name in letter.subject
    request.refresh_from_db()
    assert (request.state, request.answered_by) == ("confirmed", sekretariat)
    assert Entry.objects.filter(action="membership.confirm", actor=sekretariat).count() == 1
    assert secretary.get(page_of(request)).status_code == 404


def test_new_organisation_takes_part_with_its_first_member_under_the_corrected_name(secretary):
    request = MembershipRequestFactory(organization__is_active=False, organization__name="forum pemuda")
    OrganizationFactory(name="Forum Pemuda Barat")
    assert "Forum Pemuda Barat" in secretary.get(page_of(request)).content.decode()
    data = {"konfirmasi": "1", "name": "Forum Pemuda Pesisir", "kind": OrganizationKind.LAINNYA}
    secretary.post(page_of(request), data)
    organization = Organization.objects.get(pk=request.organization_id)
    assert (organization.name, organization.kind, organization.is_active) == (
        "Forum Pemuda Pesisir", "lainnya", True,
    )  # fmt: skip
    assert Entry.objects.filter(action="organization.take_in").exists()


def test_new_organisation_cannot_take_the_name_of_another(secretary):
    OrganizationFactory(name="Komunitas Pesisir")
    request = MembershipRequestFactory(organization__is_active=False)
    data = {"konfirmasi": "1", "name": "komunitas pesisir", "kind": KIND}
    assert "sudah ada" in secretary.post(page_of(request), data).content.decode()
    assert not Membership.objects.filter(user=request.user).exists()
    assert "Isi nama instansi" in secretary.post(page_of(request), data | {"name": ""}).content.decode()


def test_membership_that_was_over_begins_again(sekretariat):
    request = MembershipRequestFactory()
    over = MembershipFactory(
        user=request.user,
        organization=request.organization,
        valid_until=timezone.localdate().replace(year=2021),
    )
    assert joining.confirm_request(request, actor=sekretariat) == over
    over.refresh_from_db()
    assert (over.valid_from, over.valid_until) == (timezone.localdate(), None)


def test_declined_person_reads_why_and_may_ask_again(secretary, logged_in):
    request = MembershipRequestFactory(user__name="Siti")
    assert "Tuliskan alasannya" in secretary.post(page_of(request), {"tolak": "1"}).content.decode()
    reason = "Komunitas menyatakan belum mengenal Anda."
    assert secretary.post(page_of(request), {"tolak": "1", "reason": reason}).url == LIST
    assert reason in Message.objects.get(to_user=request.user).body
    assert not Membership.objects.filter(user=request.user).exists()
    client = logged_in(request.user)
    text = client.get(MINE).content.decode()
    assert reason in text
    assert "Kirim permintaan" in text
    assert client.post(MINE, {"organization_name": request.organization.name}).url == MINE


def test_answer_is_given_once_and_not_to_oneself(sekretariat, admin_user):
    request = MembershipRequestFactory()
    own = MembershipRequestFactory(user=sekretariat)
    joining.confirm_request(request, actor=sekretariat)
    with pytest.raises(ChangeRefused, match="sudah dijawab"):
        joining.decline_request(request, actor=admin_user, reason="Terlambat.")
    with pytest.raises(ChangeRefused, match="oleh orang lain"):
        joining.confirm_request(own, actor=sekretariat)
    with pytest.raises(ChangeRefused, match="Hanya sekretariat"):
        joining.confirm_request(own, actor=UserFactory())
    with pytest.raises(ChangeRefused, match="Tuliskan alasannya"):
        joining.decline_request(own, actor=admin_user, reason="  ")


def test_answering_asks_for_a_fresh_proof(client):
    request = MembershipRequestFactory()
    client.force_login(HostMembershipFactory().user)
    assert client.post(page_of(request), {"konfirmasi": "1"}).status_code == 302
    assert MembershipRequest.objects.get().is_waiting


def test_record_names_nobody(sekretariat):
    request = MembershipRequestFactory(user__name="Zulaikha")
    joining.decline_request(request, actor=sekretariat, reason="Belum dikenal.")
    assert "Zulaikha" in str(request)
    assert not Entry.objects.filter(object_label__contains="Zulaikha").exists()
