"""Pengaturan → Bidang, Instansi peserta."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from stakeholders import services
from stakeholders.forms.filters import OrganizationFilter
from stakeholders.forms.rows import OrganizationForm, UnitForm
from stakeholders.models import Organization, Unit
from stakeholders.sections import sections
from stakeholders.views.frame import act, form_page, list_page

UNITS, ORGANIZATIONS = "stakeholders:units", "stakeholders:organizations"


def units(request: HttpRequest) -> HttpResponse:
    """The host's bidang and the urusan that they handle."""
    rows = Unit.objects.prefetch_related("urusan")
    return render(request, "stakeholders/units.html", {"units": rows, "sections": sections(UNITS)})


def unit_new(request: HttpRequest) -> HttpResponse:
    form = UnitForm(request.POST or None)
    page = {"title": _("Tambah bidang"), "button": _("Tambah bidang")}

    def add() -> Unit:
        return services.add_unit(values=form.values, actor=request.user)

    return form_page(request, form, add, section=UNITS, done=_("Bidang ditambahkan."), page=page)


def unit(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Unit, pk=pk)
    page = {"title": found.name, "button": _("Simpan bidang")}
    form = UnitForm(request.POST or None, instance=found)

    def save() -> Unit:
        return services.change_unit(found, values=form.values, version=form.based_on, actor=request.user)

    return form_page(request, form, save, section=UNITS, done=_("Bidang disimpan."), page=page)


def organizations(request: HttpRequest) -> HttpResponse:
    """Everybody who takes part besides the host."""
    rows = Organization.objects.participants().order_by("name")
    filters = OrganizationFilter(request.GET)
    return list_page(
        request, filters, rows, section=ORGANIZATIONS, template="stakeholders/organizations.html"
    )


def organization_new(request: HttpRequest) -> HttpResponse:
    form = OrganizationForm(request.POST or None)
    page = {"title": _("Tambah instansi"), "button": _("Tambah instansi")}

    def add() -> Organization:
        return services.add_organization(values=form.values, actor=request.user)

    return form_page(request, form, add, section=ORGANIZATIONS, done=_("Instansi ditambahkan."), page=page)


def organization(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Organization.objects.participants(), pk=pk)
    page = {
        "title": found.name,
        "button": _("Simpan instansi"),
        "organization": found,
        "template": "stakeholders/organization.html",
    }
    form = OrganizationForm(request.POST or None, instance=found)

    def save() -> Organization:
        return services.change_organization(
            found, values=form.values, version=form.based_on, actor=request.user
        )

    return form_page(request, form, save, section=ORGANIZATIONS, done=_("Instansi disimpan."), page=page)


def organization_status(request: HttpRequest, pk: int) -> HttpResponse:
    """Nonaktifkan, or aktifkan kembali."""
    found = get_object_or_404(Organization.objects.participants(), pk=pk)
    is_active = "aktifkan" in request.POST
    return act(
        request,
        lambda: services.set_organization_active(found, is_active, actor=request.user),
        done=_("Instansi diaktifkan kembali.") if is_active else _("Instansi dinonaktifkan."),
        back="stakeholders:organization",
        args=(pk,),
    )
