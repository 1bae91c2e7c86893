"""The secretariat's pages of a forum's sessions: the list, one press that makes them, their facts."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.errors import NotAllowed
from core.versions import attempt
from forums.models import Forum
from forums.sections import sections
from forums.views.confirm import confirm
from forums.views.manage import managed_forum
from meetings import preparing
from meetings.agenda import clashes
from meetings.forms.sittings import SittingForm
from meetings.models import Sitting


def prepared_sitting(request: HttpRequest, year: int, pk: int) -> Sitting:
    """A session of that year's forum, for who may prepare it; 404 otherwise."""
    rows = managed_forum(request, year).sittings.select_related("forum", "urusan")
    return get_object_or_404(rows, pk=pk)


def sittings(request: HttpRequest, year: int) -> HttpResponse:
    """Sidang: all of a forum in their order, and what is in each other's way."""
    forum = managed_forum(request, year)
    rows = list(Sitting.objects.of_forum(forum).with_counts())
    context = {
        "forum": forum,
        "sittings": rows,
        "clashes": clashes(rows),
        "sections": sections(forum, "meetings:sittings"),
    }
    return render(request, "meetings/sittings.html", context)


def sittings_prepare(request: HttpRequest, year: int) -> HttpResponse:
    """Siapkan sidang per urusan."""
    forum = managed_forum(request, year)
    try:
        made = preparing.prepare_sittings(forum, actor=request.user)
    except NotAllowed as refused:
        messages.error(request, refused.message)
    else:
        words = ngettext("%(n)d sidang disiapkan.", "%(n)d sidang disiapkan.", len(made)) % {"n": len(made)}
        messages.success(request, words if made else _("Setiap urusan sudah mempunyai sidang."))
    return redirect("meetings:sittings", year)


def sitting_add(request: HttpRequest, year: int) -> HttpResponse:
    """Tambah sidang."""
    forum = managed_forum(request, year)
    form = SittingForm(request.POST or None, instance=Sitting(forum=forum))

    def add():
        preparing.add_sitting(forum, actor=request.user, values=form.values)

    if request.method == "POST" and form.is_valid() and attempt(form, add):
        messages.success(request, _("Sidang ditambahkan."))
        return _to_list(request, forum)
    return _page(request, forum, form, None)


def sitting_edit(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """Ubah sidang."""
    found = prepared_sitting(request, year, pk)
    form = SittingForm(request.POST or None, instance=Sitting.objects.get(pk=pk))

    def save():
        preparing.change_sitting(found, actor=request.user, values=form.values, version=form.based_on)

    if request.method == "POST" and form.is_valid() and attempt(form, save):
        messages.success(request, _("Sidang disimpan."))
        return _to_list(request, found.forum)
    return _page(request, found.forum, form, found)


def _to_list(request: HttpRequest, forum: Forum) -> HttpResponse:
    """Back to the list, with a warning where two sessions are in each other's way."""
    for words in clashes(Sitting.objects.of_forum(forum)):
        messages.warning(request, words)
    return redirect("meetings:sittings", forum.plan_year)


def _page(request: HttpRequest, forum: Forum, form: SittingForm, found: Sitting | None) -> HttpResponse:
    context = {
        "forum": forum,
        "form": form,
        "sitting": found,
        "sections": sections(forum, "meetings:sittings"),
    }
    return render(request, "meetings/sitting.html", context, status=409 if form.conflict else 200)


def sitting_delete(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """Hapus sidang, after a question."""
    found = prepared_sitting(request, year, pk)
    return confirm(
        request,
        lambda: preparing.delete_sitting(found, actor=request.user),
        page={
            "title": _("Hapus sidang ini?"),
            "text": _("Usulan dalam agendanya tidak hilang; masukkan lagi ke agenda sidang lain."),
            "what": found,
            "button": _("Hapus sidang"),
        },
        done=_("Sidang dihapus."),
        back=reverse("meetings:sittings", args=[year]),
    )
