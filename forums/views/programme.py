"""Susunan acara and kriteria penilaian of a forum: each saved as a whole."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.errors import NotAllowed
from forums.criteria import fill_criteria, save_criteria, scored_refusal
from forums.day import programme_minutes, timetable
from forums.forms.criteria import criterion_forms
from forums.forms.programme import programme_forms
from forums.programme import fill_programme, save_programme
from forums.sections import sections
from forums.views.manage import managed_forum
from forums.views.rows import DONE, keep_rows, moved_row


def programme(request: HttpRequest, year: int) -> HttpResponse:
    """Susunan acara: what, for how long, who is in charge; the hours follow from when the forum begins."""
    forum = managed_forum(request, year)
    formset = programme_forms(forum, request.POST or None)
    moved = moved_row(request, formset)
    status = keep_rows(request, formset, partial(save_programme, forum, actor=request.user, **moved))
    if status == DONE:
        messages.success(request, _("Susunan acara disimpan."))
        return redirect("forums:programme", year)
    hours = {slot.item.pk: slot for slot in timetable(forum, forum.programme.all())}
    context = {
        "forum": forum,
        "formset": formset,
        "rows": [(form, hours.get(form.instance.pk)) for form in formset],
        "minutes": programme_minutes(forum),
        "sections": sections(forum, "forums:programme"),
    }
    return render(request, "forums/programme.html", context, status=status)


def criteria(request: HttpRequest, year: int) -> HttpResponse:
    """Kriteria: weights that make 100, and what each mark means; only to be read once somebody has scored."""
    forum = managed_forum(request, year)
    formset = criterion_forms(forum, request.POST or None)
    moved = moved_row(request, formset)
    status = keep_rows(request, formset, partial(save_criteria, forum, actor=request.user, **moved))
    if status == DONE:
        messages.success(request, _("Kriteria penilaian disimpan."))
        return redirect("forums:criteria", year)
    context = {
        "forum": forum,
        "formset": formset,
        "fixed": scored_refusal(forum),
        "total": sum(row.weight for row in forum.criteria.all()),
        "sections": sections(forum, "forums:criteria"),
    }
    return render(request, "forums/criteria.html", context, status=status)


def programme_fill(request: HttpRequest, year: int) -> HttpResponse:
    """The usual susunan acara, to be adjusted."""
    return _fill(request, year, fill_programme, "forums:programme")


def criteria_fill(request: HttpRequest, year: int) -> HttpResponse:
    """The usual criteria, to be adjusted."""
    return _fill(request, year, fill_criteria, "forums:criteria")


def _fill(request: HttpRequest, year: int, verb, back: str) -> HttpResponse:
    try:
        verb(managed_forum(request, year), actor=request.user)
    except NotAllowed as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Isian baku disalin. Sesuaikan dengan kebutuhan forum ini."))
    return redirect(back, year)
