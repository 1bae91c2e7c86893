"""Files of proposals, for those who may read them."""

from uuid import UUID

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _

from audit.handing_out import record_handed_out
from core.serving import file_response
from proposals.attachments import choose_cover_letter
from proposals.models import Attachment, Proposal
from proposals.views.held import becomes_holder, held_rows
from proposals.workflow import StepRefused


def attachment(request: HttpRequest, key) -> HttpResponseBase:
    """One file: public ones of readable proposals to all, the others to staff and to the proposer's side.

    To nobody before the scanner has called it clean.
    """
    if held := held_rows(request).filter(attachments__key=key).first():
        becomes_holder(request, held.key)
    visible = Proposal.objects.visible_to(request.user)
    found = get_object_or_404(Attachment.objects.select_related("proposal"), key=key, proposal__in=visible)
    needed = "proposals.read_content" if found.is_public else "proposals.see_contact"
    if not found.is_clean or not request.user.has_perm(needed, found.proposal):
        raise Http404
    if not found.is_public and request.user.has_perm("stakeholders.work"):
        record_handed_out(
            "proposal.read_file",
            found.proposal,
            actor=request.user,
            address=get_adapter().get_client_ip(request),
            place=request.resolver_match.view_name,
            path=request.path,
        )
    return file_response(found.file, name=found.original_name, content_type=found.content_type)


def cover_letter(request: HttpRequest, key) -> HttpResponse:
    """Say which file of a proposal is the organisation's surat pengantar, or that none is."""
    proposal = get_object_or_404(Proposal.objects.owned_by(request.user), key=key)
    try:
        wanted = UUID(request.POST.get("berkas", ""))
    except ValueError:
        wanted = None
    try:
        choose_cover_letter(proposal, proposal.attachments.filter(key=wanted).first(), actor=request.user)
        messages.success(request, _("Pilihan surat pengantar disimpan."))
    except StepRefused as refused:
        messages.error(request, refused.message)
        return redirect("proposals:mine")
    return redirect("proposals:draft", key, "lampiran")
