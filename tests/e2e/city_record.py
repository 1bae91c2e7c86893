"""The record of a city's forums: a draft of this year with all that hangs on it, and a final one of the year that is over."""

import datetime

from django.utils import timezone

from forums.models import Forum
from meetings.models import Minutes, MinutesFile, MinutesText, Signatory
from reports.minutes.making import freeze
from tests.e2e.city import City
from tests.factories.meetings import AttendanceFactory
from tests.factories.minutes import (
    EvidenceFactory,
    MinutesFactory,
    MinutesFileFactory,
    MinutesRemarkFactory,
    SignatoryFactory,
)

DAY = datetime.date(2019, 2, 27)


def add_record(city: City, past: Forum) -> None:
    """A draft that somebody wrote in and another remarked on; a final one, signed by one and waiting for the next."""
    AttendanceFactory(forum=city.forum, organization_name="Komunitas Literasi", position="Ketua")
    draft = MinutesFactory(forum=city.forum, dated=DAY, place="Balikpapan")
    MinutesText.objects.create(minutes=draft, slug="catatan", text="Lahan disiapkan lebih dahulu.")
    SignatoryFactory(minutes=draft, kind=Signatory.Kind.CHAIR, name="Ketua Sidang")
    SignatoryFactory(minutes=draft)
    MinutesRemarkFactory(minutes=draft, written_by=city.verifikator)
    answered = {
        "answer": "Sudah ditambahkan.",
        "answered_at": timezone.now(),
        "answered_by": city.sekretariat,
    }
    MinutesRemarkFactory(minutes=draft, written_by=city.perencana, **answered)
    MinutesFileFactory(minutes=draft, kind=MinutesFile.Kind.DRAFT)
    EvidenceFactory(forum=city.forum)
    asked = {"state": Minutes.State.REMARKS, "remarks_until": datetime.date(2099, 12, 31)}
    MinutesFactory(forum=city.forum, kind=Minutes.Kind.NOTULEN, number="", **asked)
    _final(city, past)


def _final(city: City, past: Forum) -> None:
    final = MinutesFactory(forum=past, dated=DAY, code="CONTOH2345")
    first = SignatoryFactory(minutes=final, kind=Signatory.Kind.CHAIR, means=Signatory.Means.ELECTRONIC)
    SignatoryFactory(minutes=final, means=Signatory.Means.ELECTRONIC)
    freeze(final, city.sekretariat)
    for kind in (MinutesFile.Kind.TEXT, MinutesFile.Kind.PUBLIC):
        MinutesFileFactory(minutes=final, kind=kind)
    MinutesFileFactory(minutes=final, kind=MinutesFile.Kind.SIGNED, signatory=first)
    MinutesFileFactory(minutes=final, kind=MinutesFile.Kind.SCAN, original_name="pindaian.pdf")
    first.signed_at, first.certificate = timezone.now(), "CONTOH PENANDA; penerbit Contoh CA; nomor seri 5"
    first.save(update_fields=["signed_at", "certificate"])
