"""What pages of lower apps show of documents: a template may look up, Python may not."""

from django import template

from jobs.models import Job
from renja.completeness.checking import read_completeness
from renja.models import Renja, Revision
from reports.downloads import Download, downloads_of, of_act
from reports.models import DocumentKind, GeneratedDocument, PlanSigning
from reports.revision_files.copies import copy_of
from reports.revision_files.making import REVISION_PDF
from reports.services import RENJA_PDF

register = template.Library()


@register.simple_tag
def read_export_panel(renja: Renja) -> dict:
    """The newest PDFs of a plan, the job under way, and what is still missing."""
    return {
        "signed": PlanSigning.objects.in_force(renja),
        "documents": GeneratedDocument.objects.newest_of(renja, kind=DocumentKind.RENJA_PDF),
        "job": Job.objects.active().filter(kind=RENJA_PDF, key=str(renja.pk)).first(),
        "completeness": read_completeness(renja),
    }


@register.simple_tag
def public_downloads(renja: Renja) -> list[Download]:
    """In which forms the public page of a plan offers it, the whole document first."""
    return downloads_of(renja)


@register.simple_tag
def act_download(revision: Revision) -> Download | None:
    """The PDF of what an act established, for everybody."""
    return of_act(revision)


@register.simple_tag
def revision_pdf(revision: Revision) -> dict:
    """The kept PDF of a frozen revision for staff, else the job under way."""
    copy = copy_of(revision)
    job = None if copy else Job.objects.active().filter(kind=REVISION_PDF, key=str(revision.pk)).first()
    return {"copy": copy, "job": job}
