"""Where an invited organisation reads a draft and says something of it: behind the link of its invitation."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts.quotas import daily
from core.errors import NotAllowed
from core.versions import attempt
from forums.models import Participant
from forums.views.answering import by_link
from meetings.asking_remarks import path_of
from meetings.models import Minutes
from meetings.remarks_by_link import draft_for, remark_by_link
from reports.forms.remark_by_link import LinkRemarkForm
from reports.minutes.data import paper_of
from reports.minutes.publishing import published_minutes
from reports.minutes.wording import SECTIONS


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
    with override(settings.LANGUAGE_CODE):  # an official text, and the names of its parts, are not translated
        paper, name = _paper(minutes), str(Minutes.Kind(kind).label)
        parts = [(section.slug, str(section.title)) for section in SECTIONS[kind]]
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
        "name": name,
        "minutes": minutes,
        "paper": paper,
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
