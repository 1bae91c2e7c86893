"""Agreements: written down by the secretariat alone, kept in the record, read by everybody."""

import pytest
from django.urls import reverse

from audit.models import Entry
from core.versions import StaleSave
from meetings import agreeing
from meetings.agreeing import AgreementRefused
from meetings.models import Agreement
from tests.factories.forums import ForumFactory, ParticipantFactory
from tests.factories.meetings import AgreementFactory
from tests.factories.stakeholders import OrganizationFactory
from tests.factories.urusan import UrusanFactory

STRANGERS = ["pengusul", "verifikator", "perencana", "pimpinan", "admin_user", "pemeriksa"]
TEXT = "Balikpapan sebagai kota cerdas didukung bersama."


def address(name: str, *args) -> str:
    return reverse(f"meetings:{name}", args=[2028, *args])


@pytest.fixture
def staff(client, forum, sekretariat):
    """The client, signed in as the secretariat."""
    client.force_login(sekretariat)
    return client


def values(**changes) -> dict:
    return {"urusan": UrusanFactory(), "text": TEXT, "partners": [], "partner_note": "", "order": 0} | changes


# Verbs


def test_agreement_is_written_down_with_its_partners(forum, sekretariat):
    partner = OrganizationFactory()
    AgreementFactory(forum=forum, order=4)
    made = agreeing.add_agreement(forum, actor=sekretariat, values=values(partners=[partner]))
    stored = Agreement.objects.get(pk=made.pk)
    assert (stored.text, stored.order, list(stored.partners.all())) == (TEXT, 5, [partner])
    entry = Entry.objects.get()
    assert (entry.action, entry.actor) == ("agreement.add", sekretariat)


def test_order_that_was_asked_for_stays(forum, sekretariat):
    assert agreeing.add_agreement(forum, actor=sekretariat, values=values(order=9)).order == 9
    assert agreeing.add_agreement(forum, actor=sekretariat, values=values()).order == 10


def test_agreement_changes_and_names_what_changed(forum, sekretariat):
    agreement = AgreementFactory(forum=forum)
    asked = values(
        urusan=agreement.urusan, text=agreement.text, partners=[OrganizationFactory()], order=agreement.order
    )
    agreeing.change_agreement(agreement, actor=sekretariat, values=asked, version=1)
    agreeing.change_agreement(agreement, actor=sekretariat, values=asked, version=1)
    entry = Entry.objects.get()
    assert (entry.action, entry.changed) == ("agreement.change", ["partners"])


def test_stale_agreement_overwrites_nothing(forum, sekretariat):
    agreement = AgreementFactory(forum=forum, version=2)
    with pytest.raises(StaleSave):
        agreeing.change_agreement(agreement, actor=sekretariat, values={"text": TEXT}, version=1)


def test_deleted_agreement_is_gone_and_kept_in_the_record(forum, sekretariat):
    agreeing.delete_agreement(AgreementFactory(forum=forum), actor=sekretariat)
    assert not Agreement.objects.exists()
    assert Entry.objects.get().action == "agreement.delete"


@pytest.mark.parametrize("role", STRANGERS)
@pytest.mark.parametrize(
    "verb",
    [
        lambda row, actor: agreeing.add_agreement(row.forum, actor=actor, values=values()),
        lambda row, actor: agreeing.change_agreement(row, actor=actor, values={"text": TEXT}),
        lambda row, actor: agreeing.delete_agreement(row, actor=actor),
    ],
    ids=["add", "change", "delete"],
)
def test_nobody_but_the_secretariat_writes(request, forum, role, verb):
    row = AgreementFactory(forum=forum)
    with pytest.raises(AgreementRefused, match="Hanya sekretariat"):
        verb(row, request.getfixturevalue(role))
    assert Agreement.objects.get().text == row.text


@pytest.mark.parametrize("role", ["sekretariat", *STRANGERS])
def test_permission_is_the_secretariats(request, role):
    assert request.getfixturevalue(role).has_perm("meetings.manage_agreements") == (role == "sekretariat")


def test_partners_are_named_as_on_the_day_else_by_their_short_names(forum):
    row = AgreementFactory(
        forum=forum, partners=[OrganizationFactory(name="Badan Pusat Statistik", short_name="BPS")]
    )
    assert row.partner_names == "BPS"
    row.partner_note = "Badan Pusat Statistik Kota"
    assert row.partner_names == "Badan Pusat Statistik Kota"
    assert str(row).startswith(f"{row.urusan}: Mitra mendukung")


