"""Django's admin: for admins alone, for master data alone, and everything recorded."""

import pytest
from django.contrib import admin as django_admin
from django.urls import reverse

from audit.models import Entry
from stakeholders.models import Kecamatan, Official, Organization, Unit
from tests.factories.stakeholders import (
    HostMembershipFactory,
    KelurahanFactory,
    OfficialFactory,
    OrganizationFactory,
    UnitFactory,
)
from tests.factories.urusan import UrusanFactory
from urusan.models import Edition, Level, Nomenclature

pytestmark = pytest.mark.django_db
INDEX = "/admin/"
MASTER_DATA = {
    "stakeholders.kecamatan", "stakeholders.kelurahan", "stakeholders.organization", "stakeholders.unit",
    "stakeholders.official", "stakeholders.membership", "urusan.urusan", "urusan.edition", "urusan.nomenclature",
    "proposals.reasoncode",
}  # fmt: skip


def address(model, action: str = "changelist", *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{action}", args=args)


def test_only_master_data_are_here():
    assert {model._meta.label_lower for model in django_admin.site._registry} == MASTER_DATA


@pytest.mark.parametrize(
    "person", ["pengusul", "sekretariat", "verifikator", "perencana", "pimpinan", "pemeriksa"]
)
def test_for_admins_alone(request, logged_in, person):
    visitor = logged_in(request.getfixturevalue(person))
    assert visitor.get(INDEX).status_code == 403
    assert visitor.get(address(Kecamatan)).status_code == 403


def test_has_no_door_of_its_own(client, admin_user):
    login = reverse("account_login")
    assert client.get(INDEX).url == f"{login}?next={INDEX}"
    assert client.get("/admin/login/").url.startswith(login)
    client.force_login(admin_user)
    assert client.get("/admin/login/?next=/admin/").url == f"{login}?next=/admin/"
    assert client.get("/admin/password_change/").url == reverse("account_change_password")
    assert client.post("/admin/logout/").url == "/"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("label", sorted(MASTER_DATA))
def test_every_list_opens(admin, label):
    KelurahanFactory()
    UnitFactory(urusan=[UrusanFactory()])
    OfficialFactory()
    answer = admin.get(reverse(f"admin:{label.replace('.', '_')}_changelist"))
    assert answer.status_code == 200
    assert "<style" not in answer.content.decode()
    assert 'style="' not in answer.content.decode()


def test_index_names_what_is_here(admin):
    text = admin.get(INDEX).content.decode()
    assert "Data induk" in text
    assert address(Kecamatan) in text


def test_adding_changing_and_deleting_are_recorded(admin, admin_user):
    admin.post(address(Kecamatan, "add"), {"code": "64.71.99", "name": "Kecamatan Uji"})
    row = Kecamatan.objects.get()
    admin.post(address(Kecamatan, "change", row.pk), {"code": "64.71.99", "name": "Kecamatan Baru"})
    admin.post(address(Kecamatan, "delete", row.pk), {"post": "yes"})
    assert not Kecamatan.objects.exists()
    entries = Entry.objects.filter(action__startswith="kecamatan.").order_by("id")
    assert [(e.action, e.changed, e.actor_id, e.object_id) for e in entries] == [
        ("kecamatan.add", [], admin_user.pk, str(row.pk)),
        ("kecamatan.change", ["name"], admin_user.pk, str(row.pk)),
        ("kecamatan.delete", [], admin_user.pk, str(row.pk)),
    ]


def test_what_history_hangs_on_cannot_be_deleted(admin):
    kelurahan = KelurahanFactory()
    admin.post(address(Kecamatan, "delete", kelurahan.kecamatan_id), {"post": "yes"})
    assert Kecamatan.objects.filter(pk=kelurahan.kecamatan_id).exists()


def test_change_here_makes_an_open_form_elsewhere_stale(admin):
    official = OfficialFactory()
    data = {
        "name": "Nama Lain", "position": official.position, "status": "definitif", "valid_from": "2020-01-01",
    }  # fmt: skip
    admin.post(address(Official, "change", official.pk), data)
    assert Official.objects.get().version == 2


def test_host_flag_and_closing_are_not_changed_here(admin):
    organization = OrganizationFactory()
    admin.post(
        address(Organization, "change", organization.pk),
        {"name": "Nama Lain", "kind": "komunitas", "is_host": "on", "is_active": "", "website": "contoh.id"},
    )
    organization.refresh_from_db()
    assert (organization.name, organization.is_host, organization.is_active) == ("Nama Lain", False, True)
    assert organization.website == "https://contoh.id"


def test_roles_are_only_looked_up_here(admin):
    membership = HostMembershipFactory()
    page = address(type(membership), "change", membership.pk)
    assert admin.get(page).status_code == 200
    assert admin.post(page, {"role": "admin"}).status_code == 403
    assert admin.get(address(type(membership), "add")).status_code == 403
    assert admin.post(address(type(membership), "delete", membership.pk), {"post": "yes"}).status_code == 403


def test_codes_keep_their_place_in_the_tree(admin):
    edition = Edition.objects.create(slug="uji", name="Uji", leaf_level=Level.SUB_KEGIATAN)
    node = Nomenclature.objects.create(edition=edition, level=Level.URUSAN, code="2", name="URUSN")
    admin.post(address(Nomenclature, "change", node.pk), {"name": "URUSAN", "code": "3"})
    node.refresh_from_db()
    assert (node.name, node.code) == ("URUSAN", "2")
    assert admin.get(address(Nomenclature, "add")).status_code == 403
    assert admin.post(address(Nomenclature, "delete", node.pk), {"post": "yes"}).status_code == 403


def test_bidang_is_changed_with_its_urusan(admin):
    unit, urusan = UnitFactory(), UrusanFactory()
    data = {"organization": unit.organization_id, "name": unit.name, "order": "3", "urusan": [urusan.pk]}
    admin.post(address(Unit, "change", unit.pk), data)
    unit.refresh_from_db()
    assert (unit.order, list(unit.urusan.all())) == (3, [urusan])


def test_reason_keeps_its_code(admin):
    model = django_admin.site._registry
    reason = next(m for m in model if m._meta.label_lower == "proposals.reasoncode")
    admin.post(address(reason, "add"), {"code": "uji", "label": "Uji", "sentence": "Kalimat.", "order": "1"})
    row = reason.objects.get(code="uji")
    admin.post(
        address(reason, "change", row.pk), {"code": "lain", "label": "Uji", "sentence": "Lain.", "order": "1"}
    )
    row.refresh_from_db()
    assert (row.code, row.sentence) == ("uji", "Lain.")
