"""Pengaturan: bidang, signers, organisations."""

import datetime

import pytest
from django.urls import reverse

from audit.models import Entry
from stakeholders import services
from stakeholders.errors import ChangeRefused
from stakeholders.models import Official, Organization, Unit
from tests.factories.stakeholders import (
    HostMembershipFactory,
    HostOrganizationFactory,
    MembershipFactory,
    OfficialFactory,
    OrganizationFactory,
    UnitFactory,
)
from tests.factories.urusan import UrusanFactory

pytestmark = pytest.mark.django_db


# Bidang


def test_bidang_is_added_and_changed(admin):
    statistics, data_security = UrusanFactory(), UrusanFactory()
    new = {"name": "Bidang Statistik", "short_name": "", "order": "2", "urusan": [statistics.pk]}
    assert admin.post(reverse("stakeholders:unit_new"), new).url == reverse("stakeholders:units")
    unit = Unit.objects.get()
    assert (unit.organization.is_host, list(unit.urusan.all())) == (True, [statistics])
    both = new | {"urusan": [statistics.pk, data_security.pk], "version": unit.version}
    admin.post(reverse("stakeholders:unit", args=[unit.pk]), both)
    assert set(unit.urusan.all()) == {statistics, data_security}
    assert Entry.objects.get(action="unit.change").changed == ["urusan"]


def test_two_bidang_do_not_share_a_name(admin):
    UnitFactory(name="Bidang Statistik")
    answer = admin.post(reverse("stakeholders:unit_new"), {"name": "bidang statistik", "order": "1"})
    assert "sudah ada" in answer.content.decode()
    assert Unit.objects.count() == 1


def test_stale_bidang_is_not_overwritten(admin):
    unit = UnitFactory(name="Bidang A")
    Unit.objects.update(name="Bidang B", version=4)
    answer = admin.post(
        reverse("stakeholders:unit", args=[unit.pk]), {"name": "Bidang C", "order": "0", "version": "1"}
    )
    assert answer.status_code == 409
    assert Unit.objects.get().name == "Bidang B"


# Pejabat


def official_data(**changes) -> dict:
    return {
        "name": "Nama Baru, S.Kom.",
        "position": "Kepala Dinas",
        "status": "definitif",
        "nip": "19700101 199503 1 001",
        "valid_from": "2027-01-01",
        "valid_until": "",
    } | changes


def test_signer_is_added_and_ended(admin):
    assert admin.post(reverse("stakeholders:official_new"), official_data()).status_code == 302
    official = Official.objects.get()
    assert official.nip == "197001011995031001"
    ended = official_data(valid_until="2027-06-30", version=official.version)
    admin.post(reverse("stakeholders:official", args=[official.pk]), ended)
    assert Official.objects.signer_on(datetime.date(2027, 6, 30)) == official
    assert Official.objects.signer_on(datetime.date(2027, 7, 1)) is None
    assert Entry.objects.get(action="official.change").changed == ["valid_until"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"nip": "123"}, "nip"),
        ({"valid_until": "2026-01-01"}, "valid_until"),
        ({"valid_from": ""}, "valid_from"),
        ({"status": "raja"}, "status"),
    ],
)
def test_signer_form_says_what_is_wrong(admin, changes, field):
    answer = admin.post(reverse("stakeholders:official_new"), official_data(**changes))
    assert list(answer.context["form"].errors) == [field]
    assert not Official.objects.exists()


def test_list_of_signers_marks_who_signs_today_and_warns_when_nobody_does(admin):
    page = reverse("stakeholders:officials")
    official = OfficialFactory(valid_until=datetime.date(2021, 1, 1))
    assert "tidak ada pejabat yang dapat menandatangani" in admin.get(page).content.decode()
    Official.objects.filter(pk=official.pk).update(valid_until=None)
    assert "Menandatangani hari ini" in admin.get(page).content.decode()


# Instansi peserta


def organization_data(**changes) -> dict:
    return {"name": "Dinas Kesehatan", "short_name": "Dinkes", "kind": "perangkat_daerah"} | changes


def test_organisation_is_added_and_changed(admin):
    admin.post(reverse("stakeholders:organization_new"), organization_data(website="dinkes.contoh.go.id"))
    organization = Organization.objects.participants().get()
    assert organization.website == "https://dinkes.contoh.go.id"
    page = reverse("stakeholders:organization", args=[organization.pk])
    admin.post(page, organization_data(phone="(0542) 1", website=organization.website, version="1"))
    organization.refresh_from_db()
    assert (organization.phone, organization.version) == ("(0542) 1", 2)
    assert Entry.objects.get(action="organization.change").changed == ["phone"]


def test_two_organisations_do_not_share_a_name(admin):
    OrganizationFactory(name="Dinas Kesehatan")
    answer = admin.post(reverse("stakeholders:organization_new"), organization_data())
    assert "sudah ada" in answer.content.decode()


def test_host_is_not_among_those_who_take_part(admin):
    host = HostOrganizationFactory()
    assert admin.get(reverse("stakeholders:organization", args=[host.pk])).status_code == 404
    assert host not in admin.get(reverse("stakeholders:organizations")).context["page"]
    with pytest.raises(ChangeRefused):
        services.set_organization_active(host, False, actor=HostMembershipFactory(role="admin").user)


def test_organisation_is_closed_and_opened_again(admin):
    member = MembershipFactory()
    path = reverse("stakeholders:organization_status", args=[member.organization_id])
    admin.post(path)
    assert member not in type(member).objects.in_force()
    assert "Aktifkan kembali" in admin.get(path.replace("status/", "")).content.decode()
    admin.post(path, {"aktifkan": "1"})
    assert member in type(member).objects.in_force()
    assert Entry.objects.filter(action__startswith="organization.").count() == 2


def test_organisations_are_found_and_narrowed(admin):
    page = reverse("stakeholders:organizations")
    health = OrganizationFactory(name="Dinas Kesehatan", short_name="Dinkes", kind="perangkat_daerah")
    community = OrganizationFactory(name="Komunitas Pesisir")
    closed = OrganizationFactory(is_active=False)
    assert list(admin.get(page, {"q": "dinkes"}).context["page"]) == [health]
    assert list(admin.get(page, {"jenis": "komunitas"}).context["page"]) == [community]
    assert list(admin.get(page, {"status": "nonaktif"}).context["page"]) == [closed]
    assert len(admin.get(page, {"status": "semua", "jenis": "apa saja"}).context["page"]) == 3


# What lists cost


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("units", lambda: UnitFactory(urusan=[UrusanFactory()])),
        ("officials", OfficialFactory),
        ("organizations", OrganizationFactory),
    ],
)
def test_lists_cost_the_same_for_one_and_three(admin, django_assert_max_num_queries, name, make):
    counts = []
    for more in (1, 2):
        for _row in range(more):
            make()
        with django_assert_max_num_queries(12) as seen:
            assert admin.get(reverse(f"stakeholders:{name}")).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("name", ["units", "officials", "organizations", "people", "host"])
def test_empty_pages_say_what_will_be_here(admin, name):
    answer = admin.get(reverse(f"stakeholders:{name}"))
    assert answer.status_code == 200
    assert answer.content.decode().count("<h1") == 1
