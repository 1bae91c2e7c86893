"""Pengaturan → Instansi, and the logo that everybody may see."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import condition

from core.serving import file_response
from core.versions import attempt
from stakeholders.forms.host import HostForms
from stakeholders.models import Host, Organization
from stakeholders.sections import sections
from stakeholders.services import change_host

LOGO_SECONDS = 3600
TYPES = {"png": "image/png", "jpg": "image/jpeg"}


def host(request: HttpRequest) -> HttpResponse:
    """Name, address and kop of the host, with the kop as it will be printed; `pratinjau` shows it without saving."""
    organization, row = _host()
    form = HostForms(request.POST or None, request.FILES or None, organization=organization, host=row)
    only_look = "pratinjau" in request.POST
    if form.is_valid() and not only_look and attempt(form, lambda: _save(request, form)):
        messages.success(request, _("Pengaturan instansi sudah disimpan."))
        return redirect("stakeholders:host")
    context = {
        "form": form,
        "letterhead": form.letterhead,
        "saved": row,
        "sections": sections("stakeholders:host"),
    }
    template = "stakeholders/host.html#kop" if request.htmx and only_look else "stakeholders/host.html"
    return render(request, template, context, status=409 if form.conflict else 200)


def _save(request: HttpRequest, form: HostForms) -> Host:
    return change_host(actor=request.user, **form.values)


def _host() -> tuple[Organization, Host]:
    """What is saved, or empty rows before anything is."""
    organization = Organization.objects.host() or Organization(is_host=True)
    row = Host.objects.filter(organization=organization).first() if organization.pk else None
    return organization, row or Host(organization=organization)


def _logo_etag(request: HttpRequest) -> str | None:
    name = Host.objects.values_list("logo", flat=True).first()
    return quote_etag(name) if name else None


@condition(etag_func=_logo_etag)
def logo(request: HttpRequest) -> HttpResponseBase:
    """The host's logo, to be kept for an hour."""
    row = Host.objects.first()
    if row is None or not row.logo:
        raise Http404
    extension = row.logo.name.rpartition(".")[2].lower()
    response = file_response(
        row.logo, name=f"logo.{extension}", content_type=TYPES.get(extension, "image/png"), inline=True
    )
    response.headers["Cache-Control"] = f"public, max-age={LOGO_SECONDS}"
    return response
