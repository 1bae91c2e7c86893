"""Pendelegasian pengesahan: who publishes results in the head's name, until when, on what paper."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.second_factor import demand_fresh_proof
from core.errors import NotAllowed
from core.quarantine import ScanState
from core.serving import file_response
from core.uploads import UploadRefused
from stakeholders.delegating import grant_delegation, revoke_delegation
from stakeholders.forms.offices import DelegationForm
from stakeholders.models import Delegation
from stakeholders.views.frame import act

DELEGATIONS = "stakeholders:delegations"


def delegations(request: HttpRequest) -> HttpResponse:
    """What there is, and one more."""
    form = DelegationForm(request.POST or None, request.FILES or None, head=request.user)
    if request.method == "POST":
        demand_fresh_proof(request)
        if form.is_valid() and _grant(request, form):
            messages.success(request, _("Pendelegasian diberikan dan dikabarkan kepada penerimanya."))
            return redirect(DELEGATIONS)
    context = {"form": form, "delegations": Delegation.objects.for_listing()}
    return render(request, "stakeholders/delegations.html", context)


def _grant(request: HttpRequest, form: DelegationForm) -> bool:
    try:
        grant_delegation(form.cleaned_data["file"], actor=request.user, values=form.values)
    except UploadRefused as refused:
        form.add_error("file", refused)
    except NotAllowed as refused:
        form.add_error(None, refused.message)
    else:
        return True
    return False


def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Cabut, at once."""
    found = get_object_or_404(Delegation.objects.for_listing(), pk=pk)
    done = _("Pendelegasian kepada %(name)s dicabut.") % {"name": found.delegate or _("akun yang dihapus")}
    return act(request, lambda: revoke_delegation(found, actor=request.user), done=done, back=DELEGATIONS)


def approval(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The written approval; nobody is handed it before the scanner has called it clean."""
    found = get_object_or_404(Delegation, pk=pk, scan=ScanState.CLEAN)
    return file_response(found.file, name=found.original_name, content_type=found.content_type)
