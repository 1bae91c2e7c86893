"""Minta tanggapan: asking colleagues and participants for it, and where an invited organisation reads and answers."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.quotas import daily
from core.errors import NotAllowed
from core.versions import attempt
from forums.models import Participant
from forums.views.answering import by_link
from forums.workdays import workdays
from meetings.asking_remarks import ask_for_remarks, audience_of, draft_for, path_of, reach_of, remark_by_link
from meetings.models import Minutes
from reports.forms.minutes import AskForm, LinkRemarkForm
from reports.minutes.data import paper_of
from reports.minutes.publishing import published_minutes
from reports.minutes.wording import SECTIONS
from reports.views.minutes.frame import frame, minutes_or_404

WORKDAYS = 3  # that are suggested for saying something


def remarks_ask(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """Until when, and to how many; whom no letter reaches is named before and afterwards."""
    minutes = minutes_or_404(request, year, kind)
    suggested = workdays().after(timezone.localdate(), WORKDAYS)
    form = AskForm(request.POST or None, initial={"until": minutes.remarks_until or suggested})

    def ask():
        ask_for_remarks(minutes, actor=request.user, until=form.cleaned_data["until"])

    if request.method == "POST" and form.is_valid() and attempt(form, ask):
        messages.success(request, _told(minutes_or_404(request, year, kind)))
        return redirect("reports:minutes_remarks", year, kind)
    audience = audience_of(minutes, but=request.user)
    context = frame(request, minutes) | {"form": form, "audience": audience}
    return render(request, "reports/minutes_pages/ask.html", context)


def _told(minutes: Minutes) -> str:
    reach = reach_of(minutes)
    words = _("Naskah menunggu tanggapan; %(n)d surat ditulis.") % {"n": reach.letters if reach else 0}
    if reach and reach.unreached:
        words += " " + _("%(n)d instansi tidak dapat disurati; namanya ada di bawah.") % {
            "n": len(reach.unreached)
        }
    return words


@by_link
@daily("answer_invitation")
def berita_acara_by_link(request: HttpRequest, participant: Participant) -> HttpResponse:
    return _by_link(request, participant, Minutes.Kind.BERITA_ACARA)


@by_link
@daily("answer_invitation")
def notulen_by_link(request: HttpRequest, participant: Participant) -> HttpResponse:
    return _by_link(request, participant, Minutes.Kind.NOTULEN)


def _by_link(request: HttpRequest, participant: Participant, kind: str) -> HttpResponse:
    """The draft without names of who came, and one remark; once it is final, where it is read."""
    minutes = draft_for(participant, kind)
    parts = [(section.slug, section.title) for section in SECTIONS[kind]]
    form = LinkRemarkForm(request.POST or None, parts=parts)

    def remark():
        values = form.cleaned_data
        remark_by_link(participant, kind, text=values["text"], slug=values["slug"])

    if request.method == "POST" and form.is_valid() and attempt(form, remark):
        messages.success(request, _("Terima kasih. Tanggapan Anda diterima sekretariat."))
        return redirect(path_of(participant, kind))
    context = {
        "participant": participant,
        "forum": participant.forum,
        "name": Minutes.Kind(kind).label,
        "minutes": minutes,
        "paper": _paper(minutes),
        "form": form,
        "final": published_minutes(participant.forum) if kind == Minutes.Kind.BERITA_ACARA else None,
    }
    return render(request, "reports/minutes_pages/by_link.html", context)


def _paper(minutes: Minutes | None):
    """Nothing before the host is set up."""
    try:
        return paper_of(minutes) if minutes else None
    except NotAllowed:
        return None