# Pages


def test_list_is_helpful_when_empty(staff):
    text = staff.get(address("agreements")).content.decode()
    assert "Belum ada kesepakatan" in text
    assert "bukan perjanjian kerja sama" in text


def test_agreement_is_added_read_changed_and_deleted(staff, forum):
    urusan, partner = UrusanFactory(name="Statistik"), OrganizationFactory(name="BPS")
    data = {"urusan": urusan.pk, "text": TEXT, "partners": [partner.pk], "partner_note": "", "order": ""}
    assert staff.post(address("agreement_add"), data).url == address("agreements")
    text = staff.get(address("agreements")).content.decode()
    for words in ("Statistik", TEXT, "Bersama BPS"):
        assert words in text
    row = Agreement.objects.get()
    change = data | {"text": "Kesepakatan yang diperbaiki.", "order": row.order, "version": 1}
    assert staff.post(address("agreement_edit", row.pk), change).url == address("agreement", row.pk)
    assert "Kesepakatan yang diperbaiki." in staff.get("/forum/2028/").content.decode()
    assert "Hapus kesepakatan ini?" in staff.get(address("agreement_delete", row.pk)).content.decode()
    staff.post(address("agreement_delete", row.pk))
    assert not Agreement.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"text": "pendek"}, "10"), ({"urusan": ""}, "wajib diisi"), ({"partners": [0]}, "0")],
)
def test_faulty_agreement_is_refused_and_stays_typed(staff, forum, changes, words):
    data = {"urusan": UrusanFactory().pk, "text": TEXT, "partner_note": "Sebutan yang diketik"} | changes
    text = staff.post(address("agreement_add"), data).content.decode()
    assert "Kesalahan:" in text
    assert words in text
    assert 'value="Sebutan yang diketik"' in text
    assert not Agreement.objects.exists()


def test_stale_agreement_shows_both_texts(staff, forum):
    row = AgreementFactory(forum=forum, version=2)
    data = {"urusan": row.urusan_id, "text": TEXT, "order": 0, "version": 1}
    answer = staff.post(address("agreement_edit", row.pk), data)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert row.text in text
    assert TEXT in text
    assert Agreement.objects.get().text == row.text


def test_partners_come_from_the_participants_where_there_are_any(staff, forum):
    stranger, named = OrganizationFactory(name="Bukan peserta"), OrganizationFactory(name="Sudah disebut")
    row = AgreementFactory(forum=forum, partners=[named])
    assert "Bukan peserta" in staff.get(address("agreement_add")).content.decode()
    ParticipantFactory(forum=forum, organization=OrganizationFactory(name="Peserta forum"))
    field = staff.get(address("agreement_edit", row.pk)).context["form"].fields["partners"]
    assert {str(partner) for partner in field.queryset} == {"Peserta forum", "Sudah disebut"}
    assert stranger not in field.queryset


@pytest.mark.parametrize("name", ["agreements", "agreement_add"])
@pytest.mark.parametrize("role", STRANGERS)
def test_pages_are_closed_to_everybody_else(client, request, forum, name, role):
    client.force_login(request.getfixturevalue(role))
    assert client.get(address(name)).status_code == 403


def test_strangers_are_asked_to_sign_in(client, forum):
    assert client.get(address("agreements")).status_code == 302


@pytest.mark.parametrize("name", ["agreement_edit", "agreement_delete", "agreement_state", "follow_up_add"])
def test_agreement_of_another_forum_is_not_found(staff, name):
    row = AgreementFactory(forum=ForumFactory(plan_year=2027))
    assert staff.post(address(name, row.pk)).status_code == 404
    assert Agreement.objects.exists()


def test_list_asks_as_much_for_many_as_for_few(staff, forum, django_assert_max_num_queries):
    def asked() -> int:
        with django_assert_max_num_queries(12) as queries:
            staff.get(address("agreements"))
        return len(queries)

    AgreementFactory(forum=forum, partners=[OrganizationFactory()])
    one = asked()
    for _n in range(2):
        AgreementFactory(forum=forum, partners=[OrganizationFactory(), OrganizationFactory()])
    assert asked() == one
