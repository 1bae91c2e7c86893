"""Who came, which sessions there are."""

from django.core.files.base import ContentFile
from django.utils import timezone

from core.secret_links import hash_of, secret_of
from proposals.models import Proposal
from reports.models import AttendanceSheet, SittingPaper
from tests.e2e.city import City
from tests.e2e.full_city.frame import HOUR
from tests.factories.forums import (
    CriterionFactory,
    DelegateFactory,
)
from tests.factories.jobs import JobFactory
from tests.factories.meetings import (
    AgendaItemFactory,
    AttendanceFactory,
    ConflictFactory,
    MarkFactory,
    SittingFactory,
)


def make_door(city: City) -> None:
    """Who was named and came, who did not, who came by themselves; two printed lists."""
    forum, first = city.forum, city.forum.participants.order_by("pk").first()
    first.link_hash = hash_of(secret_of("forums.invitation", first.key))
    first.save()
    came, _late = (
        DelegateFactory(participant=first, phone="081200004411", gender="P"),
        DelegateFactory(participant=first),
    )
    AttendanceFactory(
        forum=forum,
        participant=first,
        delegate=came,
        name=came.name,
        position="Kepala Seksi",
        phone="081200004411",
    )
    AttendanceFactory(forum=forum, participant=first, position="Staf", gender="L")
    AttendanceFactory(forum=forum, means="mandiri", is_online=True, gender="P", organization_name="")
    sheet = AttendanceSheet(
        forum=forum, kind="kosong", sha256="0" * 64, size=12, pages=1, created_by=city.sekretariat
    )
    sheet.file.save("hadir.pdf", ContentFile(b"%PDF-1.7 uji"))
    AttendanceSheet.objects.create(
        forum=forum,
        kind="arsip",
        job=JobFactory(kind="attendance_list", state="failed", error="Instansi belum diatur."),
    )


def make_sittings(city: City, proposals: dict[str, Proposal]) -> None:
    """A session with marks, one left to others, and its working paper; another one beside it, in its way."""
    hours = {"starts_at": timezone.now(), "ends_at": timezone.now() + HOUR, "room": "Aula Diskominfo"}
    facts = {
        "forum": city.forum,
        "urusan": city.unit.urusan.get(),
        "chair_position": "Kepala Bidang",
        **hours,
    }
    sitting = SittingFactory(name="Sidang kelompok I", secretary_position="Analis", order=1, **facts)
    SittingFactory(name="Sidang kelompok II", order=2, **facts)
    criterion = city.forum.criteria.first() or CriterionFactory(forum=city.forum, weight=100)
    for name in ("verified", "pending", "own verified"):
        AgendaItemFactory(sitting=sitting, proposal=proposals[name])
    MarkFactory(proposal=proposals["verified"], criterion=criterion, scorer=city.verifikator)
    ConflictFactory(proposal=proposals["pending"], person=city.verifikator)
    paper = SittingPaper(sitting=sitting, kind="bahan", sha256="0" * 64, size=12, pages=1)
    paper.file.save("bahan.pdf", ContentFile(b"%PDF-1.7 uji"))
