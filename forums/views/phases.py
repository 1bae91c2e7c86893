"""The phases of a forum, saved together."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.errors import NotAllowed
from core.versions import StaleSave
from forums import services
from forums.forms.phases import BasePhaseFormSet, phase_forms
from forums.models import Forum
from forums.sections import sections
from forums.views.manage import managed_forum


def phases(request: HttpRequest, year: int) -> HttpResponse:
    """Tahapan: name, dates, what is open; a moved date that the public knows needs a note."""
    forum = managed_forum(request, year)
    formset = phase_forms(forum, request.POST or None)
    status = 200
    if request.method == "POST" and formset.is_valid():
        try:
            _save(formset, forum, request.user)
        except StaleSave as stale:
            status = 409
            _form_of(formset, stale).show_conflict(stale)
        except NotAllowed as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("Tahapan disimpan."))
            return redirect("forums:phases", year)
    context = {"forum": forum, "formset": formset, "sections": sections(forum, "forums:phases")}
    return render(request, "forums/phases.html", context, status=status)


def _save(formset: BasePhaseFormSet, forum: Forum, actor) -> None:
    rows = formset.rows
    services.save_phases(
        forum,
        actor=actor,
        added=[form.values for form in rows if not form.instance.pk],
        changed=[(form.instance, form.values, form.based_on) for form in rows if form.instance.pk],
        deleted=[form.instance for form in formset.deleted_forms],
    )


def _form_of(formset: BasePhaseFormSet, stale: StaleSave):
    return next(form for form in formset.forms if form.instance.pk == stale.row.pk)
