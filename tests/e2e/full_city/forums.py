"""Three forums: one in its middle, one that is over, one that is hidden; who was invited."""

import datetime
from decimal import Decimal

from django.utils import timezone

from forums.models import Activity, Ceiling, Forum
from tests.e2e.city import City
from tests.e2e.full_city.frame import DAY, HIDDEN, PAST
from tests.factories.forums import (
    CriterionFactory,
    DelegateFactory,
    DeliveryFactory,
    DocumentFactory,
    ForumFactory,
    InvitationCopyFactory,
    InvitationLetterFactory,
    ParticipantFactory,
    PhaseFactory,
    ProgrammeItemFactory,
    SignedLetterFactory,
)
from tests.factories.meetings import (
    AgreementFactory,
)
from tests.factories.renja import (
    LineFactory,
    RenjaFactory,
    edition_2006,
    make_node,
)
from tests.factories.stakeholders import (
    OrganizationFactory,
)
from urusan.models import Urusan


def make_forum_parts(city: City) -> None:
    forum, now = city.forum, timezone.now()
    windows = (
        ("Persiapan", -40, -30, [Activity.EDIT_PLAN]),
        ("Verifikasi usulan masyarakat", 11, 20, [Activity.VERIFY]),
        ("Forum Perangkat Daerah", 21, 22, [Activity.DECIDE]),
        ("Penyempurnaan", 23, 60, [Activity.REVIEW, Activity.EDIT_PLAN]),
        ("Penetapan", 90, 120, [Activity.LOCK]),
    )
    for name, start, end, activities in windows:
        PhaseFactory(
            forum=forum,
            name=name,
            activities=activities,
            opens_at=now + start * DAY,
            closes_at=now + end * DAY,
        )
    forum.phases.filter(name="Penetapan").update(note="Digeser karena cuti bersama.")
    forum.ceilings.update(source_of_funds="PAD")
    Ceiling.objects.create(
        forum=forum, amount=Decimal(850_000_000), dated=datetime.date(2026, 1, 5), basis="SE Nomor 0",
        source_of_funds="PAD",
    )  # fmt: skip
    DocumentFactory(forum=forum, title="Rancangan Renja 2028")
    DocumentFactory(forum=forum, title="Catatan rapat persiapan", is_published=False)
    for order, title in enumerate(("Registrasi peserta", "Pembukaan"), start=1):
        ProgrammeItemFactory(forum=forum, title=title, in_charge="Pembawa acara", order=order)
    CriterionFactory(forum=forum, name="Urgensi", weight=100)
    Forum.objects.filter(pk=forum.pk).update(note="Digeser karena gedung dipakai.")
    campus = OrganizationFactory(
        name="Institut Teknologi Kalimantan", kind="perguruan_tinggi", short_name="ITK"
    )
    for organization, part in (
        (campus, "narasumber"),
        (city.proposer.memberships.get().organization, "peserta"),
    ):
        ParticipantFactory(forum=forum, organization=organization, part=part)
    _invitations(city, campus)
    urusan = Urusan.objects.get()
    AgreementFactory(forum=forum, urusan=urusan, partners=[campus], text="Mitra menyediakan tenaga ahli.")
    AgreementFactory(forum=forum, urusan=urusan, partner_note="Pegiat literasi digital")


def _invitations(city: City, campus) -> None:
    """One that was sent, opened and answered, one that was not; the letter, typeset and signed."""
    answered = city.forum.participants.get(organization=campus)
    answered.attention, answered.answer, answered.answer_note = (
        "Rektor",
        "diwakilkan",
        "Rektor bertugas di luar kota.",
    )
    answered.opened_at = answered.answered_at = timezone.now()
    answered.phone, answered.email = "081234567890", "rektorat@itk.example"
    answered.save()
    DelegateFactory(participant=answered, name="Dr. Wakil Rektor", phone="081298765432", gender="P")
    DeliveryFactory(participant=answered, note="Diantar kurir", by=city.sekretariat)
    ProgrammeItemFactory(forum=city.forum, title="Paparan rancangan Renja", in_charge="Sekretaris Dinas")
    letter = InvitationLetterFactory(forum=city.forum, copies_to="Wali Kota (sebagai laporan)")
    InvitationCopyFactory(participant=answered)
    SignedLetterFactory(letter=letter, added_by=city.sekretariat)


def make_other_forums() -> None:
    past = ForumFactory(
        plan_year=PAST, theme="Kota cerdas", held_on=datetime.date(2019, 2, 27), place="Balai Kota"
    )
    AgreementFactory(forum=past, urusan=Urusan.objects.get())
    plan = RenjaFactory(
        forum=past, edition=edition_2006(), stage="ditetapkan", dated=datetime.date(2019, 7, 1)
    )
    LineFactory(renja=plan, node=make_node("1.25.15.02", edition=plan.edition, name="Pembinaan media"))
    ForumFactory(plan_year=HIDDEN, is_published=False)
