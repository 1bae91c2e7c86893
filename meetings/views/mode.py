"""Mode sidang: a long session in the room is not ended for want of use."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from accounts.second_factor import demand_fresh_proof
from accounts.sitting_mode import begin_sitting_mode, end_sitting_mode


def mode_begin(request: HttpRequest) -> HttpResponse:
    """For eight hours, in this browser alone; asked for with a fresh proof."""
    demand_fresh_proof(request)
    begin_sitting_mode(request.session.row, actor=request.user)
    messages.success(request, _("Mode sidang aktif di peramban ini."))
    return redirect(_back(request))


def mode_end(request: HttpRequest) -> HttpResponse:
    """Akhiri mode sidang: from now on the usual half an hour counts again."""
    end_sitting_mode(request.session.row, actor=request.user)
    messages.success(request, _("Mode sidang diakhiri."))
    return redirect(_back(request))


def _back(request: HttpRequest) -> str:
    wanted = request.POST.get("kembali", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/kerja/")
    return wanted if safe else reverse("meetings:run")
