"""The page of a forum: everything published, nothing else, in as many queries for many as for few."""

import datetime

from django.urls import reverse
from django.utils import timezone

from forums.models import Activity, Forum
from proposals.choices import Status
from stakeholders.models import OrganizationKind
from tests.factories.forums import DocumentFactory, ForumFactory, ParticipantFactory, PhaseFactory
from tests.factories.meetings import AgreementFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.stakeholders import HostFactory, OrganizationFactory
from tests.factories.urusan import UrusanFactory
from tests.proposals.lines import answer_with_line

ADDRESS = "/forum/2028/"


def text_of(client, address=ADDRESS) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_empty_forum_reads_well(client, forum):
    text = text_of(client)
    for words in (
        "Forum Renja 2028",
        "Belum ditetapkan",
        "Daftar peserta belum diumumkan",
        "Belum ada dokumen yang diumumkan",
    ):
        assert words in text
    assert "Jadwal berubah" not in text
    assert "Forum tahun lain" not in text


def test_page_tells_facts_path_and_moved_dates(client, forum):
    HostFactory()
    Forum.objects.update(
        theme="Satu data", held_on=datetime.date(2027, 2, 18), starts_at=datetime.time(8, 30), place="Balai Kota",
        summary="Paragraf satu.\n\nParagraf dua.",
    )  # fmt: skip
    PhaseFactory(forum=forum, activities=[Activity.SUBMIT], note="Diperpanjang dua hari.")
    text = text_of(client)
    for words in (
        "Satu data",
        "Kamis, 18 Februari 2027",
        "08.30",
        "Balai Kota",
        "Dinas Komunikasi dan Informatika",
        "<p>Paragraf dua.</p>",
        "Tahap saat ini",
        "Penjaringan aspirasi: Diperpanjang dua hari.",
        reverse("proposals:new"),
    ):
        assert words in text


def test_page_says_what_comes_next(client, forum):
    soon = timezone.now() + datetime.timedelta(days=3)
    PhaseFactory(forum=forum, name="Verifikasi", opens_at=soon, closes_at=soon + datetime.timedelta(days=3))
    text = text_of(client)
    assert "Berikutnya: <strong>Verifikasi</strong>" in text
    assert "3 hari lagi" in text
    assert "Sampaikan aspirasi</a>" not in text.split("<footer")[0]


def test_page_counts_proposals_and_lists_agreements_by_urusan(client, forum):
    urusan = UrusanFactory(name="Statistik", slug="statistik")
    ProposalFactory.create_batch(2, forum=forum, urusan=urusan)
    ProposalFactory(forum=forum, urusan=urusan, status=Status.DRAFT)
    ProposalFactory(forum=ForumFactory(plan_year=2027), urusan=urusan)
    partner = OrganizationFactory(name="Badan Pusat Statistik", short_name="BPS")
    AgreementFactory(forum=forum, urusan=urusan, text="Satu data kota didukung bersama.", partners=[partner])
    AgreementFactory(forum=ForumFactory(plan_year=2027), urusan=urusan, text="Kesepakatan tahun lain.")
    text = text_of(client)
    assert f'{reverse("proposals:list")}?urusan=statistik&amp;tahun=2028">2 usulan' in text
    assert "Satu data kota didukung bersama." in text
    assert "Bersama BPS" in text
    assert "Catatan kesepakatan forum; bukan perjanjian kerja sama." in text
    assert "Kesepakatan tahun lain." not in text


def test_without_agreements_nothing_is_said_about_them(client, forum):
    UrusanFactory()
    assert "bukan perjanjian kerja sama" not in text_of(client)


def test_participants_stand_by_kind(client, forum):
    company = OrganizationFactory(name="PT Telkom", kind=OrganizationKind.BADAN_USAHA)
    ParticipantFactory(forum=forum, organization=company, part="narasumber")
    ParticipantFactory(
        forum=forum,
        organization=OrganizationFactory(name="Dinas Kesehatan", kind=OrganizationKind.PERANGKAT_DAERAH),
    )
    groups = client.get(ADDRESS).context["groups"]
    assert [(group.label, [str(p) for p in group.participants]) for group in groups] == [
        ("Perangkat daerah", ["Dinas Kesehatan"]),
        ("Badan usaha", ["PT Telkom"]),
    ]
    assert "Narasumber" in text_of(client)


def test_other_years_are_listed_when_they_are_published(client, forum, sekretariat):
    past = ForumFactory(plan_year=2020, held_on=datetime.date(2019, 2, 27), place="Kota Balikpapan")
    hidden = ForumFactory(plan_year=2029, is_published=False)
    assert list(client.get(ADDRESS).context["others"]) == [past]
    assert "27 Februari 2019 · Kota Balikpapan" in text_of(client)
    client.force_login(sekretariat)
    assert list(client.get(ADDRESS).context["others"]) == [hidden, past]


def test_plan_is_linked_once_it_is_published(client, forum):
    line = answer_with_line(ProposalFactory(forum=forum, accepted=True)).line
    assert client.get(ADDRESS).context["plan"] == line.renja
    type(line.renja).objects.update(is_published=False)
    assert client.get(ADDRESS).context["plan"] is None


def test_unpublished_forum_is_there_for_staff_alone(client, forum, request, pengusul, verifikator):
    Forum.objects.update(is_published=False)
    assert client.get(ADDRESS).status_code == 404
    client.force_login(pengusul)
    assert client.get(ADDRESS).status_code == 404
    client.force_login(verifikator)
    assert "belum ditampilkan kepada publik" in text_of(client)


def test_year_without_forum_is_not_found(client, db):
    assert client.get("/forum/1999/").status_code == 404


def test_paper_is_downloaded_under_its_own_name(client, forum):
    document = DocumentFactory(forum=forum, title="Rancangan Renja 2028")
    assert "Rancangan Renja 2028" in text_of(client)
    answer = client.get(reverse("forums:document", args=[2028, document.pk]))
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 uji"
    assert answer["Content-Disposition"] == 'attachment; filename="rancangan renja.pdf"'
    assert answer["Content-Security-Policy"].startswith("sandbox")


def test_hidden_paper_is_there_for_staff_alone(client, forum, pengusul, perencana):
    document = DocumentFactory(forum=forum, title="Bahan rahasia", is_published=False)
    address = reverse("forums:document", args=[2028, document.pk])
    assert "Bahan rahasia" not in text_of(client)
    assert client.get(address).status_code == 404
    client.force_login(pengusul)
    assert client.get(address).status_code == 404
    client.force_login(perencana)
    assert client.get(address).status_code == 200
    assert "Bahan rahasia" in text_of(client)


def test_paper_of_another_year_is_not_found(client, forum):
    document = DocumentFactory(forum=ForumFactory(plan_year=2027))
    assert client.get(reverse("forums:document", args=[2028, document.pk])).status_code == 404


def test_page_asks_as_much_for_many_as_for_few(client, forum, django_assert_max_num_queries):
    def grow() -> None:
        urusan = UrusanFactory()
        PhaseFactory(forum=forum, note="Digeser")
        ProposalFactory(forum=forum, urusan=urusan)
        AgreementFactory(forum=forum, urusan=urusan, partners=[OrganizationFactory()])
        ParticipantFactory(forum=forum)
        DocumentFactory(forum=forum)
        ForumFactory(plan_year=forum.plan_year - Forum.objects.count())

    def asked() -> int:
        with django_assert_max_num_queries(12) as queries:
            text_of(client)
        return len(queries)

    grow()
    one = asked()
    grow()
    grow()
    assert asked() == one
