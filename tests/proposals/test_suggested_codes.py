"""Official sub kegiatan and competent offices, led to from plain words."""

import re

import pytest
from django.urls import reverse

from proposals.choices import Status
from proposals.concepts import stems_of
from proposals.models import Proposal
from proposals.suggesting import Text, office_for, plain_words
from tests.factories.accounts import UserFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.urusan import UrusanFactory
from tests.proposals.conftest import ask, make_node
from urusan.reference import shipped_rows

pytestmark = pytest.mark.django_db
INTERNET = "Penyediaan Akses Internet"


def page(draft, step: str) -> str:
    return reverse("proposals:draft", args=[draft.key, step])


def test_sub_kegiatan_is_offered_with_its_meaning_and_urusan(logged_in, draft, pengusul, node):
    text = ask(logged_in(pengusul), draft, title="Hotspot di taman", request="Wi-Fi").content.decode()
    assert INTERNET in text
    assert "Sambungan internet atau Wi-Fi di kantor layanan dan ruang publik." in text
    assert "Urusan Komunikasi dan Informatika." in text
    assert 'name="suggested_node"' in text


def test_first_page_offers_it_for_reading_alone(logged_in, draft, pengusul, node):
    text = ask(logged_in(pengusul), draft, title="Hotspot di taman", problem="").content.decode()
    assert INTERNET in text
    assert 'name="suggested_node"' not in text


def test_sub_kegiatan_comes_from_the_edition_in_force(logged_in, draft, pengusul, urusan, node):
    later = make_node(urusan, "2.16.03.2.02.0099", f"{INTERNET} Baru", slug="edisi-nanti")
    later.edition.first_plan_year = 2031
    later.edition.save()
    text = ask(logged_in(pengusul), draft, title="Hotspot di taman", request="").content.decode()
    assert f"saran-{node.pk}" in text
    assert f"saran-{later.pk}" not in text


def test_without_an_edition_nothing_is_offered(logged_in, draft, pengusul):
    assert ask(logged_in(pengusul), draft, title="Hotspot di taman").status_code == 204


def choose(client, draft, **typed):
    return client.post(page(draft, "usulan"), {"request": "Wi-Fi", "lanjut": "1", **typed})


def test_choosing_it_sets_the_urusan(logged_in, draft, pengusul, node, urusan):
    draft.urusan = None
    draft.save()
    choose(logged_in(pengusul), draft, suggested_node=node.pk, urusan="")
    draft.refresh_from_db()
    assert (draft.suggested_node, draft.urusan) == (node, urusan)


def test_choosing_it_changes_another_urusan(logged_in, draft, pengusul, node, urusan):
    choose(logged_in(pengusul), draft, suggested_node=node.pk, urusan=draft.urusan_id)
    draft.refresh_from_db()
    assert draft.urusan == urusan


def test_urusan_can_be_changed_afterwards(logged_in, draft, pengusul, node):
    other = UrusanFactory()
    draft.suggested_node = node
    draft.save()
    choose(logged_in(pengusul), draft, suggested_node=node.pk, urusan=other.pk)
    draft.refresh_from_db()
    assert (draft.suggested_node, draft.urusan) == (node, other)


def test_choice_can_be_taken_back(logged_in, draft, pengusul, node):
    draft.suggested_node = node
    draft.save()
    choose(logged_in(pengusul), draft, suggested_node="", urusan="")
    draft.refresh_from_db()
    assert (draft.suggested_node, draft.urusan) == (None, None)


@pytest.mark.parametrize("wrong", ["999999", "abc", "9" * 30])
def test_nonsense_as_choice_is_left_out(logged_in, draft, pengusul, node, wrong):
    assert choose(logged_in(pengusul), draft, suggested_node=wrong, urusan="").status_code == 302
    assert ask(logged_in(pengusul), draft, title="Hotspot", suggested_node=wrong).status_code == 200


def test_choice_of_another_edition_is_left_out(logged_in, draft, pengusul, urusan, node):
    later = make_node(urusan, "2.16.03.2.02.0099", INTERNET, slug="edisi-nanti")
    later.edition.first_plan_year = 2031
    later.edition.save()
    choose(logged_in(pengusul), draft, suggested_node=later.pk, urusan="")
    draft.refresh_from_db()
    assert draft.suggested_node is None


def test_choice_stays_offered_whatever_is_typed(logged_in, draft, pengusul, node):
    text = ask(logged_in(pengusul), draft, title="Kebun", request="", suggested_node=node.pk).content.decode()
    assert re.search(rf'id="saran-{node.pk}"[^>]* checked', text)


def test_pages_hold_the_hints_without_scripts(logged_in, draft, pengusul, node):
    ProposalFactory(forum=draft.forum, title="Titik internet di balai warga lama")
    Proposal.objects.filter(pk=draft.pk).update(title="Wi-Fi balai warga", problem="Tidak ada hotspot.")
    for step in ("masalah", "usulan", "periksa"):
        text = logged_in(pengusul).get(page(draft, step)).content.decode()
        assert "Titik internet di balai warga lama" in text
        assert (INTERNET in text) == (step != "periksa")
        assert ("hx-post" in text.split('id="petunjuk"')[1].split(">")[0]) == (step != "periksa")


