"""Hapus atas permintaan, and the page of processing: who may, what is recorded, what is left."""

import pytest
from django.urls import reverse

from accounts.consent import agree
from accounts.models import Consent, User
from audit.models import Entry
from notifications.models import Digest, Preference
from notifications.services import written_letter
from proposals.models import Proposal
from renja_portal.personal.erasure import ErasureRefused, erase_account, erase_on_request
from renja_portal.privacy.consents import consents_by_version
from renja_portal.privacy.processing import PROCESSING
from tests.factories.accounts import UserFactory
from tests.factories.proposals import ProposalFactory
from tests.renja_portal.personal.conftest import EMAIL, NAME, logged_in, person  # noqa: F401
from tests.renja_portal.personal.test_erasure import tables_with

pytestmark = pytest.mark.django_db
PAGE = reverse("data_erase")
LETTER = "Surat 12/2026, 3 Maret 2026; datang sendiri dengan KTP"


def asked(**more):
    return {"email": "", "number": "", "reason": LETTER, "understood": "on"} | more


def test_account_is_erased_with_letter_and_reason_in_the_record(logged_in, person, admin_user):  # noqa: F811
    answer = logged_in(admin_user).post(PAGE, asked(email=EMAIL.upper()))
    assert answer.url == PAGE
    assert tables_with(EMAIL) == tables_with(NAME) == []
    entry = Entry.objects.get(action="account.erase_on_request")
    assert (entry.actor, entry.object_id, entry.reason) == (admin_user, str(person.pk), LETTER)


def test_contact_of_who_has_no_account_goes_from_one_proposal(logged_in, admin_user):  # noqa: F811
    told = {"contact_name": "Siti Z", "contact_phone": "081234567890", "contact_email": "siti@contoh.id"}
    proposal, other = (ProposalFactory(proposer=None, **told) for _n in range(2))
    assert logged_in(admin_user).post(PAGE, asked(number=proposal.number.lower())).url == PAGE
    rows = Proposal.objects.values_list("contact_name", "contact_phone", "contact_email")
    assert rows.get(pk=proposal.pk) == ("", "", "")
    assert rows.get(pk=other.pk) == tuple(told.values())
    assert Entry.objects.get(action="proposal.forget_on_request").reason == LETTER


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Isi salah satu"),
        ({"email": "a@b.id", "number": "ASP-1"}, "Isi salah satu"),
        ({"email": "tidak@ada.id"}, "Tidak ada akun dengan surel ini"),
        ({"number": "ASP-9999-0001"}, "Tidak ada usulan dengan nomor ini"),
        ({"email": EMAIL, "understood": ""}, "Centang pernyataan ini"),
        ({"email": EMAIL, "reason": " "}, "wajib"),
    ],
)
def test_what_is_missing_is_said(logged_in, person, admin_user, typed, words):  # noqa: F811
    answer = logged_in(admin_user).post(PAGE, asked(**typed))
    assert answer.status_code == 200
    assert words.lower() in answer.content.decode().lower()
    assert User.objects.filter(pk=person.pk).exists()


def test_staff_and_oneself_are_refused_kindly(logged_in, admin_user, sekretariat):  # noqa: F811
    client = logged_in(admin_user)
    assert "memegang peran" in client.post(PAGE, asked(email=sekretariat.email)).content.decode()
    assert "Data saya" in client.post(PAGE, asked(email=admin_user.email)).content.decode()


def test_only_admins_may_and_only_after_a_fresh_proof(client, person, sekretariat, admin_user):  # noqa: F811
    with pytest.raises(ErasureRefused):
        erase_on_request(person, actor=sekretariat, reason=LETTER)
    client.force_login(sekretariat)
    assert client.get(PAGE).status_code == 403
    client.force_login(admin_user)
    assert client.post(PAGE, asked(email=EMAIL)).url.startswith(reverse("account_reauthenticate"))
    assert User.objects.filter(pk=person.pk).exists()


def test_choices_and_digests_of_an_address_go_with_the_account(person):  # noqa: F811
    letter = written_letter(to=EMAIL, kind="digest", subject="x", body="y", key="d")
    Preference.objects.create(email=EMAIL.upper())
    Digest.objects.create(recipient=f"email:{EMAIL}", day="2026-01-01", letter=letter)
    erase_account(person, actor=person)
    assert tables_with(EMAIL) == []


def test_consents_are_counted_by_version():
    ProposalFactory(consent_version="2026-1-telepon")
    Consent.objects.all().delete()
    for user in UserFactory.create_batch(2):
        agree(user)
    told = [(one.version, one.count, one.is_of_today) for one in consents_by_version()]
    assert told == [("2026-1", 2, True), ("2026-1-telepon", 1, True)]


def test_page_of_processing_tells_all_and_asks_few_statements(
    client, admin_user, django_assert_max_num_queries
):
    client.force_login(admin_user)
    client.get(reverse("data_processing"))
    with django_assert_max_num_queries(9):
        text = client.get(reverse("data_processing")).content.decode()
    for one in PROCESSING:
        assert one.name in text
    assert reverse("data_breach") in text


def test_head_reads_the_processing_without_the_deeds_of_admins(client, pimpinan):
    client.force_login(pimpinan)
    text = client.get(reverse("data_processing")).content.decode()
    assert reverse("data_breach") not in text
    assert client.get(reverse("data_breach")).status_code == 403
