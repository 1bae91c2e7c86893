"""The secretariat's pages of a forum: for them alone, with words for every refusal, and nothing typed lost."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from forums.models import Forum
from tests.factories.forums import (
    CeilingFactory,
    DocumentFactory,
    ForumFactory,
    ParticipantFactory,
    PhaseFactory,
)
from tests.factories.proposals import ProposalFactory
from tests.forums.conftest import address, moment, page

PAGES = ("manage", "edit", "phases", "ceilings", "documents", "participants")


# Who may


@pytest.mark.parametrize("name", PAGES)
def test_pages_open_for_the_secretariat(staff, name):
    text = page(staff, name)
    assert text.count("<h1") == 1
    assert 'aria-current="page"' in text


@pytest.mark.parametrize(
    "role", ["pengusul", "verifikator", "perencana", "pimpinan", "admin_user", "pemeriksa"]
)
@pytest.mark.parametrize("name", PAGES)
def test_pages_are_closed_to_everybody_else(logged_in, request, forum, name, role):
    assert logged_in(request.getfixturevalue(role)).get(address(name)).status_code == 403


@pytest.mark.parametrize("name", PAGES)
def test_strangers_are_asked_to_sign_in(client, forum, name):
    assert client.get(address(name)).status_code == 302


@pytest.mark.parametrize("name", PAGES)
def test_year_without_forum_is_not_found(staff, name):
    assert staff.get(reverse(f"forums:{name}", args=[1999])).status_code == 404


# Where it begins


def test_forum_menu_leads_to_the_newest_forum(staff):
    ForumFactory(plan_year=2029, is_published=False)
    assert staff.get("/kerja/forum/").url == "/kerja/forum/2029/"


def test_forum_menu_leads_to_the_first_forum_where_there_is_none(logged_in, sekretariat):
    client = logged_in(sekretariat)
    assert client.get("/kerja/forum/").url == "/kerja/forum/baru/"
    text = client.get("/kerja/forum/baru/").content.decode()
    assert "Tahapan awal mengikuti urutan penyusunan Renja" in text
    assert "/kerja/forum/" in client.get("/kerja/").content.decode()


@pytest.mark.parametrize(("today", "year"), [("2026-05-31", 2027), ("2026-06-01", 2028)])
def test_first_plan_year_follows_the_calendar(logged_in, sekretariat, time_machine, today, year):
    time_machine.move_to(moment(today), tick=False)
    assert logged_in(sekretariat).get("/kerja/forum/baru/").context["form"]["plan_year"].value() == year


def test_new_forum_is_made_and_its_phases_are_next(staff, forum):
    PhaseFactory(forum=forum)
    assert staff.get(reverse("forums:create")).context["form"]["plan_year"].value() == 2029
    answer = staff.post(reverse("forums:create"), {"plan_year": 2029})
    assert answer.url == reverse("forums:phases", args=[2029])
    assert Forum.objects.get(plan_year=2029).phases.count() == 1


@pytest.mark.parametrize(
    ("year", "words"),
    [(2028, "Forum Renja 2028 sudah ada."), (1899, "lebih besar"), ("", "tidak boleh kosong")],
)
def test_new_forum_is_refused_with_words(staff, year, words):
    answer = staff.post(reverse("forums:create"), {"plan_year": year})
    assert words in answer.content.decode()
    assert Forum.objects.count() == 1


# Overview


def test_overview_says_what_is_missing(staff):
    answer = staff.get(address("manage"))
    missing = [point.label for point in answer.context["missing"]]
    assert missing[:9] == [
        "Tanggal", "Pukul", "Tempat", "Tahap yang menerima usulan", "Tahap untuk mencatat hasil", "Pagu indikatif",
        "Susunan acara", "Kriteria penilaian", "Peserta",
    ]  # fmt: skip
    assert "Belum ada tahapan." in answer.content.decode()


def test_overview_of_a_complete_forum(staff, forum):
    Forum.objects.update(held_on=datetime.date(2027, 2, 18), place="Balai Kota")
    PhaseFactory(forum=forum)
    CeilingFactory(forum=forum)
    ParticipantFactory(forum=forum)
    ProposalFactory(forum=forum)
    text = page(staff, "manage")
    for words in ("Rp13,8 miliar", "Kamis, 18 Februari 2027", "Penjaringan aspirasi dibuka sampai"):
        assert words in text


def test_overview_warns_of_a_weekend_and_names_what_comes(staff, forum):
    Forum.objects.update(held_on=datetime.date(2027, 2, 20))
    soon = timezone.now() + datetime.timedelta(days=3)
    PhaseFactory(forum=forum, opens_at=soon, closes_at=soon + datetime.timedelta(days=1))
    text = page(staff, "manage")
    assert "20 Februari 2027 jatuh pada hari Sabtu." in text
    assert "Berikutnya: Penjaringan aspirasi" in text


def test_forum_is_shown_and_hidden(staff):
    assert "Sembunyikan forum ini dari publik" in page(staff, "manage")
    staff.post(address("publish"), {"sembunyikan": "1"})
    assert not Forum.objects.get().is_published
    assert "Forum ini baru dapat dibaca oleh pegawai." in page(staff, "manage")
    answer = staff.post(address("publish"), follow=True)
    assert "Forum ini sekarang ditampilkan kepada publik." in answer.content.decode()
    assert Forum.objects.get().is_published


# Facts


def facts(**changes) -> dict:
    data = {
        "theme": "Satu data",
        "held_on": "2027-02-18",
        "starts_at": "08:30",
        "place": "Balai Kota",
        "summary": "",
        "version": 1,
    }
    return data | changes


def test_facts_are_saved(staff):
    answer = staff.post(address("edit"), facts())
    assert answer.url == address("manage")
    forum = Forum.objects.get()
    assert (forum.theme, forum.held_on, forum.starts_at) == (
        "Satu data",
        datetime.date(2027, 2, 18),
        datetime.time(8, 30),
    )


def test_weekend_is_said_and_saved(staff):
    answer = staff.post(address("edit"), facts(held_on="2027-03-20"), follow=True)
    assert (
        "jatuh pada hari Sabtu. Bila memang demikian, tidak ada yang perlu diubah." in answer.content.decode()
    )
    assert Forum.objects.get().held_on == datetime.date(2027, 3, 20)


def test_unreadable_facts_keep_what_was_typed(staff):
    text = staff.post(address("edit"), facts(held_on="besok", starts_at="pagi")).content.decode()
    for words in (
        "Kesalahan:",
        "Isi dengan tanggal, misalnya 18-02-2027.",
        "Isi dengan jam, misalnya 08.30.",
        'value="besok"',
        "Satu data",
    ):
        assert words in text
    assert Forum.objects.get().theme == ""


def test_stale_facts_show_both_texts(staff):
    staff.post(address("edit"), facts(theme="Tema orang lain"))
    answer = staff.post(address("edit"), facts(theme="Tema saya"))
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Orang lain sudah menyimpan perubahan di sini." in text
    assert "Tema orang lain" in text
    assert 'value="Tema saya"' in text
    assert Forum.objects.get().theme == "Tema orang lain"
    assert staff.post(address("edit"), facts(theme="Tema saya", version=2)).status_code == 302
    assert Forum.objects.get().theme == "Tema saya"


# What pages cost


@pytest.mark.parametrize(
    ("name", "factory"),
    [
        ("manage", PhaseFactory),
        ("phases", PhaseFactory),
        ("ceilings", CeilingFactory),
        ("documents", DocumentFactory),
        ("participants", ParticipantFactory),
    ],
)
def test_pages_ask_as_much_for_many_as_for_few(staff, forum, django_assert_max_num_queries, name, factory):
    def asked() -> int:
        with django_assert_max_num_queries(12) as queries:
            page(staff, name)
        return len(queries)

    factory(forum=forum)
    one = asked()
    factory.create_batch(2, forum=forum)
    assert asked() == one
