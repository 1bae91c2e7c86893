"""Who signs, signing with a certificate, and the scan of what was signed on paper."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from core.errors import NotAllowed
from core.uploads import UploadRefused
from core.versions import attempt
from forums.views.confirm import confirm
from meetings import minutes_writing as writing
from meetings.models import Minutes, Signatory
from meetings.signers import signers_of
from reports.forms.minutes import ScanForm, SignerForm
from reports.forms.signing import signer_of, signing_form, ways_of
from reports.minutes.making import undiscussed_in
from reports.minutes.publishing import text_is_scan
from reports.minutes.sealing import keep_scan, next_electronic, sign_electronically
from reports.views.minutes.frame import frame, home_of, minutes_or_404

TEMPLATES = "reports/minutes_pages"


def _page(
    request: HttpRequest, minutes: Minutes, template: str, context: dict, status: int = 200
) -> HttpResponse:
    return render(request, f"{TEMPLATES}/{template}.html", frame(request, minutes) | context, status=status)


def _signatory(minutes: Minutes, pk: int) -> Signatory:
    rows = Signatory.objects.select_related("minutes__forum").defer("minutes__content")
    return get_object_or_404(rows, pk=pk, minutes=minutes.pk)


def signers(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """Penanda tangan: as suggested by the data, or as somebody wrote them down."""
    minutes = minutes_or_404(request, year, kind)
    rows = signers_of(minutes)
    return _page(
        request,
        minutes,
        "signers",
        {"signers": rows, "are_suggested": bool(rows) and rows[0].pk is None},
    )


def signers_keep(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """Take the suggestion over, to change it."""
    minutes = minutes_or_404(request, year, kind)
    try:
        writing.keep_signers(minutes, actor=request.user)
    except NotAllowed as refused:
        messages.error(request, refused.message)
    return redirect("reports:minutes_signers", year, kind)


def signer_add(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    minutes = minutes_or_404(request, year, kind)
    form = SignerForm(request.POST or None)

    def add():
        writing.add_signer(minutes, actor=request.user, values=form.values)

    if request.method == "POST" and form.is_valid() and attempt(form, add):
        messages.success(request, _("Penanda tangan ditambahkan."))
        return redirect("reports:minutes_signers", year, kind)
    return _page(request, minutes, "signer", {"form": form, "signer": None})


def signer(request: HttpRequest, year: int, kind: str, pk: int) -> HttpResponse:
    minutes = minutes_or_404(request, year, kind)
    found = _signatory(minutes, pk)
    form = SignerForm(request.POST or None, instance=found)

    def save():
        writing.change_signer(found, actor=request.user, values=form.values, version=form.based_on)

    if request.method == "POST" and form.is_valid() and attempt(form, save):
        messages.success(request, _("Penanda tangan disimpan."))
        return redirect("reports:minutes_signers", year, kind)
    status = 409 if form.conflict else 200
    return _page(request, minutes, "signer", {"form": form, "signer": found}, status)


def signer_delete(request: HttpRequest, year: int, kind: str, pk: int) -> HttpResponse:
    minutes = minutes_or_404(request, year, kind)
    found = _signatory(minutes, pk)
    return confirm(
        request,
        lambda: writing.delete_signer(found, actor=request.user),
        page={
            "title": _("Hapus penanda tangan ini?"),
            "text": _("Namanya hilang dari naskah. Dapat ditambahkan lagi selama naskah belum final."),
            "what": found,
            "button": _("Hapus penanda tangan"),
        },
        done=_("Penanda tangan dihapus."),
        back=home_of(minutes) + "penanda-tangan/",
    )


def signing(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """Who has signed and how, whose turn it is, and what can be done now."""
    minutes = minutes_or_404(request, year, kind)
    other_text = bool(minutes.pk) and text_is_scan(minutes)
    is_ready = bool(minutes.pk) and not other_text and minutes.files.to_sign() is not None
    context = {
        "text_is_scan": other_text,
        "signers": signers_of(minutes),
        "turn": next_electronic(minutes) if minutes.is_final else None,
        "is_ready": is_ready,
        "files": minutes.files.kept().select_related("signatory") if minutes.pk else [],
    }
    return _page(request, minutes, "signing", context)


def signer_means(request: HttpRequest, year: int, kind: str, pk: int) -> HttpResponse:
    """On paper or electronically, as long as they have not signed."""
    minutes = minutes_or_404(request, year, kind)
    found, means = _signatory(minutes, pk), request.POST.get("cara", "")
    if means not in Signatory.Means.values:
        raise Http404
    try:
        writing.choose_means(found, actor=request.user, means=means)
    except NotAllowed as refused:
        messages.error(request, refused.message)
    return redirect("reports:minutes_signing", year, kind)


@sensitive_post_parameters()
@sensitive_variables()
def sign(request: HttpRequest, year: int, kind: str, pk: int) -> HttpResponse:
    """Bubuhkan tanda tangan: the signer's own certificate and passphrase, for this act alone."""
    minutes = minutes_or_404(request, year, kind)
    if not minutes.is_final:
        raise Http404
    found = _signatory(minutes, pk)
    form = signing_form(request)
    if request.method == "POST" and form.is_valid() and _signed(request, form, found):
        messages.success(request, _("Tanda tangan elektronik dibubuhkan dan diperiksa."))
        return redirect("reports:minutes_signing", year, kind)
    return _page(request, minutes, "sign", {"form": form, "signer": found, **ways_of(form)})


@sensitive_variables()
def _signed(request: HttpRequest, form, signatory: Signatory) -> bool:
    """Whether it was done; what was refused is said in the form."""
    return attempt(form, lambda: sign_electronically(signatory, actor=request.user, signer=signer_of(form)))


def scan(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """Unggah pindaian of what was signed on paper."""
    minutes = minutes_or_404(request, year, kind)
    form = ScanForm(request.POST or None, request.FILES or None, minutes=minutes)
    if request.method == "POST" and form.is_valid() and _kept(request, form, minutes):
        messages.success(request, _("Pindaian disimpan."))
        return redirect("reports:minutes_signing", year, kind)
    undiscussed = 0 if minutes.is_final else undiscussed_in(minutes)
    return _page(request, minutes, "scan", {"form": form, "undiscussed": undiscussed})


def _kept(request: HttpRequest, form: ScanForm, minutes: Minutes) -> bool:
    values = form.cleaned_data
    try:
        keep_scan(
            minutes, values["file"], actor=request.user, signed_on=values["signed_on"], signers=values["signers"],
            is_text=values["is_text"],
        )  # fmt: skip
    except UploadRefused as refused:
        form.add_error("file", refused)
    except NotAllowed as refused:
        form.add_error(None, refused.message)
    else:
        return True
    return False
