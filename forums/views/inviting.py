"""Undangan: one table of who got the invitation and what came back, and each invitation with its history."""

from types import SimpleNamespace

from csp.decorators import csp_update
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import NotAllowed
from core.paging import page_of
from core.versions import attempt
from forums import inviting
from forums.forms.inviting import HandOverForm
from forums.models import Forum, InvitationLetter, Participant
from forums.sections import sections
from forums.views.answers import Answering
from forums.views.manage import managed_forum

LIST, ONE = "forums:invitations", "forums:invitation_state"
PAGE_SIZE = 40
PRINTED = 300
WHATSAPP = {"form-action": ["https://wa.me"]}  # a browser asks the page that sends the form
FILTERS = (
    ("", gettext_lazy("Semua"), "all"),
    ("belum-dikirim", gettext_lazy("Belum dikirim"), "unsent"),
    ("belum-dijawab", gettext_lazy("Belum dijawab"), "unanswered"),
    ("hadir", gettext_lazy("Hadir"), "attends"),
    ("diwakilkan", gettext_lazy("Diwakilkan"), "represented"),
    ("tidak-hadir", gettext_lazy("Tidak hadir"), "absent"),
)
ANSWERS = {"hadir": "hadir", "diwakilkan": "diwakilkan", "tidak-hadir": "tidak_hadir"}


def newest(request: HttpRequest) -> HttpResponse:
    """To those of the newest forum that were not answered."""
    forum = Forum.objects.newest()
    if forum is None:
        return redirect("forums:create")
    return redirect(f"{reverse(LIST, args=[forum.plan_year])}?tampil=belum-dijawab")


def _filtered(forum: Forum, wanted: str) -> QuerySet[Participant]:
    rows = forum.participants.order_by("organization__name")
    if wanted == "belum-dikirim":
        return rows.unsent()
    if wanted == "belum-dijawab":
        return rows.unanswered()
    return rows.filter(answer=ANSWERS[wanted]) if wanted in ANSWERS else rows


@csp_update(WHATSAPP)
def invitations(request: HttpRequest, year: int) -> HttpResponse:
    """The table, a page at a time, by what is still to be done."""
    forum = managed_forum(request, year)
    wanted = request.GET.get("tampil", "")
    counts = forum.participants.counts(timezone.localdate())
    context = {
        "forum": forum,
        "page": page_of(
            _filtered(forum, wanted),
            request.GET.get("page"),
            PAGE_SIZE,
            whole=Participant.objects.for_invitations(),
        ),
        "counts": counts,
        "tabs": _tabs(counts, wanted, request.path),
        "sections": sections(forum, LIST),
    }
    return render(request, "forums/invitations.html", context)


def _tabs(counts: dict[str, int], wanted: str, address: str) -> list[SimpleNamespace]:
    return [
        SimpleNamespace(
            url=f"{address}?tampil={slug}" if slug else address,
            label=label,
            count=counts[name],
            current=slug == wanted,
        )
        for slug, label, name in FILTERS
    ]


def invitations_mail(request: HttpRequest, year: int) -> HttpResponse:
    """Kirim lewat surel: to all who have an address and got no invitation yet."""
    forum = managed_forum(request, year)
    rows = list(forum.participants.unsent().with_address())
    return _send(request, rows, is_again=False, back=reverse(LIST, args=[year]))


def invitations_remind(request: HttpRequest, year: int) -> HttpResponse:
    """Kirim ulang kepada yang belum menjawab: to these alone, at most once a day each."""
    forum = managed_forum(request, year)
    rows = list(forum.participants.unanswered().with_address())
    return _send(request, rows, is_again=True, back=reverse(LIST, args=[year]))


def _send(request: HttpRequest, rows: list[Participant], *, is_again: bool, back: str) -> HttpResponse:
    try:
        sent = inviting.send_by_mail(rows, actor=request.user, is_again=is_again)
    except NotAllowed as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("%(n)d undangan dikirim lewat surel.") % {"n": sent})
    return redirect(back)


def invitations_print(request: HttpRequest, year: int) -> HttpResponse:
    """Lembar penyampaian: for each organisation the code that answers, and room for date and signature."""
    forum = managed_forum(request, year)
    wanted = request.GET.get("tampil", "")
    rows = _filtered(forum, wanted).select_related("organization", "forum")[:PRINTED]
    context = {"forum": forum, "rows": rows, "today": timezone.localdate()}
    return render(request, "forums/invitations_print.html", context)


def _found(request: HttpRequest, year: int, pk: int) -> Participant:
    rows = Participant.objects.for_invitations().filter(forum=managed_forum(request, year))
    return get_object_or_404(rows, pk=pk)


@csp_update(WHATSAPP)
def invitation_state(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """One invitation: its link, the ways to send it, what was handed over, what came back."""
    found = _found(request, year, pk)
    form = HandOverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if attempt(form, lambda: inviting.record_delivery(found, actor=request.user, **values)):
            messages.success(request, _("Penyampaian kepada %(name)s dicatat.") % {"name": found})
            return redirect(ONE, year, pk)
    context = {
        "forum": found.forum,
        "participant": found,
        "form": form,
        "letter": InvitationLetter.objects.filter(forum=found.forum).first(),
        "sections": sections(found.forum, LIST),
    }
    return render(request, "forums/invitation_state.html", context)


def invitation_mail(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """Kirim surel to this one, again where it was not answered."""
    back = reverse(ONE, args=[year, pk])
    return _send(request, [_found(request, year, pk)], is_again=False, back=back)


def invitation_whatsapp(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """Note that it is opened, then on to WhatsApp."""
    try:
        return redirect(inviting.open_whatsapp(_found(request, year, pk), actor=request.user))
    except NotAllowed as refused:
        messages.error(request, refused.message)
        return redirect(ONE, year, pk)


def invitation_renew(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """Ganti tautan: the old one opens nothing any more."""
    try:
        inviting.renew_link(_found(request, year, pk), actor=request.user)
    except NotAllowed as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Tautan diganti. Kirim undangannya sekali lagi."))
    return redirect(ONE, year, pk)


def invitation_answer(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """Catat jawaban: what somebody answered by telephone or letter."""
    found = _found(request, year, pk)
    answering = Answering(request, found, actor=request.user)
    if answering.is_saved:
        messages.success(request, _("Jawaban %(name)s dicatat.") % {"name": found})
        return redirect(ONE, year, pk)
    context = {
        "forum": found.forum,
        "participant": found,
        "sections": sections(found.forum, LIST),
        **answering.shown,
    }
    return render(request, "forums/invitation_answer.html", context)
