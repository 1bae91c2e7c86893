"""Konsol sidang: the agenda, the proposal that is discussed, notes; beginning, leading on, ending."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.errors import NotAllowed
from core.versions import attempt
from meetings import running
from meetings.board import board_of, reading_of
from meetings.forms.deciding import ItemResultForm, chosen_outcome
from meetings.forms.notes import NotesForm, SittingNotesForm
from meetings.models import AgendaItem, Sitting
from meetings.running import SittingMoved, screen_token
from meetings.sentences import by_code


def run_sitting(request: HttpRequest, pk: int) -> Sitting:
    """The session, if this person may run it."""
    rows = Sitting.objects.run_by(request.user).select_related("forum", "urusan", "current")
    return get_object_or_404(rows, pk=pk)


def item_of(sitting: Sitting, pk: int) -> AgendaItem:
    found = get_object_or_404(sitting.items.select_related("proposal__forum"), pk=pk)
    found.sitting = sitting
    return found


def console_url(sitting: Sitting, item: AgendaItem | None = None) -> str:
    address = reverse("meetings:console", args=[sitting.pk])
    return f"{address}?acara={item.pk}#acara" if item else address


def sittings_to_run(request: HttpRequest) -> HttpResponse:
    """Sidang: the sessions of the newest forum that this person may run, and the ways into them."""
    rows = Sitting.objects.run_by(request.user).with_progress().select_related("forum", "urusan")
    newest = rows.order_by("-forum__plan_year").values_list("forum__plan_year", flat=True).first()
    found = rows.filter(forum__plan_year=newest).by_state()
    return render(request, "meetings/run.html", {"sittings": found, "year": newest})


def console(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of the session; `?acara=` shows another proposal than the discussed one, `?hasil=` opens the form."""
    return console_page(request, run_sitting(request, pk), shown=request.GET.get("acara", ""))


def console_page(
    request: HttpRequest,
    sitting: Sitting,
    *,
    shown: str = "",
    form=None,
    notes=None,
    besides=None,
    saved=(),
    moved="",
) -> HttpResponse:
    """The console with a form as it was sent, or as it opens. `saved`: what somebody else saved meanwhile (409)."""
    board = board_of(sitting, shown)
    context = {"sitting": sitting, "board": board, "screen_is_open": bool(screen_token(sitting))}
    if board.shown:
        item = board.shown.item
        item.sitting = sitting
        context |= reading_of(item, request.user)
        context["notes"] = notes or NotesForm(instance=item)
        context["form"] = form or _opened_form(request, context, sitting)
    context |= {"saved": saved, "moved": moved, "previous": board.beside(-1), "following": board.beside(1)}
    context["sentences"] = by_code(context["form"].chosen, sitting) if context.get("form") else []
    context["besides"] = besides or SittingNotesForm(instance=sitting)
    stale = bool(saved or moved or (notes and notes.conflict) or (besides and besides.conflict))
    return render(request, "meetings/console.html", context, status=409 if stale else 200)


def _opened_form(request: HttpRequest, reading: dict, sitting: Sitting) -> ItemResultForm | None:
    """The form of the outcome whose button was pressed."""
    outcome = chosen_outcome(request.GET, reading["outcomes"])
    if reading["problem"] or not outcome or sitting.state == Sitting.State.PLANNED:
        return None
    suggested = {"parent": request.GET["induk"]} if request.GET.get("induk") else {}
    form = ItemResultForm(
        proposal=reading["proposal"], pending=reading["pending"], outcome=outcome, sitting=sitting
    )
    form.initial = {**form.initial, **suggested}
    return form


def console_part(request: HttpRequest, pk: int) -> HttpResponse:
    """The agenda and where things stand, asked for every few seconds; 204 where nothing was recorded since."""
    sitting = run_sitting(request, pk)
    board = board_of(sitting, request.GET.get("acara", ""))
    if request.GET.get("sejak") == str(board.since):
        return HttpResponse(status=204)
    context = {"sitting": sitting, "board": board, "seen": request.GET.get("hasil", "0")}
    return render(request, "meetings/console_board.html", context)


def sitting_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Mulai sidang."""
    sitting = run_sitting(request, pk)
    try:
        running.open_sitting(sitting, actor=request.user)
    except NotAllowed as refused:
        messages.error(request, refused.message)
    return redirect(console_url(sitting))


def sitting_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Tutup sidang, after a look at what has no result."""
    sitting = run_sitting(request, pk)
    if request.method != "POST":
        return render(request, "meetings/close.html", {"sitting": sitting, "board": board_of(sitting)})
    try:
        running.close_sitting(sitting, actor=request.user)
    except NotAllowed as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Sidang ditutup."))
    return redirect(console_url(sitting))


def item_take_up(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Lead the session on to this proposal."""
    sitting = run_sitting(request, pk)
    found = item_of(sitting, item)
    seen = request.POST.get("sedang", "")
    try:
        running.take_up_item(sitting, found, actor=request.user, seen=int(seen) if seen.isdecimal() else 0)
    except SittingMoved as refused:
        return console_page(request, run_sitting(request, pk), moved=refused.message)
    except NotAllowed as refused:
        messages.error(request, refused.message)
    return redirect(console_url(sitting, found))


def item_notes(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Keep the notes of a proposal; the script that saves while somebody types gets what it needs to go on."""
    sitting = run_sitting(request, pk)
    found = item_of(sitting, item)
    form = NotesForm(request.POST, instance=found)

    def save():
        kept = running.save_notes(
            item_of(sitting, item), actor=request.user, notes=form.values["notes"], version=form.based_on
        )
        form.saved_version = kept.version

    is_saved = form.is_valid() and attempt(form, save)
    if request.htmx:
        context = {"notes": form, "is_saved": is_saved}
        return render(request, "meetings/notes_state.html", context, status=_status(form))
    if is_saved:
        messages.success(request, _("Catatan disimpan."))
        return redirect(console_url(sitting, found))
    return console_page(request, sitting, shown=str(item), notes=form)


def sitting_notes(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was said besides the proposals."""
    sitting = run_sitting(request, pk)
    form = SittingNotesForm(request.POST, instance=sitting)

    def save():
        running.save_sitting_notes(
            run_sitting(request, pk), actor=request.user, notes=form.values["notes"], version=form.based_on
        )

    if form.is_valid() and attempt(form, save):
        messages.success(request, _("Catatan sidang disimpan."))
        return redirect(console_url(sitting))
    return console_page(request, run_sitting(request, pk), besides=form)


def _status(form: NotesForm) -> int:
    if form.conflict:
        return 409
    return 422 if form.errors else 200
