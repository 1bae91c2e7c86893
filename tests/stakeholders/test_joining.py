"""Belonging to an organisation: asked for when signing up or later, confirmed or declined by the secretariat."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.consent import VERSION
from accounts.models import User
from stakeholders import joining
from stakeholders.errors import ChangeRefused
from stakeholders.models import MembershipRequest, Organization, OrganizationKind
from tests.factories.accounts import UserFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.stakeholders import (
    HostOrganizationFactory,
    MembershipFactory,
    MembershipRequestFactory,
    OrganizationFactory,
)

pytestmark = pytest.mark.django_db
SIGNUP, FIND = reverse("account_signup"), reverse("stakeholders:find")
MINE, LIST = reverse("stakeholders:mine"), reverse("stakeholders:requests")
KIND = OrganizationKind.KOMUNITAS
NEW = {"organization_name": "Forum Pemuda Pesisir", "organization": "baru", "organization_kind": KIND}


def sign_up(client, **more):
    data = {"name": "Siti", "email": "siti@contoh.id", "consent": VERSION, "affiliation": "lembaga"}
    return client.post(SIGNUP, data | more)


def test_sign_up_as_citizen_asks_for_nothing_more(client):
    sign_up(client, affiliation="warga", organization_name="Yang Ditulis Lalu Tidak Jadi")
    assert User.objects.count() == 1
    assert not MembershipRequest.objects.exists()


@pytest.mark.parametrize("name", ["komunitas  pesisir", "kp1 "])
def test_sign_up_for_an_organisation_that_is_called_by_its_name(client, name):
    organization = OrganizationFactory(name="Komunitas Pesisir", short_name="KP1")
    sign_up(client, organization_name=name)
    assert MembershipRequest.objects.get().organization == organization


def test_sign_up_chooses_from_what_is_found(client):
    near, far = OrganizationFactory(name="Komunitas Pesisir Timur"), OrganizationFactory(name="Dinas Lain")
    answer = sign_up(client, organization_name="pesisir komunitas")
    text = answer.content.decode()
    assert near.name in text
    assert far.name not in text
    assert "daftarkan “pesisir komunitas”" in text
    assert "Pilih lembaga Anda dari daftar ini" in text
    assert not User.objects.exists()
    sign_up(client, organization_name="pesisir komunitas", organization=near.pk, position="Ketua")
    request = MembershipRequest.objects.get()
    assert (request.organization, request.position) == (near, "Ketua")


def test_sign_up_names_a_new_organisation_that_takes_part_only_when_confirmed(client):
    assert "Pilih jenis lembaga" in sign_up(client, **NEW | {"organization_kind": ""}).content.decode()
    sign_up(client, **NEW)
    organization = Organization.objects.get()
    assert (organization.name, organization.kind, organization.is_active) == (
        "Forum Pemuda Pesisir", KIND, False,
    )  # fmt: skip
    assert not Organization.objects.proposers().exists()


def test_two_people_who_name_the_same_new_organisation_name_one(client):
    sign_up(client, **NEW)
    sign_up(Client(), email="b@contoh.id", **NEW | {"organization_name": "FORUM pemuda pesisir"})
    assert MembershipRequest.objects.count() == 2
    assert Organization.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"organization_name": "x"}, "paling sedikit tiga huruf"),
        ({"organization_name": ""}, "paling sedikit tiga huruf"),
        ({"organization_name": "Komunitas", "organization": "999999"}, "Pilih salah satu lembaga"),
        ({"organization_name": "Kom\x00unitas", "organization": "entah"}, "Pilih salah satu lembaga"),
    ],
    ids=["short", "empty", "unknown", "hostile"],
)
def test_sign_up_says_what_is_missing_about_the_organisation(client, typed, words):
    assert words in sign_up(client, **typed).content.decode()
    assert not User.objects.exists()


def test_host_cannot_be_joined(client):
    host = HostOrganizationFactory(name="Dinas Komunikasi")
    text = sign_up(client, organization_name="Dinas Komunikasi", organization=host.pk).content.decode()
    assert "Pilih salah satu lembaga" in text
    as_new = {"organization_name": "dinas komunikasi", "organization": "baru", "organization_kind": KIND}
    assert "didaftarkan oleh admin" in sign_up(client, **as_new).content.decode()
    with pytest.raises(ChangeRefused, match="didaftarkan oleh admin"):
        joining.ask_for_new_organization("Dinas Komunikasi", kind=KIND, actor=UserFactory())
    with pytest.raises(ChangeRefused, match="didaftarkan oleh admin"):
        joining.ask_membership(host, actor=UserFactory())


def test_known_address_gets_no_request(client):
    user = UserFactory()
    sign_up(client, email=user.email, **NEW)
    assert not MembershipRequest.objects.exists()
    assert not Organization.objects.exists()


def test_search_as_one_types_finds_by_words_and_offers_a_new_one(client):
    wanted = OrganizationFactory(name="Universitas Contoh Balikpapan", short_name="UCB")
    OrganizationFactory(name="Universitas Contoh Lama", is_active=False)
    text = client.get(FIND, {"organization_name": "balik univ"}).content.decode()
    assert wanted.name in text
    assert "Lama" not in text
    assert "daftarkan “balik univ”" in text
    assert "<html" not in text
    assert client.get(FIND, {"organization_name": "ba"}).content.decode().strip() == ""
    assert client.get(FIND).status_code == 200


def test_own_page_shows_where_one_belongs_and_asks_for_more(logged_in):
    member = MembershipFactory(organization__name="Komunitas Lama", position="Bendahara")
    other = OrganizationFactory(name="Komunitas Baru")
    client = logged_in(member.user)
    text = client.get(MINE).content.decode()
    assert "Komunitas Lama" in text
    assert "Bendahara" in text
    assert client.post(MINE, {"organization_name": other.name, "position": ""}).url == MINE
    text = client.get(MINE).content.decode()
    assert "Menunggu konfirmasi" in text
    assert "Kirim permintaan" not in text
    assert "Batalkan permintaan" in text


def test_own_page_refuses_what_one_has_or_waits_for_already(logged_in):
    member = MembershipFactory()
    client = logged_in(member.user)
    assert (
        "sudah terdaftar"
        in client.post(MINE, {"organization_name": member.organization.name}).content.decode()
    )
    MembershipRequestFactory(user=member.user)
    other = OrganizationFactory()
    assert (
        "masih menunggu konfirmasi" in client.post(MINE, {"organization_name": other.name}).content.decode()
    )


def test_request_is_taken_back_by_its_writer_alone(logged_in):
    request = MembershipRequestFactory(organization__is_active=False)
    address = reverse("stakeholders:request_withdraw", args=[request.pk])
    assert logged_in(UserFactory()).post(address).status_code == 404
    with pytest.raises(ChangeRefused, match="Hanya pemintanya"):
        joining.withdraw_request(request, actor=UserFactory())
    assert logged_in(request.user).post(address).url == MINE
    assert not MembershipRequest.objects.exists()
    assert not Organization.objects.exists()  # nobody else named it


def test_new_organisation_that_a_draft_names_stays(logged_in):
    request = MembershipRequestFactory(organization__is_active=False)
    ProposalFactory(organization=request.organization, proposer=request.user)
    joining.withdraw_request(request, actor=request.user)
    assert Organization.objects.filter(pk=request.organization_id).exists()
