"""One agreement with its history, for the secretariat and for the bidang that answers for it; and their work list."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from core.errors import NotAllowed
from core.paging import page_of
from core.serving import file_response
from forums.sections import sections
from meetings import following
from meetings.forms.following import FollowUpForm, StateForm
from meetings.models import Agreement, FollowUpFile

PAGE_SIZE = 30


def followed(request: HttpRequest) -> HttpResponse:
    """Kesepakatan yang dikawal: open ones of all forums, the nearest due date first."""
    rows = Agreement.objects.followed_by(request.user).open()
    is_late = request.GET.get("tampil") == "lewat"
    if is_late:
        rows = rows.late()
    rows = rows.order_by(F("due_on").asc(nulls_last=True), "pk")
    whole = Agreement.objects.for_page()
    page = page_of(rows, request.GET.get("page"), PAGE_SIZE, whole=whole)
    return render(request, "meetings/followed.html", {"page": page, "is_late": is_late})


def _found(request: HttpRequest, year: int, pk: int) -> Agreement:
    rows = Agreement.objects.followed_by(request.user).for_page()
    return get_object_or_404(rows, forum__plan_year=year, pk=pk)


def _context(request: HttpRequest, found: Agreement) -> dict:
    manages = request.user.has_perm("meetings.manage_agreements", found.forum)
    return {
        "forum": found.forum,
        "agreement": found,
        "manages": manages,
        "sections": sections(found.forum, "meetings:agreements") if manages else [],
    }


def agreement(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """What was agreed, with whom, until when; what it is linked to; what was done."""
    found = _found(request, year, pk)
    context = _context(request, found) | {
        "proposals": found.proposals.submitted().order_by("number").only("number", "title", "status"),
        "lines": found.lines.for_links(),
        "history": found.follow_ups.for_history(),
    }
    return render(request, "meetings/agreement.html", context)


def follow_up_add(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """Catat tindak lanjut, with a file as evidence where there is one."""
    found = _found(request, year, pk)
    form = FollowUpForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _note(request, found, form):
        messages.success(request, _("Tindak lanjut dicatat."))
        return redirect("meetings:agreement", year, pk)
    return render(request, "meetings/follow_up.html", _context(request, found) | {"form": form})


def _note(request: HttpRequest, found: Agreement, form: FollowUpForm) -> bool:
    given = form.cleaned_data
    try:
        following.add_follow_up(
            found, actor=request.user, day=given["day"], text=given["text"], upload=given["file"]
        )
    except ValidationError as refused:
        form.add_error("file", refused)
    except NotAllowed as refused:
        form.add_error(None, refused.message)
    else:
        return True
    return False


def agreement_state(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """Ubah keadaan, with the reason; 409 with how it stands now where somebody was quicker."""
    found, status = _found(request, year, pk), 200
    form = StateForm(request.POST or None, agreement=found)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            following.change_state(
                found, given["state"], actor=request.user, reason=given["reason"], version=form.based_on
            )
        except NotAllowed as refused:
            found = _found(request, year, pk)
            form, status = StateForm.refused(request.POST, found, refused.message), 409
        else:
            messages.success(request, _("Keadaan kesepakatan diubah."))
            return redirect("meetings:agreement", year, pk)
    context = _context(request, found) | {"form": form}
    return render(request, "meetings/agreement_state.html", context, status=status)


def evidence(request: HttpRequest, year: int, pk: int, key) -> HttpResponseBase:
    """A file that shows what was done, for those who follow the agreement."""
    rows = FollowUpFile.objects.followed_by(request.user, Agreement.objects)
    found = get_object_or_404(
        rows, key=key, follow_up__agreement=pk, follow_up__agreement__forum__plan_year=year
    )
    return file_response(found.file, name=found.original_name, content_type=found.content_type)
