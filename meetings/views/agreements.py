"""The secretariat's pages of a forum's agreements."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.versions import attempt
from forums.models import Forum
from forums.sections import sections
from forums.views.confirm import confirm
from forums.views.manage import managed_forum
from meetings import agreeing
from meetings.forms.agreements import AgreementForm
from meetings.models import Agreement


def agreements(request: HttpRequest, year: int) -> HttpResponse:
    """Kesepakatan: all of a forum, by urusan."""
    forum = managed_forum(request, year)
    context = {
        "forum": forum,
        "agreements": forum.agreements.for_listing(),
        "sections": sections(forum, "meetings:agreements"),
    }
    return render(request, "meetings/agreements.html", context)


def agreement_add(request: HttpRequest, year: int) -> HttpResponse:
    """Catat kesepakatan."""
    forum = managed_forum(request, year)
    form = AgreementForm(request.POST or None, instance=Agreement(forum=forum))

    def add():
        agreeing.add_agreement(forum, actor=request.user, values=form.values)

    if request.method == "POST" and form.is_valid() and attempt(form, add):
        messages.success(request, _("Kesepakatan dicatat."))
        return redirect("meetings:agreements", year)
    return _page(request, forum, form, None)


def agreement(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """Ubah kesepakatan."""
    forum = managed_forum(request, year)
    found = get_object_or_404(forum.agreements.select_related("forum"), pk=pk)
    form = AgreementForm(request.POST or None, instance=found)

    def save():
        agreeing.change_agreement(found, actor=request.user, values=form.values, version=form.based_on)

    if request.method == "POST" and form.is_valid() and attempt(form, save):
        messages.success(request, _("Kesepakatan disimpan."))
        return redirect("meetings:agreements", year)
    return _page(request, forum, form, found)


def _page(request: HttpRequest, forum: Forum, form: AgreementForm, found: Agreement | None) -> HttpResponse:
    context = {
        "forum": forum,
        "form": form,
        "agreement": found,
        "sections": sections(forum, "meetings:agreements"),
    }
    return render(request, "meetings/agreement.html", context, status=409 if form.conflict else 200)


def agreement_delete(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """Hapus kesepakatan, after a question."""
    forum = managed_forum(request, year)
    found = get_object_or_404(forum.agreements.select_related("forum", "urusan"), pk=pk)
    return confirm(
        request,
        lambda: agreeing.delete_agreement(found, actor=request.user),
        page={
            "title": _("Hapus kesepakatan ini?"),
            "text": _("Kesepakatan hilang dari halaman forum dan tidak dapat dikembalikan."),
            "what": found,
            "button": _("Hapus kesepakatan"),
        },
        done=_("Kesepakatan dihapus."),
        back=reverse("meetings:agreements", args=[year]),
    )
