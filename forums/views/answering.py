"""Undangan: what an invited organisation reads and answers behind its secret link, without an account."""

from collections.abc import Callable
from functools import partial, wraps

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views.decorators.debug import sensitive_variables

from accounts.quotas import daily
from core.secret_links import hash_of
from core.serving import file_response
from forums.answering import facts_of, note_opening
from forums.models import Forum, Participant
from forums.openings import is_seen_by_person
from forums.views.answers import Answering

PDF = "application/pdf"
NAME = "undangan-forum-%(year)d.pdf"


def by_link(view: Callable) -> Callable:
    """The invitation whose link was shown; what fits none says so kindly. No robot keeps either, and no cache."""

    @wraps(view)
    @sensitive_variables("token")
    def guarded(request: HttpRequest, token: str) -> HttpResponseBase:
        rows = Participant.objects.select_related(
            "forum__invitation_letter__signed", "organization", "letter_copy"
        )
        participant = rows.filter(link_hash=hash_of(token)).first()
        response = view(request, participant) if participant else _unknown(request)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Cache-Control"] = "private, no-store"
        return response

    return guarded


def _unknown(request: HttpRequest) -> HttpResponse:
    return render(request, "forums/invitation_unknown.html", status=404)


@by_link
@daily("answer_invitation")
def invitation(request: HttpRequest, participant: Participant) -> HttpResponse:
    """What, when and where; the letter; the answer so far with the code for the door; and the way to answer (anew)."""
    answering = Answering(request, participant)
    if answering.is_saved:
        messages.success(request, _("Terima kasih. Jawaban Anda tercatat."))
        return redirect(participant.path)
    if participant.opened_at is None and is_seen_by_person(request):
        note_opening(participant)
    context = {
        "participant": participant,
        "forum": participant.forum,
        "facts": SimpleLazyObject(partial(facts_of, participant.forum)),  # in the words of whoever reads
        "letter_path": f"{participant.path}surat/" if letter_of(participant) else "",
        "calendar": calendar_of(participant.forum),
        "door": door_of(participant, request.user),
        "drafts": drafts_for(participant),
        "delegates": participant.delegates.all() if participant.may_answer else [],
        "is_answering": bool(request.POST) or not participant.answer or "ubah" in request.GET,
        **answering.shown,
    }
    return render(request, "forums/invitation.html", context)


@by_link
def invitation_letter(request: HttpRequest, participant: Participant) -> HttpResponseBase:
    """The signed letter where there is one, else what was typeset for this organisation."""
    file = letter_of(participant)
    if file is None:
        raise Http404(_("Surat undangan belum tersedia."))
    name = NAME % {"year": participant.forum.plan_year}
    return file_response(file, name=name, content_type=PDF)


def letter_of(participant: Participant):
    """The file that is handed out to this organisation now, or None."""
    letter = getattr(participant.forum, "invitation_letter", None)
    if letter and letter.scan:
        return letter.scan.file
    copy = getattr(participant, "letter_copy", None)
    return copy.file if copy else None


def calendar_of(forum: Forum) -> str:
    """Where the day can be taken over into a calendar; "" where there is no such address or no day yet."""
    if forum.held_on is None or not forum.is_published:
        return ""
    return _address("forums:calendar", forum.plan_year)


def door_of(participant: Participant, user) -> str:
    """Where the secretariat notes who came for this organisation: its camera opened the link at the door."""
    forum = participant.forum
    if forum.held_on != timezone.localdate() or not user.has_perm("forums.manage", forum):
        return ""
    return _address("meetings:door_invitation", forum.plan_year, participant.token)


def drafts_for(participant: Participant) -> list[dict]:
    """The drafts of which this organisation may still say something: which, until when, and where."""
    with override(settings.LANGUAGE_CODE):  # names of official papers are not translated
        return [
            {
                "what": draft.get_kind_display(),
                "until": draft.remarks_until,
                "path": _address(f"reports:{draft.kind}_by_link", participant.token),
            }
            for draft in participant.forum.minutes.order_by("kind", "edition")
            if draft.takes_remarks
        ]


def _address(name: str, *args) -> str:
    """Of a page above this app; "" where there is none."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
