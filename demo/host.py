"""The installation of the demo: reference data, places, the host with its bidang and signers, and who else takes part.

The head of today, the kop and the logo are made up and say so; the head of 2019 is the one that the source names.
"""

import csv
import datetime
from pathlib import Path

from django.core.files.base import ContentFile
from django.utils import timezone

from demo.pictures.logo import draw_logo
from forums.holidays import fill_years
from proposals.reasons import create_reasons
from stakeholders.models import Host, Official, Organization, Unit
from stakeholders.places import create_places
from urusan.models import Urusan
from urusan.seeding import create_editions, create_urusan, import_shipped

DATA = Path(__file__).resolve().parent / "data"
HOST_NAME = "Dinas Komunikasi dan Informatika"
KOP = "Jalan Jenderal Sudirman Nomor 1, Balikpapan\nKop contoh untuk demo, bukan kop surat resmi"
IN_OFFICE = 200  # days that today's head has been in office; before them somebody did it as Plt.
UNITS = (
    ("Sekretariat", "Sekretariat", ()),
    ("Bidang Informasi dan Komunikasi Publik", "Infokom", ("komunikasi-dan-informatika",)),
    ("Bidang Aplikasi dan Infrastruktur Informatika", "Aptika", ("komunikasi-dan-informatika",)),
    ("Bidang Statistik dan Persandian", "Statistik dan Persandian", ("statistik", "persandian")),
)


def create_reference() -> None:
    """What every installation begins with: urusan, editions, codes, reasons, places, holidays."""
    create_urusan()
    create_editions()
    import_shipped()
    create_reasons()
    create_places()
    year = timezone.localdate().year
    fill_years(range(year - 1, year + 3))


def create_host() -> None:
    """The host with kop, logo, bidang and signers."""
    organization = Organization.objects.create(
        name=HOST_NAME, short_name="Diskominfo", kind="perangkat_daerah", is_host=True
    )
    host = Host(
        organization=organization,
        government="Pemerintah Kota Balikpapan",
        region="Kota Balikpapan",
        city="Balikpapan",
        kop_lines=KOP,
    )
    host.logo.save("logo.png", ContentFile(draw_logo()), save=False)
    host.save()
    for order, (name, short_name, slugs) in enumerate(UNITS):
        unit = Unit.objects.create(organization=organization, name=name, short_name=short_name, order=order)
        unit.urusan.set(Urusan.objects.filter(slug__in=slugs))
    create_officials()


def create_officials() -> None:
    """The head of 2019 by name alone, since the source tells no more; made-up ones for last year's forum (Plt.) and today."""
    begins = timezone.localdate() - datetime.timedelta(days=IN_OFFICE)
    Official.objects.create(
        name="Tatang Sudirja",
        position="Kepala Dinas Komunikasi dan Informatika",
        valid_from=datetime.date(2019, 1, 1),
        valid_until=datetime.date(2019, 12, 31),
    )
    Official.objects.create(
        name="Dr. Contoh Pratama, S.Kom., M.T.",
        rank="Pembina Utama Muda (IV/c)",
        nip="197001011995011000",
        position="Kepala Dinas Komunikasi dan Informatika",
        valid_from=begins,
        decree="Pejabat contoh untuk demo",
    )
    Official.objects.create(
        name="Ir. Contoh Wijaya, M.M.",
        rank="Pembina Tingkat I (IV/b)",
        nip="196802021993031000",
        position="Kepala Dinas Komunikasi dan Informatika",
        status=Official.Status.PLT,
        valid_from=begins - datetime.timedelta(days=365),
        valid_until=begins - datetime.timedelta(days=1),
        decree="Surat perintah Nomor 800/19 (contoh)",
    )


def create_organizations() -> None:
    """The city's departments and the partners, as data/instansi.csv lists them."""
    Organization.objects.bulk_create(
        Organization(
            name=row["nama"],
            short_name=row["singkat"],
            kind=row["jenis"],
            is_planning_agency=row["singkat"] == "Bappeda Litbang",
        )
        for row in read_csv("instansi.csv")
    )


def read_csv(name: str) -> list[dict[str, str]]:
    """The rows of a file in demo/data."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
