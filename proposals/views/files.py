"""Files of proposals, for those who may read them."""

from allauth.account.adapter import get_adapter
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from audit.handing_out import record_handed_out
from core.serving import file_response
from proposals.models import Attachment, Proposal
from proposals.views.held import becomes_holder, held_rows


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
