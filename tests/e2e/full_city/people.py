"""Everybody with a role, an office or a request."""

import datetime
from io import BytesIO

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from accounts.models import User
from stakeholders.models import Host, Role
from tests.e2e.city import City
from tests.factories.stakeholders import (
    DelegationFactory,
    HostMembershipFactory,
    MembershipFactory,
    MembershipRequestFactory,
    OfficialFactory,
    PlanningAgencyFactory,
)


def make_people(city: City) -> dict[str, User]:
    admin = HostMembershipFactory(role=Role.ADMIN, user__name="Admin", user__is_staff=True).user
    bappeda = PlanningAgencyFactory()
    pemeriksa = MembershipFactory(role=Role.PEMERIKSA, organization=bappeda, user__name="Pemeriksa").user
    HostMembershipFactory(user__name="Sudah Pindah", valid_until=datetime.date(2021, 1, 1))
    MembershipRequestFactory(user__name="Menunggu Konfirmasi")
    MembershipRequestFactory(organization__name="Forum Pemuda Pesisir", organization__is_active=False)
    MembershipRequestFactory(
        user=city.proposer, state="declined", answered_at=timezone.now(), reason="Belum dikenal lembaganya."
    )
    OfficialFactory(
        name="Pejabat Sementara", status="plh", decree="SP 800/1", valid_until=datetime.date(2020, 2, 1)
    )
    OfficialFactory(
        name="Pejabat Pengganti",
        on_behalf="Kepala Dinas",
        through="Sekretaris",
        valid_until=datetime.date(2021, 2, 1),
    )
    DelegationFactory(
        delegate=HostMembershipFactory(user__name="Penerima Pendelegasian").user, granted_by=city.pimpinan
    )
    picture = ContentFile(_png(), name="logo.png")
    Host.objects.get().logo.save("logo.png", picture)
    named = {
        "pengusul": city.proposer, "sekretariat": city.sekretariat, "verifikator": city.verifikator,
        "perencana": city.perencana, "pimpinan": city.pimpinan, "admin_user": admin, "pemeriksa": pemeriksa,
    }  # fmt: skip
    return {role: User.objects.get(pk=user.pk) for role, user in named.items()}


def _png() -> bytes:
    written = BytesIO()
    Image.new("RGB", (48, 48), "teal").save(written, "PNG")
    return written.getvalue()
