"""Lampiran of the printed Renja: the final berita acara as everybody may read it, and how many came."""

import datetime

import pytest
from django.utils import timezone

from meetings.models import MinutesFile
from proposals.models import Proposal
from renja.models import Renja, Stage
from reports.annexes import read_annexes
from reports.data import read_renja
from reports.document import fingerprint, renja_html
from tests.factories.meetings import AttendanceFactory
from tests.factories.minutes import MinutesFileFactory
from tests.factories.renja import RenjaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def renja(held) -> Renja:
    held.forum.held_on = timezone.localdate() - datetime.timedelta(days=1)
    held.forum.save()
    return RenjaFactory(forum=held.forum, stage=Stage.RANCANGAN)


def html_of(renja: Renja) -> str:
    return renja_html(read_renja(renja, timezone.now()))


def test_final_text_is_printed_without_names_of_participants(renja, final):
    html = html_of(renja)
    assert [annex.number for annex in read_annexes(renja)] == ["LAMPIRAN\u00a0I", "LAMPIRAN\u00a0II"]
    for words in (
        "KESATU",
        "000.7/12/Diskominfo",
        "Dr. Rahmat Hidayat, M.Si.",
        f"kode {final.code}",
        f"/verifikasi/{final.code}/",
    ):
        assert words in html
    for name in ("Siti Statistik", "Tamu Langsung", "081234567890", "JUDUL-RAHASIA"):
        assert name not in html
    assert html.count('href="tujuan:lampiran-') == 2


@pytest.mark.parametrize("stage", [Stage.RANCANGAN, Stage.DITETAPKAN])
def test_draft_says_what_is_missing_and_an_established_plan_leaves_it_out(renja, stage):
    renja.forum.attendances.all().delete()
    renja.stage = stage
    html = html_of(renja)
    for words in ("Berita acara forum belum final.", "Daftar hadir forum belum tersedia."):
        assert (words in html) == (stage == Stage.RANCANGAN)
    assert len(read_annexes(renja)) == (2 if stage == Stage.RANCANGAN else 0)


def test_scan_that_counts_instead_is_named_and_the_portals_text_is_not_printed(renja, final):
    MinutesFileFactory(minutes=final, kind=MinutesFile.Kind.SCAN, is_text=True)
    html = html_of(renja)
    assert "naskah yang ditandatangani di atas kertas" in html
    assert final.code in html
    assert "Menyepakati" not in html


def test_text_that_shows_what_was_withheld_since_waits(renja, held, final):
    Proposal.objects.filter(pk=held.proposals["accepted"].pk).update(withheld_reason="Persandian")
    html = html_of(renja)
    assert "belum dapat dibaca umum" in html
    assert "Menyepakati" not in html


def test_presence_is_counted_and_small_kinds_are_told_together(renja):
    AttendanceFactory.create_batch(7, forum=renja.forum)
    html = html_of(renja)
    assert "dihadiri 9 peserta" in html
    assert "Siti Statistik" not in html


def test_same_plan_has_the_same_fingerprint_whenever_on_a_day_it_is_read(renja, final):
    morning = timezone.localtime().replace(hour=8)
    hours = (datetime.timedelta(hours=hour) for hour in (0, 1, 24))
    first, later, tomorrow = (read_renja(Renja.objects.get(pk=renja.pk), morning + hour) for hour in hours)
    assert fingerprint(first) == fingerprint(later)
    assert fingerprint(tomorrow) != fingerprint(first), "the day of the signature"
    assert "object at 0x" not in repr(first)
