"""Pengaturan → Pejabat: who signs, and the roles that end with the office."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from stakeholders import offices as verbs
from stakeholders.forms.offices import OfficialForm
from stakeholders.models import Official
from stakeholders.sections import sections
from stakeholders.views.frame import act, form_page

OFFICIALS = "stakeholders:officials"


def officials(request: HttpRequest) -> HttpResponse:
    """Who signs, the newest first; the one who signs today is marked."""
    context = {
        "officials": Official.objects.select_related("user"),
        "signer": Official.objects.signer_on(timezone.localdate()),
        "sections": sections(OFFICIALS),
    }
    return render(request, "stakeholders/officials.html", context)


def official_new(request: HttpRequest) -> HttpResponse:
    form = OfficialForm(request.POST or None)
    page = {
        "title": _("Tambah pejabat"),
        "lead": _(
            "Tanggal dokumen menentukan siapa yang menandatanganinya. Plh. didahulukan, lalu Plt., lalu pejabat "
            "definitif; yang menandatangani a.n. hanya bila tidak ada mereka."
        ),
        "button": _("Tambah pejabat"),
    }

    def add() -> Official:
        roles = form.cleaned_data["roles"]
        return verbs.add_official(values=form.values, roles=roles, actor=request.user)

    return form_page(request, form, add, section=OFFICIALS, done=_("Pejabat ditambahkan."), page=page)


def official(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Official, pk=pk)
    page = {
        "title": found.name,
        "lead": _("Bila jabatannya berakhir, isi tanggal akhir dan tambahkan pejabat yang baru."),
        "button": _("Simpan pejabat"),
        "official": found,
        "template": "stakeholders/official.html",
    }
    form = OfficialForm(request.POST or None, instance=Official.objects.get(pk=pk))

    def save() -> Official:
        roles = form.cleaned_data["roles"]
        return verbs.change_official(
            found, values=form.values, version=form.based_on, roles=roles, actor=request.user
        )

    return form_page(request, form, save, section=OFFICIALS, done=_("Pejabat disimpan."), page=page)


def official_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Akhiri jabatan, from today on; the account loses the roles of the office at once."""
    found = get_object_or_404(Official, pk=pk)
    return act(
        request,
        lambda: verbs.end_official(found, actor=request.user),
        done=_("Jabatan %(name)s diakhiri, beserta peran yang melekat padanya.") % {"name": found.name},
        back=OFFICIALS,
    )
