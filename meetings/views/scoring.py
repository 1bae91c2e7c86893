"""Penilaian: the sessions to score, the sheet of one as a table, and the ranking that comes of it."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forums.models import Forum
from meetings.errors import SessionRefused
from meetings.forms.scoring import Sheet
from meetings.models import AgendaItem, Sitting
from meetings.ranking import read_ranking
from meetings.scoring import Saved, save_marks
from meetings.tabs import tabs


def scored_sitting(request: HttpRequest, year: int, pk: int) -> Sitting:
    """A session of that year's forum, for who may score; 404 otherwise."""
    forums = Forum.objects.visible_to(request.user).filter(plan_year=year)
    rows = Sitting.objects.filter(forum__in=forums).select_related("forum", "urusan")
    return get_object_or_404(rows, pk=pk)


def read_sheet(request: HttpRequest, sitting: Sitting, *, number: str = "", data=None) -> Sheet:
    """The sheet of this person, with what was sent where something was; of one proposal where a number is given."""
    items = sitting.items.with_proposals().with_score(request.user)
    items = items.filter(proposal__number=number) if number else items
    criteria = list(sitting.forum.criteria.all())
    return Sheet(sitting, request.user, items=list(items), criteria=criteria, data=data)


def save_sheet(request: HttpRequest, sitting: Sitting, sent: Sheet) -> tuple[str, Saved]:
    """What is wrong with what was sent ("" when nothing), and what came of it."""
    if not sent.is_valid:
        return _("Ada nilai yang tidak dikenal. Pilih 1 sampai 5, lalu simpan lagi."), Saved()
    try:
        saved = save_marks(sitting, actor=request.user, typed=sent.typed)
    except SessionRefused as refused:
        return refused.message, Saved()
    sent.show_conflicts(saved.stale)
    return "", saved


def tell_saved(request: HttpRequest, saved: Saved) -> None:
    n = saved.count
    words = ngettext("%(n)d nilai disimpan.", "%(n)d nilai disimpan.", n) % {"n": n}
    messages.success(request, words if n else _("Tidak ada nilai yang berubah."))


def scorings(request: HttpRequest) -> HttpResponse:
    """Penilaian usulan: the sessions of the newest forum with any, and how much of each this person has still to score."""
    forum = Forum.objects.filter(sittings__isnull=False).newest()
    left = AgendaItem.objects.unscored_by(request.user).order_by().values("sitting")
    counts = dict(left.annotate(n=Count("pk")).values_list("sitting", "n"))
    rows = Sitting.objects.of_forum(forum).with_counts() if forum else []
    shown = [{"sitting": row, "left": counts.get(row.pk, 0)} for row in rows]
    return render(request, "meetings/scorings.html", {"forum": forum, "rows": shown})


def sheet(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """The whole sheet as a table, sent as a whole."""
    sitting = scored_sitting(request, year, pk)
    found = read_sheet(request, sitting, data=request.POST if request.method == "POST" else None)
    problem = ""
    if request.method == "POST":
        problem, saved = save_sheet(request, sitting, found)
        if not problem and not saved.stale:
            tell_saved(request, saved)
            return redirect("meetings:scoring", year, pk)
    context = about_scoring(request, sitting, found, problem) | {
        "ranking": read_ranking(sitting, request.user),
        "left": sitting.items.unscored_by(request.user).count(),
    }
    return render(request, "meetings/scoring.html", context, status=409 if context["has_stale"] else 200)


def about_scoring(request: HttpRequest, sitting: Sitting, found: Sheet, problem: str) -> dict:
    """What every page of a scoring shows."""
    return {
        "forum": sitting.forum,
        "sitting": sitting,
        "sheet": found,
        "problem": problem,
        "has_stale": any(cell.stale for cell in found.sent),
        "tabs": tabs(sitting, "meetings:scoring", request.user),
        "may_close": request.user.has_perm("meetings.prepare"),
        "is_open": sitting.scoring_closed_at is None,
    }


def cell(request: HttpRequest, year: int, pk: int, number: str) -> HttpResponse:
    """One mark, sent as soon as it is chosen; the answer is the cell as it stands now, with the proposal's total."""
    sitting = scored_sitting(request, year, pk)
    sent = read_sheet(request, sitting, number=number, data=request.POST)
    if not request.htmx or not sent.sent:
        return redirect("meetings:scoring", year, pk)
    problem, saved = save_sheet(request, sitting, sent)
    shown, place = sent.lines[0], sent.lines[0].cells.index(sent.sent[0])
    if not problem and not saved.stale:
        shown = read_sheet(request, sitting, number=number).lines[0]
    context = {"sitting": sitting, "line": shown, "cell": shown.cells[place], "problem": problem}
    response = render(request, "meetings/scoring_cell.html", context | {"is_saved": bool(saved.count)})
    response.headers["HX-Trigger"] = "nilai-tersimpan"
    return response


def ranking(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """The ranking alone, fetched anew after each mark."""
    sitting = scored_sitting(request, year, pk)
    context = {"sitting": sitting, "ranking": read_ranking(sitting, request.user)}
    return render(request, "meetings/scoring_ranking.html", context)
