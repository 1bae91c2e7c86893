"""Which file of a frozen revision is handed out: its signed copy, else its document."""

from renja.models import Renja, Revision
from reports.models import GeneratedDocument, PlanSigning
from reports.plan_signing.publishing import PublicCopy, signed_copy, unsigned_copy


def document_of(revision: Revision, *, for_everybody: bool = False) -> GeneratedDocument | None:
    """The document that was kept of it; for everybody one in which nothing can be read that is withheld today."""
    rows = GeneratedDocument.objects.filter(renja=revision.renja_id)
    if for_everybody:
        rows = rows.hiding_all(revision.renja)
    signing = PlanSigning.objects.filter(revision=revision.pk, document__isnull=False).first()
    if signing and signing.document_id and (found := rows.filter(pk=signing.document_id).first()):
        return found
    return rows.filter(of_revision__revision=revision.pk).order_by("pk").first()


def copy_of(revision: Revision, *, for_everybody: bool = False) -> PublicCopy | None:
    """The file of that document, or the copy of it that was signed; None before one was made."""
    document = document_of(revision, for_everybody=for_everybody)
    if document is None:
        return None
    signing = PlanSigning.objects.for_page().filter(
        revision=revision.pk, document=document, final__isnull=False
    )
    found = signing.first()
    return signed_copy(found) if found else unsigned_copy(document)


def copy_for_everybody(renja: Renja) -> PublicCopy | None:
    """The file of a plan that the public is handed: of an established one that of its newest act, else its newest document."""
    act = renja.revisions.newest_act() if renja.is_established else None
    if act:
        act.renja = renja
        if found := copy_of(act, for_everybody=True):
            return found
    newest = GeneratedDocument.objects.for_public(renja).first()
    return unsigned_copy(newest) if newest else None
