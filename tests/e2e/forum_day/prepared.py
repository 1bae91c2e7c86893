"""The day of a forum, as it was prepared: who is invited, what stands on the agenda, who works there; and how time goes by."""

import datetime
import re
from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from accounts.models import Session, User
from forums.models import Delegate
from meetings.models import Minutes, Sitting
from proposals.models import Proposal
from stakeholders.models import Role
from tests.e2e.city import SIGNER, City, build_city
from tests.factories.forums import DelegateFactory, ParticipantFactory, ProgrammeItemFactory
from tests.factories.meetings import AgendaItemFactory, AgreementFactory, SittingFactory
from tests.factories.stakeholders import HostMembershipFactory

TITLES = (
    "Titik internet publik di balai warga",
    "Pelatihan keamanan siber bagi kader",
    "Kabel serat optik lintas sungai",
    "Data terpilah kelurahan",
)
SPOKEN = "Papan informasi digital di pasar"
PROMISE = "Kampus menyediakan dua puluh tenaga pendamping."
PRESENT = ("Rina Wulandari", "Budi Santoso", "Wati Lestari", "Sari Dewi", "Agus Salim")
# Only those who work for the forum may read this before it is published.
REASON = "Alasan rahasia sampai disahkan: cukup untuk enam titik."


@dataclass(frozen=True)
class Day:
    city: City
    colleague: User
    sitting: Sitting
    proposals: list[Proposal]
    guests: dict[str, Delegate]

    @property
    def console(self) -> str:
        return f"/kerja/sidang/{self.sitting.pk}/"

    @property
    def minutes(self) -> Minutes:
        return self.city.forum.minutes.get(kind=Minutes.Kind.BERITA_ACARA)


def build_day() -> Day:
    """Four verified proposals on the agenda of one session, three guests who were named, one promise of a partner.

    The secretary also verifies for the bidang, so that what somebody speaks out can be decided on the spot.
    """
    city = build_city()
    forum, urusan = city.forum, city.unit.urusan.get()
    forum.starts_at = datetime.time(8, 30)
    forum.save(update_fields=["starts_at"])
    ProgrammeItemFactory.create_batch(2, forum=forum, in_charge="Kepala Dinas")
    sitting = SittingFactory(forum=forum, urusan=urusan, room="Ruang Rapat 1", chair=SIGNER)
    items = [
        AgendaItemFactory(
            sitting=sitting, order=order, proposal__title=title, proposal__proposer=city.proposer,
            proposal__kelurahan=city.kelurahan, proposal__volume=10, proposal__volume_unit="titik",
        )
        for order, title in enumerate(TITLES, start=1)
    ]  # fmt: skip
    AgreementFactory(forum=forum, urusan=urusan, text=PROMISE, partner_note="Kampus Contoh")
    HostMembershipFactory(user=city.sekretariat, role=Role.VERIFIKATOR, units=[city.unit])
    colleague = HostMembershipFactory(user__name="Petugas Pintu").user
    named = (
        ("Rina Wulandari", "Badan Pusat Statistik"),
        ("Budi Santoso", "Dinas Kesehatan"),
        ("Sari Dewi", "RSUD"),
    )
    guests = {
        name: DelegateFactory(
            participant=ParticipantFactory(forum=forum, organization__name=office), name=name
        )
        for name, office in named
    }
    return Day(city, User.objects.get(pk=colleague.pk), sitting, [item.proposal for item in items], guests)


def let_minutes_pass(user: User, minutes: int) -> None:
    """For the sessions of one person, which lie that much further back afterwards."""
    passed = datetime.timedelta(minutes=minutes)
    Session.objects.filter(user=user).update(
        seen_at=F("seen_at") - passed,
        signed_in_at=F("signed_in_at") - passed,
        sitting_until=F("sitting_until") - passed,
    )


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).first.click()


class Announced:
    """A line that is read aloud: it must be the same element when it says something new, or nobody hears it."""

    def __init__(self, line: Locator) -> None:
        self.line, self.element = line, line.element_handle()

    def hears(self, *words: str) -> None:
        for word in words:
            expect(self.line).to_contain_text(word)
        assert self.element.evaluate("line => line.isConnected"), "the line was exchanged for another one"
        assert self.element.evaluate("line => line.ariaLive === 'polite' || line.role === 'status'")


def facts(part: Locator) -> dict[str, str]:
    """{label: value} of a list of facts."""
    labels, values = part.locator("dt").all_inner_texts(), part.locator("dd").all_inner_texts()
    return dict(zip(labels, values, strict=True))


def clock() -> re.Pattern:
    """This hour, as people write it; the minute may have turned."""
    return re.compile(rf"pukul {timezone.localtime():%H}\.\d\d")
