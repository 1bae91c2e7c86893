"""Scoring one proposal on a screen of its own, leaving it to others, and closing the scoring of a session."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.errors import NotAllowed
from forums.views.confirm import confirm
from meetings import scoring
from meetings.models import Sitting
from meetings.views.scoring import about_scoring, read_sheet, save_sheet, scored_sitting, tell_saved
from proposals.models import Proposal


def one(request: HttpRequest, year: int, pk: int, number: str) -> HttpResponse:
    """A proposal with what it asks for, and each criterion with the meaning of its five marks."""
    sitting = scored_sitting(request, year, pk)
    data = request.POST if request.method == "POST" else None
    found = read_sheet(request, sitting, number=number, data=data)
    if not found.lines:
        raise Http404
    problem = ""
    if request.method == "POST":
        problem, saved = save_sheet(request, sitting, found)
        if not problem and not saved.stale:
            return _onwards(request, sitting, number, saved)
    context = about_scoring(request, sitting, found, problem)
    context |= {"line": found.lines[0], **_neighbours(sitting, number)}
    return render(request, "meetings/scoring_one.html", context, status=409 if context["has_stale"] else 200)


def _numbers(sitting: Sitting) -> list[str]:
    return list(sitting.items.order_by("order", "pk").values_list("proposal__number", flat=True))


def _neighbours(sitting: Sitting, number: str) -> dict:
    """Where it stands among how many, and the ones before and after it."""
    numbers = _numbers(sitting)
    place = numbers.index(number)
    return {
        "place": place + 1,
        "total": len(numbers),
        "before": numbers[place - 1] if place else "",
        "after": numbers[place + 1] if place + 1 < len(numbers) else "",
    }


def _onwards(request: HttpRequest, sitting: Sitting, number: str, saved: scoring.Saved) -> HttpResponse:
    """To the next proposal that this person has still to score, for "Simpan dan nilai berikutnya"; else back to the sheet."""
    tell_saved(request, saved)
    left = sitting.items.unscored_by(request.user).order_by("order", "pk").exclude(proposal__number=number)
    following = left.values_list("proposal__number", flat=True).first()
    args = [sitting.forum.plan_year, sitting.pk]
    if "berikutnya" in request.POST and following:
        return redirect("meetings:scoring_one", *args, following)
    return redirect("meetings:scoring", *args)


def _proposal(sitting: Sitting, number: str) -> Proposal:
    return get_object_or_404(Proposal.objects.filter(agenda_item__sitting=sitting), number=number)


def conflict_declare(request: HttpRequest, year: int, pk: int, number: str) -> HttpResponse:
    """Menyatakan benturan kepentingan, after a question."""
    sitting = scored_sitting(request, year, pk)
    proposal = _proposal(sitting, number)
    return confirm(
        request,
        lambda: scoring.declare_conflict(sitting, proposal, actor=request.user),
        page={
            "title": _("Menyatakan benturan kepentingan?"),
            "text": _(
                "Anda tidak menilai usulan ini, dan nilai yang sudah Anda berikan dihapus. Pernyataan ini tercantum dalam "
                "lampiran berita acara."
            ),
            "what": proposal,
            "button": _("Nyatakan benturan kepentingan"),
        },
        done=_("Benturan kepentingan dicatat. Usulan ini dinilai orang lain."),
        back=reverse("meetings:scoring", args=[year, pk]),
    )


def conflict_withdraw(request: HttpRequest, year: int, pk: int, number: str) -> HttpResponse:
    """Take a declaration back."""
    sitting = scored_sitting(request, year, pk)
    try:
        scoring.withdraw_conflict(sitting, _proposal(sitting, number), actor=request.user)
    except NotAllowed as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Pernyataan ditarik. Anda dapat menilai usulan ini."))
    return redirect("meetings:scoring", year, pk)


def scoring_close(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """Tutup penilaian, after a question."""
    sitting = scored_sitting(request, year, pk)
    return confirm(
        request,
        lambda: scoring.close_scoring(sitting, actor=request.user),
        page={
            "title": _("Tutup penilaian?"),
            "text": _(
                "Nilai tidak dapat diubah lagi, dan semua penilai melihat nilai bersama. Penilaian dapat dibuka kembali; "
                "keduanya tercatat."
            ),
            "what": sitting,
            "button": _("Tutup penilaian"),
        },
        done=_("Penilaian ditutup."),
        back=reverse("meetings:scoring", args=[year, pk]),
    )


def scoring_reopen(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """Buka kembali penilaian."""
    sitting = scored_sitting(request, year, pk)
    try:
        scoring.reopen_scoring(sitting, actor=request.user)
    except NotAllowed as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Penilaian dibuka kembali."))
    return redirect("meetings:scoring", year, pk)
