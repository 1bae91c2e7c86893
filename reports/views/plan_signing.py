"""Tanda tangan Renja: a frozen revision is asked for its signature, signed, and its signed copy handed out."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from accounts.second_factor import demand_fresh_proof
from core.errors import NotAllowed
from core.quarantine import ScanState
from core.serving import file_response
from core.uploads import UploadRefused
from core.versions import attempt
from jobs.models import Job
from renja.models import Renja, Revision
from reports.forms.signing import PlanScanForm, signer_of, signing_form, ways_of
from reports.models import PlanSigning, SignedPlan
from reports.plan_files.kinds import PDF
from reports.plan_signing.asking import (
    ASK,
    PLAN_SIGNING,
    ask_for_signature,
    refusal,
    withdraw_request,
)
from reports.plan_signing.sealing import KEEP, SIGN, accept_scan, keep_scan, sign_plan
from reports.signing.adding import is_as_kept

TEMPLATES = "reports/plan_signing"


def _revision(request: HttpRequest, year: int, number: int) -> Revision:
    renja = get_object_or_404(Renja.objects.visible_to(request.user), forum__plan_year=year)
    rows = renja.revisions.select_related("renja__forum", "renja__edition").defer("content")
    return get_object_or_404(rows, number=number)


def _signing(request: HttpRequest, year: int, number: int) -> PlanSigning:
    revision = _revision(request, year, number)
    return get_object_or_404(PlanSigning.objects.for_page(), revision=revision)


def _page(request: HttpRequest, revision: Revision, template: str, context: dict[str, Any]) -> HttpResponse:
    around = {"revision": revision, "renja": revision.renja, "year": revision.renja.year}
    return render(request, f"{TEMPLATES}/{template}.html", around | context)


def signing(request: HttpRequest, year: int, revision: int) -> HttpResponse:
    """How far it is: asked for, typeset, signed; and what this person can do now."""
    found = _revision(request, year, revision)
    signing = PlanSigning.objects.for_page().filter(revision=found).first()
    context = _state(signing) | {
        "signing": signing,
        "steps": _steps(signing),
        "refusal": "" if signing else refusal(found.renja, found),
        "may_ask": request.user.has_perm(ASK),
        "may_sign": request.user.has_perm(SIGN),
        "may_keep": request.user.has_perm(KEEP),
    }
    return _page(request, found, "signing", context)


def _state(signing: PlanSigning | None) -> dict[str, Any]:
    """The copies that were kept, whether the one that counts is whole, and the job as long as there is no document."""
    if signing is None:
        return {}
    job = None
    if signing.document_id is None:
        jobs = Job.objects.filter(kind=PLAN_SIGNING, key=str(signing.pk))
        job = jobs.order_by("-created_at").first()
    final = signing.final
    return {
        "job": job,
        "copies": list(signing.copies.select_related("kept_by", "signing__document")),
        "is_overtaken": signing.revision.renja.revisions.filter(number__gt=signing.revision.number).exists(),
        "is_damaged": final is not None and not is_as_kept(final.file, final.sha256),
    }


def _steps(signing: PlanSigning | None) -> list[dict[str, str]]:
    """Asked for, typeset, signed."""
    done = [signing is not None, bool(signing and signing.document_id), bool(signing and signing.is_final)]
    labels = (_("Dimintakan"), _("Naskah siap"), _("Ditandatangani"))
    now = done.index(False) if False in done else len(done)
    states = ["done" if place < now else "now" if place == now else "" for place in range(len(done))]
    return [{"label": label, "state": state} for label, state in zip(labels, states, strict=True)]


def ask(request: HttpRequest, year: int, revision: int) -> HttpResponse:
    """Mintakan tanda tangan."""
    found = _revision(request, year, revision)
    try:
        ask_for_signature(found, actor=request.user)
    except NotAllowed as refused:
        messages.error(request, refused.message)
    else:
        messages.success(
            request, _("Tanda tangan dimintakan. Pimpinan dikabari begitu naskahnya selesai disusun.")
        )
    return redirect("reports:plan_signing", year, revision)


def withdraw(request: HttpRequest, year: int, revision: int) -> HttpResponse:
    """Batalkan permintaan."""
    found = _signing(request, year, revision)
    try:
        withdraw_request(found, actor=request.user)
    except NotAllowed as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Permintaan tanda tangan dibatalkan."))
    return redirect("reports:plan_signing", year, revision)


@sensitive_post_parameters()
@sensitive_variables()
def sign(request: HttpRequest, year: int, revision: int) -> HttpResponse:
    """Bubuhkan tanda tangan: the official's own certificate and passphrase, for this act alone."""
    found = _signing(request, year, revision)
    if found.is_final or found.document is None:
        return redirect("reports:plan_signing", year, revision)
    form = signing_form(request)
    if request.method == "POST" and form.is_valid() and _signed(request, form, found):
        messages.success(
            request,
            _("Renja ditandatangani dan diperiksa. Salinan finalnya tersimpan dan tidak berubah lagi."),
        )
        return redirect("reports:plan_signing", year, revision)
    return _page(request, found.revision, "sign", {"form": form, "signing": found, **ways_of(form)})


@sensitive_variables()
def _signed(request: HttpRequest, form, signing: PlanSigning) -> bool:
    """Whether it was done; what was refused is said in the form."""
    return attempt(form, lambda: sign_plan(signing, actor=request.user, signer=signer_of(form)))


def scan(request: HttpRequest, year: int, revision: int) -> HttpResponse:
    """Unggah pindaian of what was signed on paper."""
    found = _signing(request, year, revision)
    if found.is_final or found.document is None:
        return redirect("reports:plan_signing", year, revision)
    form = PlanScanForm(request.POST or None, request.FILES or None, dated=found.dated)
    if request.method == "POST" and form.is_valid() and _kept(request, form, found):
        messages.success(request, _("Pindaian disimpan. Pimpinan menerimanya sebagai naskah final."))
        return redirect("reports:plan_signing", year, revision)
    return _page(request, found.revision, "scan", {"form": form, "signing": found})


def _kept(request: HttpRequest, form: PlanScanForm, signing: PlanSigning) -> bool:
    values = form.cleaned_data
    try:
        keep_scan(signing, values["file"], actor=request.user, signed_on=values["signed_on"])
    except UploadRefused as refused:
        form.add_error("file", refused)
    except NotAllowed as refused:
        form.add_error(None, refused.message)
    else:
        return True
    return False


def accept(request: HttpRequest, year: int, revision: int, key) -> HttpResponse:
    """Terima sebagai naskah final; after a fresh proof, since no passphrase is asked for here."""
    demand_fresh_proof(request)
    copy = get_object_or_404(_signing(request, year, revision).copies, key=key, means=SignedPlan.Means.PAPER)
    try:
        accept_scan(copy, actor=request.user)
    except NotAllowed as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Pindaian diterima. Salinan final tersimpan dan tidak berubah lagi."))
    return redirect("reports:plan_signing", year, revision)


def signed_file(request: HttpRequest, year: int, revision: int, key) -> HttpResponseBase:
    """A signed copy, to staff; a scan not before the scanner has called it clean."""
    rows = SignedPlan.objects.select_related("signing__document").defer("signing__revision__content")
    signing = _signing(request, year, revision)
    copy = get_object_or_404(rows, signing=signing, key=key, scan=ScanState.CLEAN)
    return file_response(copy.file, name=copy.file_name, content_type=PDF)
