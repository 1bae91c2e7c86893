"""Surat undangan: what it says, its copies as PDF and DOCX, and the signed scan that takes their place."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from core.errors import NotAllowed
from core.serving import file_response
from core.uploads import UploadRefused
from core.versions import attempt
from forums.models import Forum, InvitationCopy, InvitationLetter, Participant
from forums.sections import sections
from forums.views.manage import managed_forum
from reports import invitations as verbs
from reports.errors import ReportRefused
from reports.forms.invitations import InvitationForm, SignedForm
from reports.invitation_word import word_of, word_of_all
from reports.word import DOCX

PAGE = "reports:invitation"
PDF = "application/pdf"


def invitation(request: HttpRequest, year: int) -> HttpResponse:
    """The letter as it is written, how many copies are typeset, and its signed scan."""
    forum = managed_forum(request, year)
    try:
        letter = verbs.letter_of(forum)
    except ReportRefused as refused:
        return render(request, "reports/invitation.html", _frame(forum) | {"refusal": refused.message})
    form = InvitationForm(request.POST or None, instance=letter)

    def save():
        verbs.save_letter(forum, actor=request.user, values=form.values, version=form.based_on)

    if request.method == "POST" and form.is_valid() and attempt(form, save):
        messages.success(
            request, _("Surat undangan disimpan. Susun ulang PDF-nya bila sudah pernah disusun.")
        )
        return redirect(PAGE, year)
    return _page(request, verbs.letter_of(forum), form, SignedForm())


def _frame(forum: Forum) -> dict:
    return {"forum": forum, "sections": sections(forum, PAGE)}


def _page(request: HttpRequest, letter: InvitationLetter, form, signed_form) -> HttpResponse:
    forum = letter.forum
    invited = forum.participants.count()
    context = {
        "letter": letter,
        "form": form,
        "signed_form": signed_form,
        "signed": getattr(letter, "signed", None) if letter.pk else None,
        "invited": invited,
        "made": InvitationCopy.objects.filter(participant__forum=forum).count(),
        "old": len(verbs.old_copies(letter)) if letter.pk else invited,
        "first": forum.participants.order_by("organization__name").first(),
    }
    status = 409 if getattr(form, "conflict", None) else 200
    return render(request, "reports/invitation.html", _frame(forum) | context, status=status)


def _letter(request: HttpRequest, year: int) -> InvitationLetter:
    rows = InvitationLetter.objects.select_related("forum", "job", "signed")
    return get_object_or_404(rows, forum=managed_forum(request, year))


def invitation_order(request: HttpRequest, year: int) -> HttpResponse:
    """Susun surat: what is missing or old, by the worker."""
    try:
        verbs.order_copies(_letter(request, year), actor=request.user)
    except ReportRefused as refused:
        messages.error(request, refused.message)
    return redirect(PAGE, year)


def invitation_all(request: HttpRequest, year: int) -> HttpResponse:
    """All copies as one PDF, for the printer."""
    try:
        return _download(verbs.joined_copies(_letter(request, year)), f"undangan-forum-{year}.pdf", PDF)
    except ReportRefused as refused:
        messages.error(request, refused.message)
        return redirect(PAGE, year)


def invitation_all_word(request: HttpRequest, year: int) -> HttpResponse:
    """All letters as one DOCX."""
    try:
        return _download(word_of_all(_letter(request, year)), f"undangan-forum-{year}.docx", DOCX)
    except ReportRefused as refused:
        messages.error(request, refused.message)
        return redirect(PAGE, year)


def invitation_copy(request: HttpRequest, year: int, pk: int) -> HttpResponseBase:
    """The typeset letter to one organisation."""
    rows = InvitationCopy.objects.filter(participant__forum=managed_forum(request, year))
    found = get_object_or_404(rows, participant=pk)
    return file_response(found.file, name=f"undangan-{year}-{pk}.pdf", content_type=PDF)


def invitation_word(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """The letter to one organisation as DOCX."""
    letter = _letter(request, year)
    rows = Participant.objects.filter(forum=letter.forum).select_related("organization")
    return _download(word_of(letter, get_object_or_404(rows, pk=pk)), f"undangan-{year}-{pk}.docx", DOCX)


def _download(content: bytes, name: str, kind: str) -> HttpResponse:
    headers = {
        "Content-Disposition": content_disposition_header(True, name),
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=kind, headers=headers)


def invitation_signed(request: HttpRequest, year: int) -> HttpResponseBase:
    """The signed letter as it was handed in; a POST hands in another one."""
    letter = _letter(request, year)
    if request.method == "POST":
        return _take_signed(request, letter)
    if letter.scan is None:
        raise Http404(_("Surat bertanda tangan belum diunggah."))
    return file_response(letter.scan.file, name=letter.scan.original_name, content_type=PDF)


def _take_signed(request: HttpRequest, letter: InvitationLetter) -> HttpResponse:
    form = SignedForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            verbs.keep_signed(letter, form.cleaned_data["file"], actor=request.user)
        except UploadRefused as refused:
            form.add_error("file", refused)
        except NotAllowed as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(
                request, _("Surat bertanda tangan disimpan; inilah yang sekarang diunduh undangan.")
            )
            return redirect(PAGE, letter.forum.plan_year)
    return _page(request, letter, InvitationForm(instance=letter), form)


def invitation_unsign(request: HttpRequest, year: int) -> HttpResponse:
    """Hapus pindaian: back to what was typeset."""
    try:
        verbs.drop_signed(_letter(request, year), actor=request.user)
    except NotAllowed as refused:
        messages.error(request, refused.message)
    else:
        messages.success(
            request, _("Pindaian dihapus. Undangan kembali mengunduh surat yang disusun portal.")
        )
    return redirect(PAGE, year)
