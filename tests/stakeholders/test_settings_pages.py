"""Pengaturan: the host and its kop, bidang, signers, organisations."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from audit.models import Entry
from stakeholders import services
from stakeholders.errors import ChangeRefused
from stakeholders.models import Host, Organization
from tests.factories.stakeholders import (
    HostFactory,
    HostOrganizationFactory,
    OfficialFactory,
    OrganizationFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db
HOST = reverse("stakeholders:host")
LOGO = reverse("stakeholders:logo")


def picture(kind: str = "PNG", name: str = "logo.png") -> SimpleUploadedFile:
    target = BytesIO()
    Image.new("RGB", (40, 40), "#0b6470").save(target, kind)
    return SimpleUploadedFile(name, target.getvalue())


def filled(**changes) -> dict:
    """The form of Pengaturan → Instansi, as it stands, with changes."""
    organization = HostOrganizationFactory()
    host = HostFactory()
    return {
        "name": organization.name,
        "short_name": organization.short_name,
        "version": organization.version,
        "kop-government": host.government,
        "kop-region": host.region,
        "kop-city": host.city,
        "kop-kop_lines": host.kop_lines,
        "kop-version": host.version,
    } | changes


# Instansi


def test_host_is_set_up_from_nothing(admin):
    assert not Host.objects.exists()
    data = {
        "name": "Dinas Kominfo", "version": "1", "kop-government": "Pemerintah Kota", "kop-region": "Kota Contoh",
        "kop-city": "Contoh", "website": "kominfo.contoh.go.id",
    }  # fmt: skip
    assert admin.get(HOST).status_code == 200
    assert admin.post(HOST, data).status_code == 302
    host = Host.objects.get()
    assert (host.government, host.organization.name) == ("Pemerintah Kota", "Dinas Kominfo")
    assert host.organization.website == "https://kominfo.contoh.go.id"


def test_host_changes_are_recorded_by_their_names(admin, admin_user):
    assert admin.post(HOST, filled(name="Dinas Baru", **{"kop-city": "Samarinda"})).status_code == 302
    host = Host.objects.get()
    assert (host.organization.name, host.city) == ("Dinas Baru", "Samarinda")
    entry = Entry.objects.get(action="host.change")
    assert (entry.changed, entry.actor_id) == (["city", "name"], admin_user.pk)


def test_saving_without_a_change_records_nothing(admin):
    admin.post(HOST, filled())
    assert not Entry.objects.filter(action="host.change").exists()


@pytest.mark.parametrize(
    ("field", "typed"),
    [("name", ""), ("kop-government", ""), ("email", "bukan surel"), ("website", "http://")],
)
def test_host_form_says_what_is_wrong_and_keeps_what_was_typed(admin, field, typed):
    text = admin.post(HOST, filled(**{"phone": "(0542) 123", field: typed})).content.decode()
    assert "<title>Kesalahan:" in text
    assert 'value="(0542) 123"' in text
    assert not Organization.objects.filter(phone="(0542) 123").exists()


@pytest.mark.parametrize(
    ("stale", "field", "mine"),
    [
        ("office", "name", "Ketikan saya"),
        ("paper", "kop-city", "Ketikan saya"),
    ],
)
def test_stale_host_overwrites_nothing_and_shows_both(admin, stale, field, mine):
    data = filled(**{field: mine})
    if stale == "office":
        Organization.objects.filter(is_host=True).update(name="Dari orang lain", version=7)
    else:
        Host.objects.update(city="Dari orang lain", version=7)
    answer = admin.post(HOST, data)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Dari orang lain" in text
    assert f'value="{mine}"' in text
    assert (Organization.objects.get(is_host=True).name, Host.objects.get().city).count(
        "Dari orang lain"
    ) == 1
    again = data | {"version" if stale == "office" else "kop-version": "7"}
    assert admin.post(HOST, again).status_code == 302


def test_kop_is_shown_while_it_is_typed_and_not_saved(admin):
    data = filled(name="Dinas <Baru>", pratinjau="1", **{"kop-kop_lines": "Jalan A\n\n Telepon B "})
    text = admin.post(HOST, data, headers={"HX-Request": "true"}).content.decode()
    assert text.strip().startswith('<figure id="kop"')
    assert "Dinas &lt;Baru&gt;" in text
    assert "<p>Jalan A</p>" in text
    assert "<p>Telepon B</p>" in text
    page = admin.post(HOST, data).content.decode()
    assert "Dinas &lt;Baru&gt;" in page
    assert "<html" in page
    assert not Organization.objects.filter(name__contains="Baru").exists()


@pytest.mark.parametrize(
    "person", ["pengusul", "sekretariat", "verifikator", "perencana", "pimpinan", "pemeriksa"]
)
def test_settings_are_for_admins_alone(request, logged_in, person):
    unit, official = UnitFactory(), OfficialFactory()
    visitor = logged_in(request.getfixturevalue(person))
    paths = [
        HOST,
        *(reverse(f"stakeholders:{n}") for n in ("units", "unit_new", "officials", "official_new")),
    ]
    paths += [
        reverse("stakeholders:unit", args=[unit.pk]),
        reverse("stakeholders:official", args=[official.pk]),
    ]
    assert {visitor.get(path).status_code for path in paths} == {403}


def test_settings_ask_strangers_to_sign_in(client, db):
    assert client.get(HOST).url.startswith(reverse("account_login"))


def test_verbs_ask_again(sekretariat):
    unit, other = UnitFactory(), OrganizationFactory()
    who = {"values": {}, "actor": sekretariat}
    for verb in (
        lambda: services.change_host(
            office={}, office_version=1, paper={}, paper_version=1, actor=sekretariat
        ),
        lambda: services.add_unit(**who),
        lambda: services.change_unit(unit, version=1, **who),
        lambda: services.add_organization(**who),
        lambda: services.change_organization(other, version=1, **who),
        lambda: services.set_organization_active(other, False, actor=sekretariat),
    ):
        with pytest.raises(ChangeRefused, match="Hanya admin"):
            verb()


# Logo


def test_logo_is_drawn_anew_and_shown_to_everybody(admin):
    admin.post(HOST, filled(**{"kop-logo": picture("JPEG", "lambang.JPG")}))
    host = Host.objects.get()
    assert host.logo.name.startswith("host/")
    assert "lambang" not in host.logo.name
    answer = Client().get(LOGO)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert answer["Cache-Control"] == "public, max-age=3600"
    assert "sandbox" in answer["Content-Security-Policy"]
    Image.open(BytesIO(b"".join(answer.streaming_content))).verify()
    assert Client().get(LOGO, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert f'src="{LOGO}?v=' in admin.get(HOST).content.decode()


def test_new_logo_replaces_the_old_one(admin, django_capture_on_commit_callbacks):
    admin.post(HOST, filled(**{"kop-logo": picture()}))
    old = Host.objects.get().logo
    with django_capture_on_commit_callbacks(execute=True):
        admin.post(HOST, filled(**{"kop-logo": picture()}))
    new = Host.objects.get().logo
    assert new.name != old.name
    assert not old.storage.exists(old.name)
    with django_capture_on_commit_callbacks(execute=True):
        admin.post(HOST, filled(**{"kop-remove_logo": "on"}))
    assert not new.storage.exists(new.name)
    assert Client().get(LOGO).status_code == 404
    assert Entry.objects.filter(action="host.change", changed=["logo"]).count() == 3


@pytest.mark.parametrize(
    "upload",
    [
        SimpleUploadedFile("logo.svg", b"<svg onload='alert(1)'/>"),
        SimpleUploadedFile("logo.png", b"<html>"),
        SimpleUploadedFile("logo.pdf", b"%PDF-1.4"),
    ],
)
def test_what_is_no_picture_is_refused(admin, upload):
    upload.seek(0)
    answer = admin.post(HOST, filled(**{"kop-logo": upload}))
    assert "tidak dapat diterima" in answer.content.decode() or "bukan PNG" in answer.content.decode()
    assert not Host.objects.get().logo


def test_no_logo_no_page(client, db):
    assert client.get(LOGO).status_code == 404
