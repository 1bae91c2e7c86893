"""Laporan kebocoran: whose data was opened, by whom and when; what the notices say."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry, Reading
from audit.readings import note_reading
from proposals.reaching import open_whatsapp
from renja_portal.privacy.breach import BreachRefused, breach_report
from renja_portal.privacy.persons import FINDERS
from tests.factories.proposals import ProposalFactory
from tests.renja_portal.personal.conftest import logged_in  # noqa: F401

pytestmark = pytest.mark.django_db
PAGE = reverse("data_breach")
HOUR = timedelta(hours=1)


@pytest.fixture
def proposal():
    return ProposalFactory(
        proposer=None,
        contact_name="Siti Zulaikha",
        contact_phone="081234567890",
        contact_email="siti@contoh.id",
    )


@pytest.fixture
def opened(sekretariat, proposal):
    note_reading(
        actor=sekretariat, place="proposals:detail", about={"number": proposal.number}, shows=("contact",)
    )
    return proposal


def report(**more):
    now = timezone.now()
    return breach_report(now - HOUR, now + HOUR, actor=None, **more)


def test_person_is_named_with_what_was_opened_by_whom_and_when(opened, sekretariat):
    (touched,) = report()
    assert (touched.person.name, touched.person.reach) == ("Siti Zulaikha", "081234567890, siti@contoh.id")
    assert touched.what == "nama, telepon, surel pengusul"
    assert touched.who == f"Akun {sekretariat.pk}"
    assert touched.first == touched.last == Reading.objects.get().at


def test_report_is_recorded_without_names(opened):
    report()
    entry = Entry.objects.get(action="privacy.report_breach")
    assert entry.data["count"] == 1
    assert "Siti" not in str(entry.data)


def test_same_person_opened_in_several_ways_is_one(opened, sekretariat, verifikator, proposal):
    own = ProposalFactory(proposer=sekretariat)
    for number in (own.number, own.number, proposal.number):
        note_reading(
            actor=verifikator, place="proposals:verification", about={"number": number}, shows=("contact",)
        )
    touched = {one.person.name: one for one in report()}
    assert set(touched) == {"Siti Zulaikha", sekretariat.name}
    assert touched["Siti Zulaikha"].accounts == {sekretariat.pk, verifikator.pk}


def test_span_account_and_thing_narrow_it(opened, sekretariat, verifikator):
    now = timezone.now()
    assert breach_report(now - 3 * HOUR, now - 2 * HOUR, actor=None) == []
    assert report(account=verifikator.pk) == []
    assert len(report(account=sekretariat.pk)) == 1
    assert report(about="ASP-0000-0000") == []
    assert len(report(about=opened.number)) == 1


def test_list_counts_as_a_list(sekretariat):
    note_reading(actor=sekretariat, place="proposals:unconfirmed", about={}, shows=("contact",))
    (touched,) = report()
    assert (touched.person.is_list, touched.person.name.endswith("Konfirmasi nomor")) == (True, True)


def test_deed_of_the_record_that_shows_a_contact_counts(sekretariat, proposal):
    open_whatsapp(proposal, actor=sekretariat)
    (touched,) = report()
    assert (touched.person.name, touched.accounts) == ("Siti Zulaikha", {sekretariat.pk})


def test_every_word_of_a_policy_leads_to_persons():
    from tests.renja_portal.test_policy import ADDRESSES, declared

    shown = {name for address in ADDRESSES for name in declared(address).shows}
    assert shown == set(FINDERS)


def test_page_shows_table_and_drafts_after_a_fresh_proof(logged_in, client, admin_user, opened):  # noqa: F811
    now = timezone.localtime()
    typed = {"first": f"{now - HOUR:%Y-%m-%dT%H:%M}", "last": f"{now + HOUR:%Y-%m-%dT%H:%M}"}
    client.force_login(admin_user)
    assert client.post(PAGE, typed).url.startswith(reverse("account_reauthenticate"))
    text = logged_in(admin_user).post(PAGE, typed).content.decode()
    for words in (
        "Siti Zulaikha",
        "Kepada lembaga",
        "Pasal 46",
        "belum dicocokkan dengan naskah undang-undang",
        "3 x 24 jam",
    ):
        assert words in text
    table = client.post(PAGE, typed | {"csv": "1"})
    assert 'Siti Zulaikha,"081234567890, siti@contoh.id"' in table.getvalue().decode()


def test_page_says_what_is_wrong_with_the_span(logged_in, admin_user):  # noqa: F811
    now = timezone.localtime()
    typed = {"first": f"{now:%Y-%m-%dT%H:%M}", "last": f"{now - HOUR:%Y-%m-%dT%H:%M}"}
    assert "tidak boleh sebelum awalnya" in logged_in(admin_user).post(PAGE, typed).content.decode()


def test_only_admins_ask(sekretariat):
    with pytest.raises(BreachRefused):
        breach_report(timezone.now(), timezone.now(), actor=sekretariat)


def test_command_prints_the_table_and_the_drafts(opened):
    out = StringIO()
    call_command("breach_report", "--from", "2026-01-01", stdout=out)
    assert "Siti Zulaikha" in out.getvalue()
    out = StringIO()
    call_command("breach_report", "--from", "2026-01-01", "--notices", stdout=out)
    assert "Kepada orang yang datanya terungkap" in out.getvalue()
    with pytest.raises(CommandError, match="Bukan tanggal"):
        call_command("breach_report", "--from", "kemarin", stdout=out)
