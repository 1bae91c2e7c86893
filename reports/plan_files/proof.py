"""What the verification page says of a document that was made of a plan: what it is, whether it still counts, who signed it."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.dates import local_date, plain_date
from renja.models import Revision
from renja.stages import SETTLED
from reports.models import DocumentKind, GeneratedDocument, PlanSigning, SignedPlan
from reports.plan_signing.publishing import public_copy
from reports.proof import Proof, SignedBy, Standing
from reports.signing.adding import is_as_kept
from reports.wording import print_moment
from stakeholders.models import Organization

TEMPLATE = "reports/verification/_plan_file.html"


def find_document(code: str) -> Proof | None:
    """The one with this code; its signed copy carries the same."""
    found = GeneratedDocument.objects.with_code(code)
    return proof_of(found) if found else None


def find_document_file(sha256: str) -> Proof | None:
    """The one whose file, or whose signed copy, this is."""
    found = GeneratedDocument.objects.with_hash(sha256)
    if found:
        return proof_of(found, compared=found.get_kind_display())
    copy = SignedPlan.objects.with_hash(sha256)
    return proof_of(copy.signing.document, compared=_signed_label()) if copy else None


def _signed_label() -> str:
    return _("Naskah bertanda tangan")


def proof_of(document: GeneratedDocument, *, compared: str = "") -> Proof:
    """Never what stands in it. `compared` names the file that somebody holds."""
    with override(settings.LANGUAGE_CODE):  # names of official papers are not translated
        return _proof(document, compared)


def _proof(document: GeneratedDocument, compared: str) -> Proof:
    host, label = Organization.objects.host(), document.get_kind_display()
    signing = PlanSigning.objects.of_document(document)
    revision = signing.revision if signing else _act_of(document)
    later = _later_act(document, revision)
    in_force = PlanSigning.objects.in_force(document.renja)
    newer = "" if signing and signing.is_final and not later else _newer_code(document, in_force)
    return Proof(
        code=document.code,
        title=_("%(kind)s, Renja %(year)s") % {"kind": label, "year": document.renja.year},
        kind=label,
        number=document.get_stage_display(),
        dated=None,
        office=host.name if host else "",
        signers=(_signer(signing),) if signing else (),
        hashes=tuple(_hashes(document, signing, label)),
        file=compared,
        replaced_by=newer,
        reading_url=_reading_url(document, signing),
        facts=tuple(_facts(document, revision, in_force)),
        standing=_standing(document, signing),
        is_overtaken=bool(newer) or later,
        is_damaged=not _is_whole(document, signing),
        template=TEMPLATE,
    )


def _act_of(document: GeneratedDocument) -> Revision | None:
    """The act in force when the document was made of an established plan."""
    if document.stage not in SETTLED:
        return None
    rows = document.renja.revisions.filter(stage=document.stage, frozen_at__lte=document.read_at)
    return rows.newest()


def _later_act(document: GeneratedDocument, revision: Revision | None) -> bool:
    """Whether the plan, or its change, was established after what this document shows."""
    act = document.renja.revisions.newest_act()
    if act is None:
        return False
    return act.number > revision.number if revision else act.frozen_at > document.read_at


def _newer_code(document: GeneratedDocument, in_force: PlanSigning | None) -> str:
    """Of the signed one, or of a newer document of this kind; what was established is not replaced by drafts."""
    signed_at = in_force.final_at if in_force and document.kind == DocumentKind.RENJA_PDF else None
    if in_force and signed_at and (document.stage in SETTLED or document.read_at < signed_at):
        return in_force.document.code
    rows = GeneratedDocument.objects.filter(renja=document.renja, kind=document.kind).exclude(code="")
    if document.stage in SETTLED:
        rows = rows.filter(stage__in=SETTLED)
    newest = rows.order_by("-read_at", "-pk").first()
    return newest.code if newest and newest != document else ""


def _standing(document: GeneratedDocument, signing: PlanSigning | None) -> Standing:
    if signing:
        return Standing.SIGNED if signing.is_final else Standing.UNSIGNED
    if document.stage not in SETTLED:
        return Standing.DRAFT
    return Standing.UNSIGNED if document.kind == DocumentKind.RENJA_PDF else Standing.KNOWN


def _signer(signing: PlanSigning) -> SignedBy:
    final = signing.final
    if final is None:
        return SignedBy(signing.name, signing.position)
    return SignedBy(
        signing.name, signing.position, means=final.get_means_display(), at=final.signed_at,
        certificate=final.certificate, is_electronic=final.is_electronic,
    )  # fmt: skip


def _hashes(document: GeneratedDocument, signing: PlanSigning | None, label: str):
    yield label, document.sha256
    if signing and signing.final:
        yield _signed_label(), signing.final.sha256


def _facts(document: GeneratedDocument, revision: Revision | None, in_force: PlanSigning | None):
    if revision:
        frozen = {"name": revision.name, "day": plain_date(local_date(revision.frozen_at))}
        yield _("Isi yang dibekukan"), _("%(name)s, dibekukan %(day)s") % frozen
    if revision and revision.is_settled:
        act = {
            "kind": revision.get_instrument_display(),
            "number": revision.document_number,
            "day": plain_date(revision.dated),
        }
        yield _("Ditetapkan dengan"), _("%(kind)s Nomor %(number)s tanggal %(day)s") % act
    yield _("Keadaan data"), print_moment(document.read_at)
    if in_force and in_force.document_id != document.pk:
        yield _signed_label(), _("kode %(code)s") % {"code": in_force.document.code}


def _is_whole(document: GeneratedDocument, signing: PlanSigning | None) -> bool:
    """Whether the storage still holds what was signed, byte for byte, or what is to be; other files can be made again."""
    if signing is None:
        return True
    kept = signing.final or document
    return is_as_kept(kept.file, kept.sha256)


def _reading_url(document: GeneratedDocument, signing: PlanSigning | None) -> str:
    """Where everybody may fetch the signed copy."""
    renja = document.renja
    if not (signing and signing.final and renja.is_published and renja.forum.is_published):
        return ""
    public = public_copy(renja)
    is_this = public is not None and public.sha256 == signing.final.sha256
    return reverse("reports:public_pdf", args=[renja.year]) if is_this else ""
