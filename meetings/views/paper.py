"""Isi hasil dari kertas: all proposals of a session in one grid."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.errors import NotAllowed
from meetings.entering_paper import PaperRefused, enter_from_paper, held_at
from meetings.forms.paper import PaperRowForm, paper_forms
from meetings.models import AgendaItem, Sitting
from meetings.views.console import run_sitting
from stakeholders.models import Organization


def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The grid; saved all at once, or not at all with what is wrong in each row."""
    sitting = run_sitting(request, pk)
    sent = request.POST if request.method == "POST" else None
    rows = paper_forms(sitting, _items(sitting), actor=request.user, data=sent)
    problem = ""
    if sent is not None:
        problem = _save(request, sitting, rows)
        if not problem:
            return redirect(reverse("meetings:paper", args=[pk]))
    context = {
        "sitting": sitting,
        "rows": rows,
        "problem": problem,
        "mark": _mark(rows),
        "held": held_at(sitting),
        "offices": Organization.objects.proposers().order_by("name").values_list("name", flat=True),
    }
    stale = any(row.saved_now for row in rows)
    return render(request, "meetings/paper.html", context, status=409 if stale else 200)


def _mark(rows: list[PaperRowForm]) -> str:
    """Another one after every saving, by which the browser knows that what it keeps was saved."""
    return "-".join(f"{row.instance.version}.{row.pending.version if row.pending else 0}" for row in rows)


def _items(sitting: Sitting) -> list[AgendaItem]:
    """The agenda with its notes; every proposal shares one forum, so that nothing is read for each."""
    items = list(sitting.items.for_console("notes"))
    for item in items:
        item.sitting = sitting
        item.proposal.forum = sitting.forum
    return items


def _save(request: HttpRequest, sitting: Sitting, forms: list[PaperRowForm]) -> str:
    """What stands in the way, in a sentence; empty when all was saved."""
    valid = [form.is_valid() for form in forms]  # every row says what is wrong with it
    if not all(valid):
        return _("Belum ada yang disimpan. Perbaiki baris yang ditandai, lalu simpan lagi.")
    rows = [form.row_for(sitting) for form in forms]
    try:
        count = enter_from_paper(sitting, rows, actor=request.user)
    except PaperRefused as refused:
        _show(forms, refused.problems, {item.pk: item for item in _items(sitting)})
        return refused.message
    except NotAllowed as refused:
        return refused.message
    words = _("Tersimpan: %(n)s hasil dicatat dan menunggu pengesahan pimpinan.")
    messages.success(request, words % {"n": count})
    return ""


def _show(forms: list[PaperRowForm], problems: dict[int, str], fresh: dict[int, AgendaItem]) -> None:
    for form in forms:
        if form.instance.pk in problems:
            form.add_error(None, problems[form.instance.pk])
            form.stands_now(fresh[form.instance.pk])
