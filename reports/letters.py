"""Surat penerusan: one letter for each office, with the proposals that were forwarded to it. Written once, printed from what was kept."""

import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from audit.services import record
from core.dates import plain_date
from core.money import spelled_out
from core.retrying import retried
from jobs.models import Job
from jobs.services import enqueue
from proposals.choices import Status
from proposals.models import Proposal
from reports.errors import ReportRefused
from reports.letterhead import read_letterhead, read_signature
from reports.models import ForwardingLetter
from reports.pdf import STEPS, Report, write_pdf
from stakeholders.models import Organization, OrganizationKind

LETTER_PDF = "forwarding_letter"
FOLDER = "reports"
TEMPLATE = "reports/letter/document.html"
ON_FIRST_PAGE = 5  # so many proposals stand in the letter itself, more in its annex
MOST_PROPOSALS = 1_000
HEADED = (OrganizationKind.PERANGKAT_DAERAH, OrganizationKind.INSTANSI_VERTIKAL)


def without_letter() -> QuerySet[Proposal]:
    """Forwarded proposals that no letter names yet."""
    return Proposal.objects.filter(status=Status.FORWARDED, forwarding_letters__isnull=True)


def offices_without_letter() -> QuerySet[Organization]:
    """The offices that wait for a letter, each with `count`, how many proposals it would name."""
    waiting = Count("forwarded_proposals", distinct=True)
    rows = Organization.objects.filter(forwarded_proposals__in=without_letter())
    return rows.annotate(count=waiting).order_by("name")


@retried(ReportRefused)
@transaction.atomic
def write_letter(
    office: Organization, *, actor, subject: str, dated: datetime.date, number: str = ""
) -> ForwardingLetter:
    """The letter that names all that was forwarded to this office and stands in none yet; the worker typesets it.

    Raises ReportRefused where there is none, or the host is not named yet.
    """
    _ask(actor)
    Organization.objects.select_for_update(no_key=True).get(pk=office.pk)  # one letter at a time
    rows = list(
        without_letter().filter(forwarded_to=office).with_people().order_by("number")[:MOST_PROPOSALS]
    )
    if not rows:
        raise ReportRefused(_("Semua usulan yang diteruskan kepada instansi ini sudah bersurat."))
    letter = ForwardingLetter(office=office, number=number, subject=subject, dated=dated, created_by=actor)
    letter.content = content_of(letter, rows)
    letter.save()
    letter.proposals.set(rows)
    _order(letter, actor)
    data = {"count": len(rows), "job": str(letter.job.pk)}
    record("letter.write", letter, actor=actor, data=data)
    return letter


@retried(ReportRefused)
@transaction.atomic
def remake_letter(letter: ForwardingLetter, *, actor) -> ForwardingLetter:
    """Typeset it once more from what was kept; it says the same."""
    _ask(actor)
    locked = ForwardingLetter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    _order(locked, actor)
    record("letter.remake", locked, actor=actor, data={"job": str(locked.job.pk)})
    return locked


def _order(letter: ForwardingLetter, actor) -> None:
    letter.job = enqueue(LETTER_PDF, key=str(letter.pk), payload={"letter": letter.pk}, actor=actor)
    letter.save(update_fields=["job"])


def _ask(actor) -> None:
    if not actor.has_perm("proposals.open_queue"):
        raise ReportRefused(_("Surat penerusan dibuat oleh sekretariat atau verifikator."))


def content_of(letter: ForwardingLetter, rows: list[Proposal]) -> dict[str, Any]:
    """Everything that the letter prints, as JSON; of the proposals only what everybody may read."""
    host = read_letterhead()
    signer = read_signature(host.city, letter.dated)
    head = _("Kepala") if letter.office.kind in HEADED else _("Pimpinan")
    return {
        "host": {"government": host.government, "organization": host.organization, "lines": host.lines, "logo": host.logo},
        "region": host.region,
        "city": host.city,
        "dated": plain_date(letter.dated),
        "number": letter.number,
        "subject": letter.subject,
        "to": f"{head} {letter.office.name}",
        "years": ", ".join(sorted({str(row.forum.plan_year) for row in rows})),
        "rows": [_row(place, row) for place, row in enumerate(rows, start=1)],
        "in_words": spelled_out(len(rows)),
        "address": settings.PUBLIC_URL + reverse("proposals:list"),
        "signer": {"title": signer.title, "name": signer.name, "rank": signer.rank, "nip": signer.nip},
    }  # fmt: skip


def _row(place: int, proposal: Proposal) -> dict[str, Any]:
    """A withheld proposal shows its number and the reason alone."""
    told = {"no": place, "number": proposal.number, "title": proposal.public_title}
    if proposal.is_withheld:
        return told | {"place": "–", "proposer": "–"}
    return told | {"place": proposal.place_label, "proposer": proposal.proposer_label}


def letter_html(content: dict[str, Any]) -> str:
    rows = content["rows"]
    return render_to_string(
        TEMPLATE, {"letter": content, "has_annex": len(rows) > ON_FIRST_PAGE, "count": len(rows)}
    )


def make_letter_pdf(job: Job, report: Report) -> ForwardingLetter:
    """The file of a letter; done a second time, it prints the same content."""
    letter = ForwardingLetter.objects.select_related("office").get(pk=job.payload["letter"])
    name = f"{FOLDER}/{letter.key}.pdf"
    facts = write_pdf(letter_html(letter.content), Path(settings.MEDIA_ROOT, name), report=report)
    report(STEPS, STEPS, _("Selesai"))
    letter.file, letter.sha256, letter.size, letter.pages = name, facts.sha256, facts.size, facts.pages
    return _keep(letter, job)


@transaction.atomic
def _keep(letter: ForwardingLetter, job: Job) -> ForwardingLetter:
    letter.save(update_fields=["file", "sha256", "size", "pages"])
    data = {"sha256": letter.sha256, "pages": letter.pages}
    record("letter.make_pdf", letter, actor=job.created_by, data=data)
    return letter
