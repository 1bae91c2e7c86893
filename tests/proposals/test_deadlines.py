"""Deadlines that move with the days off, and the pages on which the secretariat keeps these."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from forums.holidays import add_holiday, remove_holiday
from forums.models import Holiday, Phase
from forums.workdays import workdays
from notifications.models import Message
from proposals.deadlines import change_holidays, fill_holidays
from proposals.models import Proposal
from proposals.windows import VERIFY_WORKING_DAYS, verifiable_from, verify_due_on
from tests.factories.forums import HolidayFactory
from tests.factories.proposals import EventFactory, ProposalFactory
from tests.factories.stakeholders import OrganizationFactory

pytestmark = pytest.mark.django_db


def page(name: str, *args) -> str:
    return reverse(f"proposals:{name}", args=args)


def next_working_day() -> datetime.date:
    return workdays().after(timezone.localdate(), 1)


@pytest.fixture
def waiting(forum) -> Proposal:
    """Sent today, so that tomorrow's working day counts for its deadline."""
    proposal = ProposalFactory(forum=forum)
    EventFactory(proposal=proposal, step="submit", at=timezone.now())
    Proposal.objects.filter(pk=proposal.pk).update(verify_due_on=verify_due_on(forum))
    proposal.refresh_from_db()
    return proposal


def close_tomorrow(actor):
    values = {"day": next_working_day(), "name": "Cuti bersama", "kind": "cuti_bersama", "source": ""}
    return change_holidays(
        lambda: add_holiday(values=values, actor=actor), actor=actor, reason="Cuti bersama."
    )


def test_a_new_day_off_moves_the_deadline_and_tells_once(waiting, sekretariat):
    before = waiting.verify_due_on
    recount = close_tomorrow(sekretariat)
    waiting.refresh_from_db()
    assert (recount.moved, waiting.verify_due_on) == (
        1,
        workdays().after(timezone.localdate(), VERIFY_WORKING_DAYS),
    )
    assert waiting.verify_due_on > before
    letter = Message.objects.get(kind="proposal.deadline")
    assert "Cuti bersama." in letter.body
    event = waiting.events.last()
    assert (event.title.startswith("Tenggat pemeriksaan menjadi"), event.reason) == (True, "Cuti bersama.")
    assert Entry.objects.get(action="proposal.recount_deadlines").data == {"count": 1}


def test_what_moved_there_and_back_is_told_both_times(waiting, sekretariat):
    before = waiting.verify_due_on
    holiday = close_tomorrow(sekretariat).result
    recount = change_holidays(
        lambda: remove_holiday(holiday, actor=sekretariat), actor=sekretariat, reason="Keliru."
    )
    waiting.refresh_from_db()
    assert (recount.moved, waiting.verify_due_on) == (1, before)
    assert Message.objects.filter(kind="proposal.deadline").count() == 2


@pytest.mark.parametrize("state", ["verified", "returned", "withdrawn"])
def test_deadlines_that_do_not_run_stay(forum, sekretariat, state):
    proposal = ProposalFactory(forum=forum, status=state)
    EventFactory(proposal=proposal, step="submit")
    assert close_tomorrow(sekretariat).moved == 0


def test_filling_what_the_calendar_knew_already_moves_nothing(waiting):
    year = timezone.localdate().year
    recount = fill_holidays([year, year + 1])
    assert (recount.result > 10, recount.moved) == (True, 0)


def test_the_command_fills_years(capsys):
    call_command("fill_holidays", "2031", "2032")
    assert "hari libur ditambahkan, 0 tenggat bergeser" in capsys.readouterr().out
    assert Holiday.objects.years() == [2032, 2031]


def test_the_count_begins_when_verifying_was_possible(forum):
    now, day = timezone.now(), datetime.timedelta(days=1)
    Phase.objects.create(
        forum=forum, name="Lagi", activities=["verify"], opens_at=now + 20 * day, closes_at=now + 30 * day
    )
    assert verifiable_from(forum, now) == timezone.localdate(now)
    assert verifiable_from(forum, now - 3 * day) == timezone.localdate(now - day)
    assert verifiable_from(forum, now + 15 * day) == timezone.localdate(now + 20 * day)
    assert verifiable_from(forum, now + 40 * day) == timezone.localdate(now + 40 * day)


def test_the_tracking_page_says_how_the_deadline_was_counted(client, waiting, sekretariat):
    close_tomorrow(sekretariat)
    text = client.get(page("detail", waiting.number)).content.decode()
    assert "Lima hari kerja sejak" in text
    assert "(Cuti bersama)" in text
    Proposal.objects.filter(pk=waiting.pk).update(verify_due_on=datetime.date(2040, 1, 2))
    assert "Lima hari kerja sejak" not in client.get(page("detail", waiting.number)).content.decode()


