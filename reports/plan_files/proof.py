"""What the verification page says of a document that was made of a plan."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from reports.models import GeneratedDocument
from reports.proof import Proof
from reports.wording import print_moment
from stakeholders.models import Organization

TEMPLATE = "reports/verification/_plan_file.html"


def find_document(code: str) -> Proof | None:
    """The one with this code."""
    found = GeneratedDocument.objects.with_code(code)
    return proof_of(found) if found else None


def find_document_file(sha256: str) -> Proof | None:
    """The one whose file this is."""
    found = GeneratedDocument.objects.with_hash(sha256)
    return proof_of(found, compared=True) if found else None


def proof_of(document: GeneratedDocument, *, compared: bool = False) -> Proof:
    """Kind, stage and moment; never what stands in it."""
    with override(settings.LANGUAGE_CODE):  # names of official papers are not translated
        host = Organization.objects.host()
        label = document.get_kind_display()
        newest = GeneratedDocument.objects.newest_of_each(document.renja).filter(kind=document.kind).first()
        return Proof(
            code=document.code,
            title=_("%(kind)s, Renja %(year)s") % {"kind": label, "year": document.renja.year},
            kind=label,
            number=document.get_stage_display(),
            dated=None,
            office=host.name if host else "",
            signers=(),
            hashes=((label, document.sha256),),
            file=label if compared else "",
            replaced_by=newest.code if newest and newest != document else "",
            facts=((_("Keadaan data"), print_moment(document.read_at)),),
            template=TEMPLATE,
        )
