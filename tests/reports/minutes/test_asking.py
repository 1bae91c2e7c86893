"""Minta tanggapan: everybody is written to once, who cannot be reached is named, and participants answer behind their link."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from meetings.asking_remarks import ask_for_remarks, audience_of, path_of, reach_of
from meetings.minutes_writing import MinutesRefused
from meetings.models import Minutes, MinutesRemark
from notifications.models import Message
from reports.minutes.gaps import gaps_of
from reports.minutes.making import finalise_minutes
from stakeholders.models import Membership
from tests.factories.forums import ParticipantFactory
from tests.factories.stakeholders import HostMembershipFactory, MembershipFactory, OrganizationFactory

pytestmark = pytest.mark.django_db
BA = [2028, "berita-acara"]
ASK = reverse("reports:minutes_remarks_ask", args=BA)


def day(count: int = 0) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=count)


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def invite(forum, name: str, **changes):
    return ParticipantFactory(forum=forum, organization=OrganizationFactory(name=name), **changes)


@pytest.fixture
def campus(held):
    """An invited organisation with an address and somebody who has an account."""
    row = invite(held.forum, "Kampus", email="kampus@contoh.id")
    MembershipFactory(organization=row.organization, user__email="dosen@contoh.id")
    return row


@pytest.fixture
def asked(draft, campus, sekretariat) -> Minutes:
    return ask_for_remarks(draft, actor=sekretariat, until=day(3))


# Who is written to


def test_colleagues_people_and_addresses_are_written_to(asked, campus, sekretariat):
    letters = {letter.to_email: letter for letter in Message.objects.all()}
    assert sorted(letters) == [
        "dosen@contoh.id",
        "kampus@contoh.id",
    ]  # the host has nobody else; who asked knows
    letter = letters["dosen@contoh.id"]
    assert letter.to_user is not None
    assert letter.url == path_of(campus, "berita_acara")
    assert "paling lambat" in letter.body
    entry = Entry.objects.get(action="minutes.ask_for_remarks")
    assert entry.data == {"until": str(day(3)), "letters": 2}


def test_colleagues_read_in_the_portal(draft, verifikator, sekretariat):
    HostMembershipFactory(user=verifikator, role="perencana")
    HostMembershipFactory(user__is_active=False)
    ask_for_remarks(draft, actor=sekretariat, until=day())
    letter = Message.objects.get()
    assert (letter.to_user, letter.url) == (verifikator, reverse("reports:minutes_remarks", args=BA))


def test_nobody_is_written_to_twice(asked, campus, sekretariat, held):
    member = Membership.objects.get(user__email="dosen@contoh.id")
    other = invite(held.forum, "Yayasan", email="DOSEN@contoh.id")
    MembershipFactory(user=member.user, organization=other.organization)
    ask_for_remarks(asked, actor=sekretariat, until=day(3))
    assert Message.objects.count() == 2
    assert Entry.objects.filter(action="minutes.ask_for_remarks").count() == 1


def test_who_came_later_is_written_to_and_another_day_is_told_anew(asked, sekretariat, held):
    invite(held.forum, "Telkom", email="telkom@contoh.id")
    ask_for_remarks(asked, actor=sekretariat, until=day(3))
    assert Message.objects.count() == 3
    ask_for_remarks(asked, actor=sekretariat, until=day(5))
    assert Message.objects.count() == 6


def test_whom_no_letter_reaches_is_named(asked, held):
    invite(held.forum, "Alamat keliru", email="bukan alamat")
    reach = reach_of(asked)
    assert (reach.letters, reach.lost, reach.unreached) == (2, (), ("Alamat keliru", "BPS Kota"))
    Message.objects.filter(to_email="kampus@contoh.id").update(state="bounced", sent_at=timezone.now())
    assert reach_of(asked).lost == ("kampus@contoh.id",)


def test_audience_costs_the_same_for_one_and_three(draft, campus, django_assert_max_num_queries):
    counts = []
    for more in range(2):
        for n in range(2 * more):
            MembershipFactory(
                organization=invite(draft.forum, f"Lembaga {n}", email=f"l{n}@contoh.id").organization
            )
        with django_assert_max_num_queries(4) as seen:
            audience_of(draft)
        counts.append(len(seen))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("role", ["verifikator", "pimpinan", "perencana", "pengusul"])
def test_only_the_secretariat_asks(draft, request, role):
    with pytest.raises(MinutesRefused):
        ask_for_remarks(draft, actor=request.getfixturevalue(role), until=day())
    assert not Message.objects.exists()


def test_past_day_and_final_text_are_refused(draft, sekretariat):
    with pytest.raises(MinutesRefused, match="sudah lewat"):
        ask_for_remarks(draft, actor=sekretariat, until=day(-1))
    finalise_minutes(draft, actor=sekretariat)
    with pytest.raises(MinutesRefused, match="final"):
        ask_for_remarks(draft, actor=sekretariat, until=day())


def test_open_day_is_a_gap(asked):
    assert any("belum lewat" in gap.text for gap in gaps_of(asked))
    Minutes.objects.update(remarks_until=day(-1))
    asked.refresh_from_db()
    assert not any("belum lewat" in gap.text for gap in gaps_of(asked))


# The pages of the secretariat


def test_page_says_how_many_before_and_after(draft, campus, client, sekretariat):
    client.force_login(sekretariat)
    text = text_of(client.get(ASK))
    assert "2 alamat akan disurati" in text
    assert "1 instansi tidak dapat disurati" in text
    assert "BPS Kota" in text
    answer = client.post(ASK, {"until": str(day(2))}, follow=True)
    text = text_of(answer)
    assert "2 surat ditulis" in text
    assert "BPS Kota" in text
    Message.objects.filter(to_email="kampus@contoh.id").update(state="failed")
    assert "kampus@contoh.id" in text_of(client.get(reverse("reports:minutes_remarks", args=BA)))


def test_page_says_what_is_wrong_with_the_day(draft, client, sekretariat):
    client.force_login(sekretariat)
    assert "Isi batas tanggapannya." in text_of(client.post(ASK, {"until": ""}))
    assert "sudah lewat" in text_of(client.post(ASK, {"until": str(day(-1))}))
    assert not Message.objects.exists()


def test_page_before_anything_is_written(held, client, sekretariat):
    client.force_login(sekretariat)
    assert "alamat akan disurati" in text_of(
        client.get(reverse("reports:minutes_remarks_ask", args=[2028, "notulen"]))
    )


# Behind the link


def test_participant_reads_the_draft_without_names_and_answers(asked, campus, client, sekretariat):
    page = path_of(campus, "berita_acara")
    answer = client.get(page)
    text = text_of(answer)
    assert answer.headers["Cache-Control"] == "private, no-store"
    for words in ("Titik internet", "Alasan declined.", "KESATU", "Sampaikan tanggapan paling lambat"):
        assert words in text
    for words in ("Siti Statistik", "081234567890", "JUDUL-RAHASIA", "Tamu Langsung"):
        assert words not in text
    client.post(page, {"slug": "kesatu", "text": "Jumlahnya keliru."})
    remark = MinutesRemark.objects.get()
    assert (remark.organization, remark.written_by) == ("Kampus", None)
    assert Entry.objects.get(action="minutes.remark").actor is None
    client.force_login(sekretariat)
    assert "KESATU · Kampus ·" in text_of(client.get(reverse("reports:minutes_remarks", args=BA)))


def test_notulen_has_its_own_page(held, campus, client, sekretariat):
    notulen = ask_for_remarks(Minutes(forum=held.forum, kind="notulen"), actor=sekretariat, until=day())
    client.post(path_of(campus, "notulen"), {"slug": "simpulan", "text": "Tambahkan."})
    assert notulen.remarks.get().organization == "Kampus"
    assert "tidak sedang menunggu" in text_of(client.get(path_of(campus, "berita_acara")))


def test_draft_that_was_not_shown_is_not_read(draft, campus, client):
    text = text_of(client.get(path_of(campus, "berita_acara")))
    assert "tidak sedang menunggu tanggapan" in text
    assert "Titik internet" not in text


def test_after_its_day_nothing_is_taken(asked, campus, client):
    Minutes.objects.update(remarks_until=day(-1))
    page = path_of(campus, "berita_acara")
    assert "Batas tanggapan sudah lewat." in text_of(client.get(page))
    answer = client.post(page, {"slug": "", "text": "Terlambat."})
    assert "Hubungi sekretariat" in text_of(answer)
    assert not MinutesRemark.objects.exists()


def test_final_text_is_read_elsewhere(final, campus, client):
    text = text_of(client.get(path_of(campus, "berita_acara")))
    assert "sudah final" in text
    assert reverse("reports:minutes_public", args=[2028]) in text


def test_unknown_link_opens_nothing(asked, client):
    assert client.get("/undangan/" + "0" * 40 + "/berita-acara/").status_code == 404


def test_empty_remark_is_not_sent(asked, campus, client):
    assert client.post(path_of(campus, "berita_acara"), {"text": ""}).status_code == 200
    assert not MinutesRemark.objects.exists()
