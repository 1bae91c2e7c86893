"""The page of delegations: who gives one, what is said of each, and why one fell."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from stakeholders.models import Delegation, Role
from stakeholders.offices import end_official
from tests.factories.stakeholders import DelegationFactory, HostMembershipFactory, OfficialFactory
from tests.stakeholders.delegations import days, leave_role, paper

pytestmark = pytest.mark.django_db
LIST = reverse("stakeholders:delegations")


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
