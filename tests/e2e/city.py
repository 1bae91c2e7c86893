"""A small city in which a journey takes place: host, bidang, people, an open forum, official codes."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from accounts.models import User
from forums.models import Ceiling, Forum
from proposals.reasons import create_reasons
from stakeholders.models import Kelurahan, Membership, Role, Unit
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory, PhaseFactory
from tests.factories.renja import make_node
from tests.factories.stakeholders import (
    HostFactory,
    HostMembershipFactory,
    KelurahanFactory,
    MembershipFactory,
    OfficialFactory,
    UnitFactory,
)
from tests.factories.urusan import UrusanFactory

YEAR = 2028
LINE_CODE = "2.16.03.2.02.0024"
LINE_NAME = "Penyelenggaraan Jaringan Intra Pemerintah Daerah Kab/Kota"
SIGNER = "Ir. Contoh Pejabat, M.Si."


@dataclass(frozen=True)
class City:
    forum: Forum
    unit: Unit
    kelurahan: Kelurahan
    proposer: User
    verifikator: User
    sekretariat: User
    pimpinan: User
    perencana: User


def build_city() -> City:
    """Everything that has to be there before the first usulan is written."""
    HostFactory()
    OfficialFactory(name=SIGNER)
    urusan = UrusanFactory(name="Komunikasi dan Informatika", slug="komunikasi-dan-informatika")
    unit = UnitFactory(name="Bidang Aplikasi Informatika", urusan=[urusan])
    forum = ForumFactory(
        plan_year=YEAR, theme="Kota terhubung", held_on=timezone.localdate(), place="Balai Kota"
    )
    PhaseFactory(forum=forum)
    Ceiling.objects.create(
        forum=forum, amount=Decimal(900_000_000), dated=timezone.localdate(), basis="SE Wali Kota Nomor 1"
    )
    make_node(
        LINE_CODE, name=LINE_NAME, indikator="Jumlah titik jaringan yang tersambung", satuan="Titik"
    )  # fmt: skip
    create_reasons()
    return City(
        forum=forum,
        unit=unit,
        kelurahan=KelurahanFactory(name="Teritip", kecamatan__name="Balikpapan Timur"),
        proposer=_member(),
        verifikator=_staff(Role.VERIFIKATOR, units=[unit]),
        sekretariat=_staff(Role.SEKRETARIAT),
        pimpinan=_staff(Role.PIMPINAN),
        perencana=_staff(Role.PERENCANA),
    )


def _staff(role: str, **fields) -> User:
    membership: Membership = HostMembershipFactory(role=role, user__name=Role(role).label, **fields)
    return User.objects.get(pk=membership.user_id)


def _member() -> User:
    user = UserFactory(name="Siti Contoh")
    MembershipFactory(user=user, organization__name="Komunitas Digital Teritip")
    return User.objects.get(pk=user.pk)
