"""The secretariat's pages of a forum's agreements."""

from types import SimpleNamespace

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import NotAllowed
from core.versions import attempt
from forums.models import Forum
from forums.sections import sections
from forums.views.confirm import confirm
from forums.views.manage import managed_forum
from meetings import agreeing, following
from meetings.forms.agreements import AgreementForm
from meetings.models import Agreement
from meetings.querysets.agreements import LATE, OPEN

STATE = Agreement.State


def agreements(request: HttpRequest, year: int) -> HttpResponse:
    """Kesepakatan: all of a forum by urusan, or of one state; above them what earlier forums left open."""
    forum = managed_forum(request, year)
    wanted = request.GET.get("keadaan", "")
    rows = forum.agreements.for_listing()
    context = {
        "forum": forum,
        "wanted": wanted,
        "tabs": _tabs(forum, wanted),
        "agreements": rows.in_state(wanted),
        "earlier": Agreement.objects.open_before(forum).for_listing() if wanted in ("", LATE) else [],
        "sections": sections(forum, "meetings:agreements"),
    }
    return render(request, "meetings/agreements.html", context)


def _tabs(forum: Forum, wanted: str) -> list[SimpleNamespace]:
    """All, each state, and what is late, with how many there are; in one query."""
    late = Q(state__in=OPEN, continued__isnull=True, due_on__lt=timezone.localdate())
    counted = {value: Count("pk", filter=Q(state=value)) for value in STATE.values}
    counts = forum.agreements.order_by().aggregate(
        **{"": Count("pk"), LATE: Count("pk", filter=late)} | counted
    )
    labels = {"": _("Semua"), LATE: _("Lewat tenggat"), **{str(one): str(one.label) for one in STATE}}
    return [
        SimpleNamespace(
            label=label, count=counts[name], url=f"?keadaan={name}" if name else "?", current=name == wanted
        )
        for name, label in labels.items()
    ]


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


def agreement_edit(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """Ubah kesepakatan."""
    forum = managed_forum(request, year)
    found = get_object_or_404(forum.agreements.select_related("forum"), pk=pk)
    form = AgreementForm(request.POST or None, instance=found)

    def save():
        agreeing.change_agreement(found, actor=request.user, values=form.values, version=form.based_on)

    if request.method == "POST" and form.is_valid() and attempt(form, save):
        messages.success(request, _("Kesepakatan disimpan."))
        return redirect("meetings:agreement", year, pk)
    return _page(request, forum, form, found)


def _page(request: HttpRequest, forum: Forum, form: AgreementForm, found: Agreement | None) -> HttpResponse:
    context = {
        "forum": forum,
        "form": form,
        "agreement": found,
        "sections": sections(forum, "meetings:agreements"),
    }
    return render(request, "meetings/agreement_edit.html", context, status=409 if form.conflict else 200)


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


def agreement_continue(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """Lanjutkan: an open agreement of an earlier forum goes on as one of this forum."""
    forum = managed_forum(request, year)
    found = get_object_or_404(Agreement.objects.filter(forum__plan_year__lt=year), pk=pk)
    try:
        made = following.continue_agreement(found, forum, actor=request.user)
    except NotAllowed as refused:
        messages.error(request, refused.message)
        return redirect("meetings:agreements", year)
    messages.success(request, _("Kesepakatan dilanjutkan. Periksa tenggat dan penanggung jawabnya."))
    return redirect("meetings:agreement_edit", year, made.pk)
