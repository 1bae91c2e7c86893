"""Teruskan banyak: chosen, gathered by office, confirmed, each told."""

import pytest
from django.urls import reverse

from audit.models import Entry
from proposals.choices import Status
from proposals.forwarding import forward_many
from proposals.models import Proposal
from stakeholders.models import Role
from tests.factories.proposals import ProposalFactory
from tests.factories.stakeholders import (
    HostMembershipFactory,
    MembershipFactory,
    OrganizationFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db
FORWARD = reverse("proposals:forward_many")


@pytest.fixture
def office(db):
    return OrganizationFactory(name="Dinas Pekerjaan Umum dan Penataan Ruang", kind="perangkat_daerah")


@pytest.fixture
def roads(forum, verifikator) -> list[Proposal]:
    unit = verifikator.memberships.get().units.get()
    titles = ("Perbaikan jalan rusak dan drainase", "Pengaspalan jalan lingkungan")
    return [
        ProposalFactory(forum=forum, unit=unit, title=title, problem="Jalan berlubang.", request="Aspal.")
        for title in titles
    ]


def read(*proposals) -> list[str]:
    return [f"{one.pk}-{one.version}" for one in proposals]


def sent(office, *groups, step="periksa", reason="Kewenangan dinas itu.") -> dict:
    data = {"langkah": step, "form-TOTAL_FORMS": len(groups), "form-INITIAL_FORMS": len(groups)}
    for place, proposals in enumerate(groups):
        data |= {
            f"form-{place}-pilih": " ".join(read(*proposals)),
            f"form-{place}-office": office.pk,
            f"form-{place}-reason": reason,
        }
    return data


@pytest.mark.parametrize(
    ("role", "status"),
    [("verifikator", 200), ("sekretariat", 403), ("perencana", 403), ("pimpinan", 403), ("pengusul", 403)],
)
def test_forwarding_is_the_verifiers(logged_in, roads, office, request, role, status):
    visitor = logged_in(request.getfixturevalue(role))
    assert visitor.get(FORWARD).status_code == status
    assert visitor.post(FORWARD, sent(office, roads, step="teruskan")).status_code == status
    assert (Proposal.objects.filter(status=Status.FORWARDED).count() == 2) is (role == "verifikator")


def test_words_point_to_the_office(logged_in, roads, office, verifikator, forum):
    other = ProposalFactory(forum=forum, unit=roads[0].unit)
    visitor = logged_in(verifikator)
    assert "Dinas Pekerjaan Umum" in visitor.get(FORWARD).content.decode()
    answer = visitor.post(FORWARD, {"langkah": "instansi", "pilih": read(*roads, other)})
    first, second = answer.context["groups"]
    assert [row.proposal for row in first[1]] == roads
    assert first[0]["office"].value() == office.pk
    assert first[0]["reason"].value() == f"Usulan ini merupakan kewenangan {office.name}."
    assert ([row.proposal for row in second[1]], second[0]["office"].value()) == ([other], None)


def test_office_of_exactly_that_name_goes_first(logged_in, roads, office, verifikator):
    exact = OrganizationFactory(name="Dinas Pekerjaan Umum")
    answer = logged_in(verifikator).post(FORWARD, {"langkah": "instansi", "pilih": read(*roads)})
    assert answer.context["groups"][0][0]["office"].value() == exact.pk


def test_chosen_are_confirmed_forwarded_and_told(logged_in, roads, office, verifikator):
    visitor = logged_in(verifikator)
    answer = visitor.post(FORWARD, sent(office, roads))
    assert "Teruskan 2 usulan?" in answer.content.decode()
    assert not Proposal.objects.filter(status=Status.FORWARDED).exists()
    text = visitor.post(FORWARD, sent(office, roads, step="teruskan")).content.decode()
    assert "2 usulan diteruskan" in text
    assert set(Proposal.objects.values_list("status", "forwarded_to")) == {(Status.FORWARDED, office.pk)}
    assert Entry.objects.filter(action="proposal.forward", reason="Kewenangan dinas itu.").count() == 2


@pytest.mark.parametrize("step", ["periksa", "teruskan"])
def test_what_is_missing_is_said_and_nothing_is_lost(logged_in, roads, office, verifikator, step):
    data = sent(office, roads[:1], roads[1:], step=step, reason="Kewenangan lain.") | {
        "form-0-office": "", "form-1-reason": " ",
    }  # fmt: skip
    answer = logged_in(verifikator).post(FORWARD, data)
    assert [set(form.errors) for form in answer.context["formset"]] == [{"office"}, {"reason"}]
    assert "Kewenangan lain." in answer.content.decode()
    assert not Proposal.objects.filter(status=Status.FORWARDED).exists()


def test_going_back_keeps_what_was_chosen(logged_in, roads, office, verifikator):
    answer = logged_in(verifikator).post(FORWARD, sent(office, roads, step="kembali"))
    assert "Kewenangan dinas itu." in answer.content.decode()


def test_what_cannot_be_forwarded_is_named_with_why(logged_in, roads, office, verifikator):
    Proposal.objects.filter(pk=roads[0].pk).update(status=Status.VERIFIED)
    answer = logged_in(verifikator).post(FORWARD, {"langkah": "instansi", "pilih": read(*roads)})
    assert [row.proposal for row in answer.context["refused"]] == [roads[0]]
    text = logged_in(verifikator).post(FORWARD, sent(office, roads, step="teruskan")).content.decode()
    assert "1 usulan diteruskan" in text
    assert "Ditolak" in text
    assert "Terverifikasi" in text


def test_what_was_changed_meanwhile_is_not_forwarded(roads, office, verifikator):
    Proposal.objects.filter(pk=roads[0].pk).update(version=9)
    rows = forward_many(
        {one.pk: 1 for one in roads}, actor=verifikator, office=office, reason="Kewenangan lain."
    )
    assert [bool(row.problem) for row in rows] == [True, False]


def test_own_and_other_bidangs_proposals_are_out_of_reach(roads, office, forum, verifikator):
    """Nobody handles what they stand behind, nor what another bidang handles."""
    mine = OrganizationFactory()
    MembershipFactory(user=verifikator, organization=mine)
    own = ProposalFactory(forum=forum, unit=roads[0].unit, organization=mine)
    elsewhere = ProposalFactory(forum=forum, unit=UnitFactory())
    rows = forward_many({own.pk: 1, elsewhere.pk: 1}, actor=verifikator, office=office, reason="Alasan.")
    assert rows == []


def test_secretary_who_is_verifier_too_reads_why_another_bidang_must(office, forum, roads):
    person = HostMembershipFactory(role=Role.SEKRETARIAT).user
    HostMembershipFactory(user=person, role=Role.VERIFIKATOR, units=[UnitFactory()])
    rows = forward_many({roads[0].pk: 1}, actor=person, office=office, reason="Alasan.")
    assert "ditangani" in rows[0].problem


@pytest.mark.parametrize(
    "chosen", [[], ["x"], [f"{n}-1" for n in range(201)]], ids=["none", "nonsense", "too many"]
)
def test_nothing_or_too_much_leads_back_to_the_list(logged_in, roads, verifikator, chosen):
    answer = logged_in(verifikator).post(FORWARD, {"langkah": "instansi", "pilih": chosen}, follow=True)
    assert answer.redirect_chain == [(FORWARD, 302)]
    assert "Pilih" in answer.context["messages"]._loaded_data[0].message


@pytest.mark.parametrize("step", ["periksa", "teruskan", "kembali"])
def test_empty_form_leads_back_to_the_list(logged_in, roads, verifikator, step):
    assert logged_in(verifikator).post(FORWARD, {"langkah": step}).status_code == 302


def test_list_is_narrowed(logged_in, roads, verifikator):
    roads[0].source = "musrenbang"
    roads[0].save()
    code = roads[1].kelurahan.kecamatan.code
    visitor = logged_in(verifikator)
    for query, found in (
        (f"?kecamatan={code}", roads[1]),
        ("?sumber=musrenbang", roads[0]),
        ("?q=drainase", roads[0]),
    ):
        assert [row.proposal for row, *_rest in visitor.get(FORWARD + query).context["rows"]] == [found]
    assert "Tidak ada usulan yang cocok" in visitor.get(FORWARD + "?q=tidakada").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_as_much_for_three_rows_as_for_one(
    logged_in, roads, verifikator, django_assert_max_num_queries, rows
):
    for _n in range(rows - 1):
        ProposalFactory(forum=roads[0].forum, unit=roads[0].unit)
    visitor = logged_in(verifikator)
    visitor.get(FORWARD)
    with django_assert_max_num_queries(12):
        visitor.get(FORWARD)
