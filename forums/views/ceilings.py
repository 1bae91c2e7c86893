"""The ceilings of a forum: a dated series, of which the newest of each source counts."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.versions import attempt
from forums import services
from forums.forms.ceilings import CeilingForm
from forums.models import Ceiling, Forum
from forums.sections import sections
from forums.views.confirm import confirm
from forums.views.manage import managed_forum
from urusan.models import Edition
from urusan.reference import funding_sources


def ceilings(request: HttpRequest, year: int) -> HttpResponse:
    """Pagu indikatif: the series, what is in force, and one more."""
    forum = managed_forum(request, year)
    form = CeilingForm(request.POST or None)

    def add():
        services.add_ceiling(forum, actor=request.user, values=form.values)

    if request.method == "POST" and form.is_valid() and attempt(form, add):
        messages.success(request, _("Pagu ditambahkan."))
        return redirect("forums:ceilings", year)
    context = {
        "rows": forum.ceilings.all(),
        "in_force": set(forum.ceilings.in_force().values_list("pk", flat=True)),
        "total": forum.ceilings.total(),
    }
    return _page(request, "forums/ceilings.html", forum, form, context)


def ceiling(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """Correct one ceiling."""
    forum = managed_forum(request, year)
    found = get_object_or_404(forum.ceilings.select_related("forum"), pk=pk)
    form = CeilingForm(request.POST or None, instance=found)

    def save():
        services.change_ceiling(
            Ceiling(pk=pk, forum=forum), actor=request.user, values=form.values, version=form.based_on
        )

    if request.method == "POST" and form.is_valid() and attempt(form, save):
        messages.success(request, _("Pagu disimpan."))
        return redirect("forums:ceilings", year)
    return _page(request, "forums/ceiling.html", forum, form, {"ceiling": Ceiling.objects.get(pk=pk)})


def _page(
    request: HttpRequest, template: str, forum: Forum, form: CeilingForm, context: dict
) -> HttpResponse:
    edition = Edition.objects.for_plan_year(forum.plan_year)
    context |= {
        "forum": forum,
        "form": form,
        "sections": sections(forum, "forums:ceilings"),
        "sources": funding_sources(edition.slug if edition else ""),
    }
    return render(request, template, context, status=409 if form.conflict else 200)


def ceiling_delete(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """Hapus pagu, after a question."""
    forum = managed_forum(request, year)
    found = get_object_or_404(forum.ceilings.select_related("forum"), pk=pk)
    return confirm(
        request,
        lambda: services.delete_ceiling(found, actor=request.user),
        page={
            "title": _("Hapus pagu ini?"),
            "text": _("Pagu yang sudah diganti sebaiknya tetap disimpan, agar riwayatnya terbaca."),
            "what": found,
            "button": _("Hapus pagu"),
        },
        done=_("Pagu dihapus."),
        back=reverse("forums:ceilings", args=[year]),
    )
