"""The final berita acara on which the head publishes the results of a forum."""

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.dates import plain_date
from core.quarantine import ScanState
from forums.readiness import where
from meetings.models import Minutes, MinutesFile
from proposals.basis import Basis, basis_source


@basis_source
def find_final(forums: list[int]) -> dict[int, Basis]:
    """The newest edition that is final, of each forum, in one query."""
    scans = MinutesFile.objects.filter(minutes=OuterRef("pk")).with_text().exclude(scan=ScanState.HELD)
    scans = scans.order_by("-made_at", "-pk")
    rows = Minutes.objects.newest_final(forums).annotate(scan_hash=Subquery(scans.values("sha256")[:1]))
    return {row.forum_id: _basis(row) for row in rows}


def _basis(minutes: Minutes) -> Basis:
    return Basis(
        code=minutes.code,
        name=name_of(minutes),
        sha256=minutes.scan_hash or minutes.content_hash,
        final_at=minutes.frozen_at,
        signed=minutes.signed_count,
        signers=minutes.signer_count,
        url=where("reports:berita_acara", minutes.forum),
    )


def name_of(minutes: Minutes) -> str:
    """`Berita Acara Nomor 050/12/Diskominfo, 23 Februari 2027`, as histories and notices keep it."""
    with override(settings.LANGUAGE_CODE):  # the names of official papers are not translated
        name = (
            _("Berita Acara Nomor %(number)s") % {"number": minutes.number}
            if minutes.number
            else _("Berita Acara")
        )
        parts = [name, plain_date(minutes.dated) if minutes.dated else ""]
        if minutes.edition > 1:
            parts.append(_("naskah ke-%(edition)s") % {"edition": minutes.edition})
        return ", ".join(filter(None, parts))
