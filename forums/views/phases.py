"""The phases of a forum, saved together."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from forums import services
from forums.forms.phases import phase_forms
from forums.sections import sections
from forums.views.manage import managed_forum
from forums.views.rows import DONE, keep_rows


def phases(request: HttpRequest, year: int) -> HttpResponse:
    """Tahapan: name, dates, what is open; a moved date that the public knows needs a note."""
    forum = managed_forum(request, year)
    formset = phase_forms(forum, request.POST or None)
    status = keep_rows(request, formset, partial(services.save_phases, forum, actor=request.user))
    if status == DONE:
        messages.success(request, _("Tahapan disimpan."))
        return redirect("forums:phases", year)
    context = {"forum": forum, "formset": formset, "sections": sections(forum, "forums:phases")}
    return render(request, "forums/phases.html", context, status=status)
