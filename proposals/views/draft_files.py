"""The page of files: add some, take one off, go on."""

from collections.abc import Iterable

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from accounts.quotas import QuotaReached, count_use
from accounts.upload_quota import MEGABYTE
from core.languages import filled_later, to_reader
from core.uploads import listed
from proposals.attachments import add_attachment, choose_cover_letter, kinds_taken, remove_attachment
from proposals.choices import EDITABLE_STATES
from proposals.drafting import ALREADY_SENT
from proposals.forms.draft_files import FilesForm
from proposals.models import Proposal
from proposals.views.draft_steps import files_of, go_on, own_proposal, page_context
from proposals.views.held import page_of_owner
from proposals.views.kept_text import sign_in_keeping_text
from proposals.workflow import StepRefused


@sign_in_keeping_text
def draft_files(request: HttpRequest, key) -> HttpResponse:
    """The page of files: add some, take one off, go on."""
    proposal = own_proposal(request, key=key)
    if proposal.status not in EDITABLE_STATES:
        return _refuse([ALREADY_SENT]) if request.htmx else redirect(page_of_owner(proposal))
    kinds = kinds_taken(proposal)
    form = FilesForm(request.POST or None, request.FILES or None, kinds=kinds)
    if request.method == "POST":
        answer = (
            _remove_file(request, proposal)
            if "hapus" in request.GET
            else _take_files(request, proposal, form)
        )
        if answer:
            return answer
    limits = {"kinds": listed(kinds), "limit": settings.UPLOAD_MAX_BYTES, "most": settings.UPLOAD_MAX_FILES}
    context = page_context(proposal, "lampiran") | {"form": form} | _stored(proposal) | limits
    return render(request, "proposals/draft_files.html", context)


def _stored(proposal: Proposal) -> dict:
    files = files_of(proposal)
    return {"proposal": proposal, "files": files, "room": settings.UPLOAD_MAX_FILES - len(files)}


def _refuse(words: Iterable) -> JsonResponse:
    with to_reader():
        return JsonResponse({"error": " ".join(map(str, words))}, status=422)


def _take_files(request: HttpRequest, proposal: Proposal, form: FilesForm) -> HttpResponse | None:
    """Keep what can be kept; None where the page must be shown again with its errors.

    A script sends one file at a time (`HX-Request`), and is answered with the list as it is then.
    """
    _choose_letter(request, proposal)
    if form.is_valid() and _has_room_today(request, form):
        _add_files(request, proposal, form)
    if request.htmx:
        return _refuse(form.errors["files"]) if form.errors else _list(request, proposal)
    if form.errors:
        return None
    stay = "unggah" in request.POST
    return redirect(request.get_full_path()) if stay else go_on(request, proposal, "lampiran")


def _choose_letter(request: HttpRequest, proposal: Proposal) -> None:
    """Which file is the organisation's surat pengantar goes with whatever button is pressed, or it would stay public."""
    if "berkas" not in request.POST or proposal.organization_id is None:
        return
    files = {str(one.key): one for one in proposal.attachments.all()}
    chosen = files.get(request.POST["berkas"])
    # A file that is not there (any more) makes no other one public.
    is_gone = bool(request.POST["berkas"]) and chosen is None
    if is_gone or chosen == next((one for one in files.values() if one.is_cover_letter), None):
        return
    try:
        choose_cover_letter(proposal, chosen, actor=request.user)
    except StepRefused as refused:  # sent meanwhile, from another window
        messages.error(request, refused.message)
        return
    if not request.htmx:
        messages.success(request, _("Pilihan surat pengantar disimpan."))


def _has_room_today(request: HttpRequest, form: FilesForm) -> bool:
    """Without an account the day's limit is the network address's own: whole megabytes of all that was sent."""
    if request.user.is_authenticated:
        return True  # counted by the person, when a file is kept
    size = sum(upload.size for upload in form.cleaned_data["files"])
    address = get_adapter().get_client_ip(request)
    try:
        count_use("upload", user=request.user, address=address, size=-(-size // MEGABYTE))
    except QuotaReached as reached:
        form.add_error("files", reached.message)
        return False
    return True


def _list(request: HttpRequest, proposal: Proposal) -> JsonResponse:
    with to_reader():
        stored = render_to_string("proposals/draft_files.html#stored", _stored(proposal), request)
    return JsonResponse({"stored": stored})


def _add_files(request: HttpRequest, proposal: Proposal, form: FilesForm) -> None:
    """Store each file; those that are refused become errors of the form, the others are kept.

    As many as a proposal may have are read at once: reading one may take seconds.
    """
    files, most = form.cleaned_data["files"], settings.UPLOAD_MAX_FILES
    if len(files) > most:
        form.add_error(
            "files",
            ValidationError(
                _("Paling banyak %(n)d berkas sekali unggah; yang lain diabaikan."), params={"n": most}
            ),
        )
    for upload in files[:most]:
        try:
            add_attachment(proposal, upload, actor=request.user)
        except ValidationError as refused:
            form.add_error("files", refused)
        except StepRefused as refused:
            form.add_error("files", refused.message)
            return


def _remove_file(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    try:
        attachment = proposal.attachments.filter(key=request.GET["hapus"]).first()
    except ValidationError as no_key:
        raise Http404 from no_key
    if attachment:
        remove_attachment(attachment, actor=request.user)
    if request.htmx:
        return _list(request, proposal)
    if attachment:
        words = filled_later(_("Berkas “%(name)s” dihapus."), {"name": attachment.original_name})
        messages.success(request, words)
    return redirect("proposals:draft", proposal.key, "lampiran")
