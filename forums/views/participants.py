"""Peserta: the list of who is invited, one by one or as a workbook that comes in and goes out."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.errors import NotAllowed
from core.excel_export import excel_response
from core.versions import attempt
from forums import overview, services
from forums.forms.participants import (
    ContactForm,
    ParticipantFileForm,
    ParticipantForm,
    ParticipantListForm,
)
from forums.models import Forum, Participant
from forums.participant_plan import NEW, plan_of
from forums.participant_table import HEAD, Line, as_csv
from forums.participants import change_participant, exported, import_participants, remove_participant
from forums.sections import sections
from forums.views.confirm import confirm
from forums.views.manage import managed_forum

LIST = "forums:participants"


def participants(request: HttpRequest, year: int) -> HttpResponse:
    """Who takes part and as what, and one more."""
    forum = managed_forum(request, year)
    form = ParticipantForm(request.POST or None, forum=forum)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        if attempt(
            form,
            lambda: services.add_participant(
                forum,
                chosen["organization"],
                actor=request.user,
                part=chosen["part"],
                contact=form.contact,
            ),
        ):
            messages.success(request, _("%(name)s ditambahkan.") % {"name": chosen["organization"]})
            return redirect(LIST, year)
    context = {
        "forum": forum,
        "form": form,
        "groups": overview.participant_groups(forum),
        "sections": sections(forum, LIST),
    }
    return render(request, "forums/participants.html", context)


def _found(request: HttpRequest, year: int, pk: int) -> Participant:
    rows = managed_forum(request, year).participants.select_related("forum", "organization")
    return get_object_or_404(rows, pk=pk)


def participant(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """As what it is invited, and how it is reached."""
    found = _found(request, year, pk)
    form = ContactForm(request.POST or None, instance=Participant.objects.get(pk=found.pk))

    def save():
        change_participant(found, actor=request.user, values=form.values, version=form.based_on)

    if request.method == "POST" and form.is_valid() and attempt(form, save):
        messages.success(request, _("Data undangan %(name)s disimpan.") % {"name": found})
        return redirect(LIST, year)
    context = {
        "forum": found.forum,
        "form": form,
        "participant": found,
        "sections": sections(found.forum, LIST),
    }
    return render(request, "forums/participant.html", context, status=409 if form.conflict else 200)


def participant_remove(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """Take an organisation off the list, after a question."""
    found = _found(request, year, pk)
    return confirm(
        request,
        lambda: remove_participant(found, actor=request.user),
        page={
            "title": _("Keluarkan dari daftar peserta?"),
            "text": _("Jawaban undangan, nama wakil, dan catatan penyampaiannya ikut terhapus."),
            "what": found,
            "button": _("Keluarkan dari daftar"),
        },
        done=_("%(name)s dikeluarkan dari daftar peserta.") % {"name": found.organization},
        back=reverse(LIST, args=[year]),
    )


def participants_export(request: HttpRequest, year: int) -> FileResponse:
    """The list as a workbook that can be changed and handed in again; also the empty one to begin with."""
    forum = managed_forum(request, year)
    head = [str(label) for label in HEAD]
    return excel_response(f"peserta-forum-{year}.xlsx", _("Peserta"), head, exported(forum))


def participants_import(request: HttpRequest, year: int) -> HttpResponse:
    """Impor daftar peserta: the file, then what it would change."""
    forum = managed_forum(request, year)
    form = ParticipantFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _preview(request, forum, form.lines)
    context = {"forum": forum, "form": form, "sections": sections(forum, LIST)}
    return render(request, "forums/participants_import.html", context)


def _preview(request: HttpRequest, forum: Forum, lines: list[Line]) -> HttpResponse:
    plan = plan_of(forum, lines)
    context = {
        "forum": forum,
        "plan": plan,
        "rows": plan.in_order,
        "counts": dict(plan.counts),
        "unknown": len(plan.unknown),
        "text": as_csv(lines),
        "sections": sections(forum, LIST),
    }
    return render(request, "forums/participants_preview.html", context)


def participants_take_over(request: HttpRequest, year: int) -> HttpResponse:
    """Ambil alih daftar ini: what was shown, read once more."""
    forum = managed_forum(request, year)
    form = ParticipantListForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Daftar itu tidak terbaca lagi. Unggah berkasnya sekali lagi."))
        return redirect("forums:participants_import", year)
    values = form.cleaned_data
    try:
        plan = import_participants(
            forum,
            values["text"],
            actor=request.user,
            mark=values["mark"],
            adds_organizations=values["adds_organizations"],
        )
    except NotAllowed as refused:
        messages.error(request, refused.message)
        return redirect("forums:participants_import", year)
    words = _("Daftar diambil alih: %(new)d peserta baru, %(changed)d diubah.")
    messages.success(request, words % {"new": plan.counts[NEW], "changed": plan.counts["changed"]})
    return redirect(LIST, year)