def test_hints_stay_away_from_where_nothing_follows_from_them(logged_in, draft, pengusul, node):
    """The page of the place; the last look at what came back, which is known here already."""
    ProposalFactory(forum=draft.forum, title="Titik internet di balai warga lama")
    words = {"title": "Wi-Fi balai warga", "problem": "Tidak ada hotspot."}
    Proposal.objects.filter(pk=draft.pk).update(**words)
    assert 'id="petunjuk"' not in logged_in(pengusul).get(page(draft, "tempat")).content.decode()
    back = ProposalFactory(forum=draft.forum, returned=True, proposer=pengusul, **words)
    assert "usulan serupa" not in logged_in(pengusul).get(page(back, "periksa")).content.decode()


def test_check_shows_the_choice(logged_in, draft, pengusul, node):
    draft.suggested_node = node
    draft.save()
    text = logged_in(pengusul).get(page(draft, "periksa")).content.decode()
    assert "Sub kegiatan yang disarankan" in text
    assert INTERNET in text


@pytest.mark.parametrize(
    ("is_chosen", "words"),
    [(True, "Sub kegiatan yang disarankan pengusul"), (False, "Sub kegiatan menurut saran portal")],
    ids=["proposer", "portal"],
)
def test_verifier_reads_whose_suggestion_it_is(logged_in, forum, verifikator, node, is_chosen, words):
    proposal = ProposalFactory(
        forum=forum,
        title="Hotspot di taman",
        unit=verifikator.memberships.get().units.get(),
        suggested_node=node if is_chosen else None,
    )
    text = (
        logged_in(verifikator).get(reverse("proposals:verification", args=[proposal.number])).content.decode()
    )
    assert words in text
    assert INTERNET in text


def test_public_page_does_not_hold_the_suggestion(client, forum, node):
    proposal = ProposalFactory(forum=forum, title="Taman", suggested_node=node)
    assert INTERNET not in client.get(reverse("proposals:detail", args=[proposal.number])).content.decode()


@pytest.mark.parametrize(
    ("title", "problem", "office"),
    [
        ("Perbaikan jalan rusak", "", "Dinas Pekerjaan Umum"),
        ("Jalan di RT 12", "Jalan berlubang dan drainase buntu.", "Dinas Pekerjaan Umum"),
        ("Sampah menumpuk", "", "Dinas Lingkungan Hidup"),
        ("Beasiswa mahasiswa", "", "Dinas Pendidikan dan Kebudayaan"),
        ("Ambulans kelurahan", "", "Dinas Kesehatan"),
        ("Lampu lalu lintas mati", "", "Dinas Perhubungan"),
        ("Air PDAM mati", "", "Perumda air minum (PDAM)"),
        ("Listrik padam terus", "", "PLN"),
        ("Pungutan liar di kantor", "", "SP4N-LAPOR!"),
        ("Maling motor di RT 3", "", "Kepolisian"),
        ("Kamera pengawas di jalan rusak", "", None),
        ("Aplikasi bank sampah", "", None),
        ("Wi-Fi di taman", "Jalan berlubang di sampingnya.", None),
        ("Lomba baca puisi", "", None),
    ],
    ids=range(14),
)
def test_competent_office_is_known_by_plain_words(title, problem, office):
    in_title, rest = stems_of((title, problem))
    found = office_for(Text(in_title, in_title | rest))
    assert (found.name if found else None) == office


def test_competent_office_is_named_kindly_and_bars_nothing(logged_in, draft, pengusul):
    client = logged_in(pengusul)
    text = ask(client, draft, title="Drainase buntu").content.decode()
    assert "Usulan ini tampaknya wewenang Dinas Pekerjaan Umum." in text
    assert "lanjutkan saja" in text
    answer = client.post(
        page(draft, "masalah"), {"title": "Drainase buntu", "problem": "Air meluap", "lanjut": "1"}
    )
    assert answer.url == page(draft, "usulan")


def test_complaints_are_shown_the_way(logged_in, draft, pengusul):
    text = ask(logged_in(pengusul), draft, title="Pungutan liar").content.decode()
    assert "SP4N-LAPOR!" in text
    assert "lapor.go.id" in text


def test_every_official_name_that_is_explained_exists():
    names = [
        row["name"].casefold() for row in shipped_rows("nomenklatur.csv") if row["level"] == "sub_kegiatan"
    ]
    unknown = [
        one
        for row in plain_words()
        for one in row.official
        if not any(n.startswith(one.casefold()) for n in names)
    ]
    assert unknown == []
    assert all(row.means.endswith(".") for row in plain_words())


def test_proposal_outlives_the_code_that_was_suggested(forum, node):
    proposal = ProposalFactory(forum=forum, suggested_node=node, status=Status.SUBMITTED)
    node.delete()
    proposal.refresh_from_db()
    assert proposal.suggested_node is None


def test_stranger_to_the_organisation_reads_no_hints(logged_in, draft):
    assert ask(logged_in(UserFactory()), draft, title="CCTV").status_code == 404
