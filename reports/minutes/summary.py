"""What the page of a berita acara or notulen shows beside its text."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.money import number
from jobs.models import Job
from meetings.models import Minutes, MinutesFile
from meetings.signers import signers_of
from reports.minutes.amounts import Amounts
from reports.minutes.awaiting import waits_for_head
from reports.minutes.gaps import Gap, gaps_of
from reports.minutes.making import MINUTES_PDF
from reports.minutes.outline import Outline
from reports.minutes.publishing import public_file

PLACES = {"reports:minutes_facts", "reports:minutes_signers"}  # whose address names the kind as well


@dataclass(frozen=True)
class Step:
    label: str
    state: str


@dataclass(frozen=True)
class ShownGap:
    text: str
    stops: bool
    url: str = field(default="")


def of(minutes: Minutes, outline: Outline) -> dict[str, Any]:
    """Everything for the template, by name."""
    waits = minutes.is_final and minutes.kind == Minutes.Kind.BERITA_ACARA and waits_for_head(minutes)
    files = list(minutes.files.select_related("signatory", "made_by")) if minutes.pk else []
    is_final = minutes.is_final
    signers, amounts = signers_of(minutes), outline.amounts
    gaps = [] if is_final else gaps_of(minutes, amounts=amounts, signers=signers)
    return {
        "outline": outline,
        "steps": steps_of(minutes, signers),
        "signers": signers,
        "signed_count": sum(bool(row.signed_at) for row in signers),
        "gaps": [shown(gap, minutes) for gap in gaps],
        "counts": counts_of(amounts),
        "files": [file for file in files if is_final or file.kind in ("draf", "lembar")],
        "job": _job(minutes),
        "remarks": amounts.remarks,
        "text_is_scan": any(file.is_text for file in files),
        "waits_for_head": waits,
        "needs_public": not waits and _needs_public(minutes, files),
    }


def steps_of(minutes: Minutes, signers: list) -> list[Step]:
    """Where it stands on its way."""
    is_signed = minutes.is_final and bool(signers) and all(row.signed_at for row in signers)
    names = (_("Draf"), _("Tanggapan"), _("Final"), _("Ditandatangani"))
    at = {"draf": 0, "tanggapan": 1, "final": 3}[minutes.state]
    states = ["done" if place < at or is_signed else "now" if place == at else "" for place in range(4)]
    return [Step(str(name), state) for name, state in zip(names, states, strict=True)]


def shown(gap: Gap, minutes: Minutes) -> ShownGap:
    if not gap.url_name:
        return ShownGap(gap.text, gap.stops)
    year = minutes.forum.plan_year
    args = [year, minutes.kind] if gap.url_name in PLACES else [year]
    return ShownGap(gap.text, gap.stops, reverse(gap.url_name, args=args))


def counts_of(amounts: Amounts) -> list[dict[str, str]]:
    """What the annexes hold."""
    told = (
        (_("Hadir"), amounts.present),
        (_("Disetujui"), amounts.accepted),
        (_("Belum diakomodasi"), amounts.declined),
        (_("Cadangan"), amounts.reserves),
        (_("Sidang kelompok"), amounts.sessions),
        (_("Kesepakatan"), amounts.promises),
        (_("Foto"), amounts.photos),
    )
    return [{"label": label, "value": number(count)} for label, count in told]


def _job(minutes: Minutes) -> Job | None:
    """What is being typeset for it now."""
    if not minutes.pk:
        return None
    return Job.objects.active().filter(kind=MINUTES_PDF, payload__minutes=minutes.pk).first()


def _needs_public(minutes: Minutes, files: list[MinutesFile]) -> bool:
    """The public version is there, and may not be handed out as it is."""
    has_one = any(file.kind == MinutesFile.Kind.PUBLIC for file in files)
    return has_one and not any(file.is_text for file in files) and public_file(minutes) is None