def test_the_tracking_page_says_how_the_days_for_a_review_were_counted(client, forum):
    rejected = ProposalFactory(forum=forum, rejected=True)
    assert "Lima hari kerja sejak" in client.get(page("detail", rejected.number)).content.decode()
    EventFactory(proposal=rejected, step="ask_review")
    assert "Lima hari kerja sejak" not in client.get(page("detail", rejected.number)).content.decode()


# Pengaturan → Hari libur


@pytest.fixture(params=["sekretariat", "admin_user"])
def keeper(request, logged_in, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    return logged_in(request.getfixturevalue(request.param))


def test_a_year_is_shown_filled_and_asked_for(keeper):
    assert "Isi dari kalender" in keeper.get(page("holidays"), {"tahun": "2031"}).content.decode()
    answer = keeper.post(page("holiday_fill", 2031), follow=True)
    text = answer.content.decode()
    assert "Hari Raya Natal" in text
    assert "diisi dari kalender" in text
    assert keeper.get(page("holidays"), {"tahun": "besok"}).status_code == 200


def test_a_day_is_added_changed_and_taken_off(keeper, waiting):
    OrganizationFactory()
    given = {
        "day": next_working_day().isoformat(),
        "name": "Cuti bersama",
        "kind": "cuti_bersama",
        "source": "",
    }
    text = keeper.post(page("holiday_new"), given, follow=True).content.decode()
    assert "1 tenggat pemeriksaan bergeser" in text
    assert "Hari libur ditambahkan." in text
    assert "sudah tercatat" in keeper.post(page("holiday_new"), given).content.decode()
    holiday = Holiday.objects.get(name="Cuti bersama")
    changed = given | {"name": "Cuti bersama Natal", "version": holiday.version}
    keeper.post(page("holiday", holiday.pk), changed)
    stale = keeper.post(page("holiday", holiday.pk), changed | {"name": "Lain"})
    assert stale.status_code == 409
    assert "Cuti bersama Natal" in stale.content.decode()
    assert "Keluarkan" in keeper.get(page("holiday_delete", holiday.pk)).content.decode()
    keeper.post(page("holiday_delete", holiday.pk))
    assert not Holiday.objects.filter(pk=holiday.pk).exists()


def test_a_list_is_shown_before_it_is_taken_over(keeper):
    file = SimpleUploadedFile("libur.csv", b"tanggal,nama,jenis\n24-12-2031,Cuti bersama,Cuti bersama\n")
    preview = keeper.post(page("holidays_import"), {"file": file, "replaces": "on"})
    text = preview.content.decode()
    assert "1 hari terbaca: 1 baru" in text
    assert not Holiday.objects.filter(day__year=2031).exists()
    given = {"text": preview.context["text"], "replaces": "on"}
    taken = keeper.post(page("holidays_take_over"), given, follow=True).content.decode()
    assert "1 hari baru, 0 diubah, 0 dikeluarkan" in taken
    assert Holiday.objects.filter(day__year=2031).count() == 1
    file.seek(0)
    again = keeper.post(page("holidays_import"), {"file": file, "replaces": "on"}).content.decode()
    assert "Tidak ada yang perlu disimpan" in again


def test_a_list_that_is_wrong_is_refused_with_its_rows(keeper):
    file = SimpleUploadedFile("libur.csv", b"tanggal,nama\nkapan,Natal\n")
    assert "Baris 2" in keeper.post(page("holidays_import"), {"file": file}).content.decode()
    empty = SimpleUploadedFile("libur.csv", b"a\x00b,c\n")
    assert "Simpan ulang" in keeper.post(page("holidays_import"), {"file": empty}).content.decode()
    answer = keeper.post(page("holidays_take_over"), {"text": "rusak"}, follow=True)
    assert "tidak terbaca lagi" in answer.content.decode()


def test_the_page_asks_as_much_for_many_days(logged_in, sekretariat, settings, django_assert_max_num_queries):
    settings.SECOND_FACTOR_REQUIRED = False
    visitor = logged_in(sekretariat)
    counts = []
    for _size in (1, 3):
        HolidayFactory.create_batch(_size)
        with django_assert_max_num_queries(12) as queries:
            visitor.get(page("holidays"), {"tahun": "2040"})
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_phases_warn_of_holidays_and_weekends(logged_in, forum, sekretariat, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    phase = forum.phases.get()
    opens = timezone.make_aware(datetime.datetime(2026, 12, 25, 8))
    Phase.objects.filter(pk=phase.pk).update(
        opens_at=opens, closes_at=opens + datetime.timedelta(days=1, hours=20)
    )
    text = logged_in(sekretariat).get(reverse("forums:phases", args=[2028])).content.decode()
    assert "Dibuka: 25 Desember 2026 adalah hari libur" in text
    assert "Ditutup: 27 Desember 2026 jatuh pada hari Minggu." in text
