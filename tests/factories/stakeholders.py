"""Organisations, their people, bidang, signers and places."""

import datetime

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory

from stakeholders.models import (
    Delegation,
    Host,
    Kecamatan,
    Kelurahan,
    Membership,
    MembershipRequest,
    Official,
    Organization,
    OrganizationKind,
    Role,
    Unit,
)
from tests.factories.accounts import UserFactory


class KecamatanFactory(DjangoModelFactory):
    class Meta:
        model = Kecamatan
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"64.71.{n + 1:02d}")
    name = factory.Sequence(lambda n: f"Kecamatan {n + 1}")


class KelurahanFactory(DjangoModelFactory):
    class Meta:
        model = Kelurahan

    kecamatan = factory.SubFactory(KecamatanFactory)
    code = factory.Sequence(lambda n: f"64.71.01.{n + 1001}")
    name = factory.Sequence(lambda n: f"Kelurahan {n + 1}")


class OrganizationFactory(DjangoModelFactory):
    class Meta:
        model = Organization

    name = factory.Sequence(lambda n: f"Komunitas Contoh {n}")
    kind = OrganizationKind.KOMUNITAS


class HostOrganizationFactory(OrganizationFactory):
    """The one organisation that holds the forum; asked twice, it gives the same row."""

    class Meta:
        model = Organization
        django_get_or_create = ("is_host",)

    name = "Dinas Komunikasi dan Informatika"
    short_name = "Diskominfo"
    kind = OrganizationKind.PERANGKAT_DAERAH
    is_host = True


class PlanningAgencyFactory(OrganizationFactory):
    class Meta:
        model = Organization
        django_get_or_create = ("name",)

    name = "Badan Perencanaan Pembangunan Daerah"
    short_name = "Bappeda"
    kind = OrganizationKind.PERANGKAT_DAERAH
    is_planning_agency = True


class HostFactory(DjangoModelFactory):
    """What the host prints; brings the host organisation along."""

    class Meta:
        model = Host
        django_get_or_create = ("organization",)

    organization = factory.SubFactory(HostOrganizationFactory)
    government = "Pemerintah Kota Balikpapan"
    region = "Kota Balikpapan"
    city = "Balikpapan"
    kop_lines = "Jalan Contoh Nomor 1, Balikpapan"


class UnitFactory(DjangoModelFactory):
    """A bidang of the host; `UnitFactory(urusan=[…])` sets what it handles."""

    class Meta:
        model = Unit
        skip_postgeneration_save = True

    organization = factory.SubFactory(HostOrganizationFactory)
    name = factory.Sequence(lambda n: f"Bidang {n}")
    short_name = factory.SelfAttribute("name")

    @factory.post_generation
    def urusan(self, create, extracted, **kwargs):
        if create and extracted:
            self.urusan.set(extracted)


class MembershipFactory(DjangoModelFactory):
    """A role; an ordinary member of some community unless told otherwise. `units=[…]` for a verifikator."""

    class Meta:
        model = Membership
        skip_postgeneration_save = True

    user = factory.SubFactory(UserFactory)
    organization = factory.SubFactory(OrganizationFactory)
    role = Role.ANGGOTA
    valid_from = datetime.date(2020, 1, 1)

    @factory.post_generation
    def units(self, create, extracted, **kwargs):
        if create and extracted:
            self.units.set(extracted)

    @factory.post_generation
    def _forget_standing(self, create, extracted, **kwargs):
        # roles are read once per user object: one made before this row must read again
        self.user.__dict__.pop("_standing", None)


class MembershipRequestFactory(DjangoModelFactory):
    """Somebody who waits to be confirmed; `organization__is_active=False` for an organisation that is new."""

    class Meta:
        model = MembershipRequest

    user = factory.SubFactory(UserFactory)
    organization = factory.SubFactory(OrganizationFactory)
    position = "Ketua"


class HostMembershipFactory(MembershipFactory):
    """A role in the host: `HostMembershipFactory(role=Role.SEKRETARIAT)`."""

    organization = factory.SubFactory(HostOrganizationFactory)
    role = Role.SEKRETARIAT


class OfficialFactory(DjangoModelFactory):
    class Meta:
        model = Official

    name = factory.Sequence(lambda n: f"Nama Pejabat {n}, S.Kom., M.T.")
    rank = "Pembina Utama Muda (IV/c)"
    nip = "197001011995031001"
    position = "Kepala Dinas Komunikasi dan Informatika"
    valid_from = datetime.date(2020, 1, 1)


class DelegationFactory(DjangoModelFactory):
    """A delegation that counts today, to somebody of the secretariat."""

    class Meta:
        model = Delegation
        skip_postgeneration_save = True

    delegate = factory.LazyFunction(lambda: HostMembershipFactory(role=Role.SEKRETARIAT).user)
    granted_by = factory.LazyFunction(lambda: HostMembershipFactory(role=Role.PIMPINAN).user)
    on_behalf = "Kepala Dinas Komunikasi dan Informatika"
    decree = factory.Sequence(lambda n: f"Nota Dinas 800/{n}/Diskominfo")
    valid_from = datetime.date(2020, 1, 1)
    valid_until = datetime.date(2099, 12, 31)
    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.4", name="persetujuan.pdf"))
    original_name = "persetujuan.pdf"
    content_type = "application/pdf"
    size = 8
    sha256 = "0" * 64

    @factory.post_generation
    def _forget_standing(self, create, extracted, **kwargs):
        self.delegate.__dict__.pop("_standing", None)
