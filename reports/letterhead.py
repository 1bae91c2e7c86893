"""The host's own face on paper: kop lines, the logo as a small picture inside the text, who signs."""

import base64
import datetime
import io
import logging

from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from core.dates import plain_date
from reports.errors import ReportRefused
from reports.report import Letterhead, Signature
from reports.wording import grouped_nip
from stakeholders.models import Host, Official

logger = logging.getLogger("renja.reports")

LOGO_PIXELS = 640  # a side; twice what 34 mm need in print


def read_letterhead(*, with_logo: bool = True) -> Letterhead:
    """The host's name and kop; the logo is made small each time. Raises ReportRefused before an admin has named the host."""
    host = Host.objects.select_related("organization").first()
    if host is None:
        raise ReportRefused(_("Instansi penyelenggara belum diatur. Isi dahulu Pengaturan → Instansi."))
    return Letterhead(
        government=host.government,
        organization=host.organization.name,
        region=host.region,
        city=host.city,
        lines=tuple(line.strip() for line in host.kop_lines.splitlines() if line.strip()),
        logo=_logo(host) if with_logo else "",
    )


def _logo(host: Host) -> str:
    """A PNG as data: address; "" where there is no logo, or where it cannot be read any more."""
    if not host.logo:
        return ""
    try:
        with host.logo.open("rb") as file, Image.open(file) as picture:
            small = picture.convert("RGBA")
            small.thumbnail((LOGO_PIXELS, LOGO_PIXELS))
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        logger.error("logo cannot be read: %s", error)
        return ""
    png = io.BytesIO()
    small.save(png, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(png.getvalue()).decode("ascii")


def read_signature(city: str, day: datetime.date) -> Signature:
    """Who signs on that day; an empty name where nobody does."""
    official = Official.objects.signer_on(day)
    if official is None:
        return Signature(place=city, date=plain_date(day), title="")
    return Signature(
        place=city,
        date=plain_date(day),
        title="\n".join(official.title_lines),
        name=official.name,
        rank=official.rank,
        nip=grouped_nip(official.nip),
    )
