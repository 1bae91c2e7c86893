"""The page of files: add some, take one off, go on."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from proposals.attachments import add_attachment, kinds_taken, remove_attachment
from proposals.choices import EDITABLE_STATES
from proposals.forms.draft import FilesForm
from proposals.models import Proposal
from proposals.views.draft_steps import files_of, go_on, own_proposal, page_context
from proposals.views.kept_text import sign_in_keeping_text
from proposals.workflow import StepRefused


@sign_in_keeping_text
def draft_files(request: HttpRequest, key) -> HttpResponse:
    """The page of files: add some, take one off, go on."""
    proposal = own_proposal(request, key=key)
    if proposal.status not in EDITABLE_STATES:
        return redirect("proposals:detail", proposal.number)
    form = FilesForm(request.POST or None, request.FILES or None, kinds=kinds_taken(proposal))
    if request.method == "POST":
        if "hapus" in request.GET:
            return _remove_file(request, proposal)
        if form.is_valid():
            _add_files(request, proposal, form)
        if form.is_valid():
            stay = "unggah" in request.POST
            return redirect(request.get_full_path()) if stay else go_on(request, proposal, "lampiran")
    context = page_context(proposal, "lampiran") | {"form": form, "files": files_of(proposal)}
    context["room"] = settings.UPLOAD_MAX_FILES - len(context["files"])
    return render(request, "proposals/draft_files.html", context)


def _add_files(request: HttpRequest, proposal: Proposal, form: FilesForm) -> None:
    """Store each file; those that are refused become errors of the form, the others are kept.

    As many as a proposal may have are read at once: reading one may take seconds.
    """
    files, most = form.cleaned_data["files"], settings.UPLOAD_MAX_FILES
    if len(files) > most:
        form.add_error(
            "files", _("Paling banyak %(n)d berkas sekali unggah; yang lain diabaikan.") % {"n": most}
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
        messages.success(request, _("Berkas “%(name)s” dihapus.") % {"name": attachment.original_name})
    return redirect("proposals:draft", proposal.key, "lampiran")
