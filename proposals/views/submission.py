"""Writing a proposal: beginning, its pages, checking, sending."""

from types import SimpleNamespace

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from forums.models import Activity, Forum
from proposals.attachments import add_attachment, kinds_taken, remove_attachment
from proposals.choices import EDITABLE_STATES, Status
from proposals.drafting import PAGES, forum_taking_proposals, given_answers, missing_answers, save_answers
from proposals.forms.draft import PAGE_FORMS, BeginForm, FilesForm
from proposals.intake import submit_proposal
from proposals.models import Attachment, Proposal
from proposals.services import begin_draft, delete_draft
from proposals.tracking import next_milestone
from proposals.views.kept_text import sign_in_keeping_text, take_kept_text
from proposals.workflow import StepRefused, refusal


def new_proposal(request: HttpRequest) -> HttpResponse:
    """What this portal is for, and who proposes. Anybody may read it; pressing the button asks to sign in."""
    forum = forum_taking_proposals()
    form = BeginForm(request.POST or None, user=request.user)
    if request.method == "POST" and forum:
        if not request.user.is_authenticated:
            return redirect_to_login(request.path)
        if form.is_valid():
            draft = _blank_draft(forum, request.user, form.cleaned_data["organization"])
            return redirect("proposals:draft", draft.key, "masalah")
    latest = forum or Forum.objects.current()
    window = latest.window(Activity.SUBMIT) if latest else None
    context = {"form": form, "forum": forum, "latest": latest, "window": window, "now": timezone.now()}
    return render(request, "proposals/new.html", context)


def _blank_draft(forum: Forum, user, organization) -> Proposal:
    """A new draft, or the one in which nothing was written yet: pressing twice begins one."""
    blank = Proposal.objects.untouched_drafts().filter(
        forum=forum, proposer=user, organization=organization, recorded_by=None
    )
    return blank.first() or begin_draft(forum, actor=user, organization=organization)


def _own(request: HttpRequest, **lookup) -> Proposal:
    """The person's own proposal, or one of their organisations; 404 for everybody else's."""
    rows = Proposal.objects.owned_by(request.user).select_related(
        "forum", "organization", "urusan", "kelurahan__kecamatan", "parent"
    )
    return get_object_or_404(rows, **lookup)


def _steps(current: str) -> list[SimpleNamespace]:
    """The steps of the form as components/steps.html shows them."""
    slugs = list(PAGES)
    at = slugs.index(current)
    state = {-1: "done", 0: "now", 1: "todo"}
    return [
        SimpleNamespace(label=PAGES[slug].label, state=state[(n > at) - (n < at)])
        for n, slug in enumerate(slugs)
    ]


def _page_context(proposal: Proposal, step: str) -> dict:
    return {"proposal": proposal, "page": PAGES[step], "step": step, "steps": _steps(step)}


def _after(request: HttpRequest, proposal: Proposal, step: str) -> HttpResponse:
    """To the next page; to the list of one's own for "lanjutkan nanti"; back to "Periksa" for who came from there."""
    if "nanti" in request.POST:
        messages.success(request, _("Draf tersimpan. Lanjutkan kapan saja dari halaman ini."))
        return redirect("proposals:mine")
    slugs = list(PAGES)
    following = "periksa" if "periksa" in request.GET else slugs[slugs.index(step) + 1]
    return redirect("proposals:draft", proposal.key, following)


@sign_in_keeping_text
def draft_page(request: HttpRequest, key, step: str) -> HttpResponse:
    """One page of the form. Everything that can be kept is kept, whichever button is pressed."""
    proposal = _own(request, key=key)
    if step not in PAGE_FORMS:
        raise Http404
    if proposal.status not in EDITABLE_STATES:
        return redirect("proposals:detail", proposal.number)
    kept = None if request.method == "POST" else take_kept_text(request)
    form = PAGE_FORMS[step](request.POST if request.method == "POST" else kept, instance=proposal)
    if request.method == "POST":
        answer = _save_page(request, proposal, form, step)
        if answer:
            return answer
    context = _page_context(proposal, step) | {"form": form, "restored": kept is not None}
    return render(request, "proposals/draft_page.html", context)


def _save_page(request: HttpRequest, proposal: Proposal, form, step: str) -> HttpResponse | None:
    """Save what is valid; None where the page must be shown again with its errors."""
    finished = form.is_valid()
    try:
        save_answers(proposal, actor=request.user, values=form.savable)
    except StepRefused as refused:
        messages.error(request, refused.message)
        return redirect("proposals:mine")
    if request.htmx:
        return render(request, "proposals/saved.html", {"form": form, "at": timezone.now()})
    if finished or ("nanti" in request.POST and not form.has_wrong_answers):
        return _after(request, proposal, step)
    return None


@sign_in_keeping_text
def draft_files(request: HttpRequest, key) -> HttpResponse:
    """The page of files: add some, take one off, go on."""
    proposal = _own(request, key=key)
    if proposal.status not in EDITABLE_STATES:
        return redirect("proposals:detail", proposal.number)
    form = FilesForm(request.POST or None, request.FILES or None, kinds=kinds_taken(proposal))
    if request.method == "POST":
        if "hapus" in request.GET:
            return _remove_file(request, proposal)
        if form.is_valid():
            _add_files(request, proposal, form)
        if form.is_valid():
            stay = "unggah" in request.POST
            return redirect(request.get_full_path()) if stay else _after(request, proposal, "lampiran")
    context = _page_context(proposal, "lampiran") | {"form": form, "files": _files(proposal)}
    context["room"] = settings.UPLOAD_MAX_FILES - len(context["files"])
    return render(request, "proposals/draft_files.html", context)


def _add_files(request: HttpRequest, proposal: Proposal, form: FilesForm) -> None:
    """Store each file; those that are refused become errors of the form, the others are kept.

    As many as a proposal may have are read at once: reading one may take seconds.
    """
    files, most = form.cleaned_data["files"], settings.UPLOAD_MAX_FILES
    if len(files) > most:
        form.add_error(
            "files", _("Paling banyak %(n)d berkas sekali unggah; yang lain diabaikan.") % {"n": most}
        )
    for upload in files[:most]:
        try:
            add_attachment(proposal, upload, actor=request.user)
        except ValidationError as refused:
            form.add_error("files", refused)
        except StepRefused as refused:
            form.add_error("files", refused.message)
            return


def _remove_file(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    try:
        attachment = proposal.attachments.filter(key=request.GET["hapus"]).first()
    except ValidationError as no_key:
        raise Http404 from no_key
    if attachment:
        remove_attachment(attachment, actor=request.user)
        messages.success(request, _("Berkas “%(name)s” dihapus.") % {"name": attachment.original_name})
    return redirect("proposals:draft", proposal.key, "lampiran")


def _files(proposal: Proposal) -> list[dict]:
    return [
        {
            "name": attachment.original_name,
            "meta": _about(attachment),
            "url": reverse("proposals:attachment", args=[attachment.key]) if attachment.is_clean else "",
            "remove_url": f"?hapus={attachment.key}",
        }
        for attachment in proposal.attachments.all()
    ]


def _about(attachment: Attachment) -> str:
    """Kind and size of a file, and what the scanner said where it is not simply there."""
    about = [f"{attachment.kind}, {filesizeformat(attachment.size)}", attachment.scan_words]
    if attachment.is_held:
        about.append(_("Hapus, lalu unggah berkas lain bila masih diperlukan"))
    return " · ".join(part for part in about if part)


@sign_in_keeping_text
def draft_check(request: HttpRequest, key) -> HttpResponse:
    """Everything that was answered, what is still missing, and the button that sends it."""
    proposal = _own(request, key=key)
    if proposal.status not in EDITABLE_STATES:
        return redirect("proposals:detail", proposal.number)
    return _render_check(request, proposal)


def complete(request: HttpRequest, number: str) -> HttpResponse:
    """A proposal that came back: what is asked for, all answers with "Ubah", and the button that sends it again."""
    proposal = _own(request, number=number)
    if proposal.status != Status.RETURNED:
        return redirect("proposals:detail", proposal.number)
    return _render_check(request, proposal)


def _render_check(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    step = "resubmit" if proposal.status == Status.RETURNED else "submit"
    rows = [
        {"label": a.label, "value": a.value, "url": reverse("proposals:draft", args=[proposal.key, a.page]) + "?periksa"}
        for a in given_answers(proposal)
    ]  # fmt: skip
    context = _page_context(proposal, "periksa") | {
        "rows": rows,
        "files": _files(proposal),
        "missing": missing_answers(proposal),
        "refusal": refusal(step, proposal, request.user),
        "returned": proposal.events.public().filter(step="return").last(),
    }
    return render(request, "proposals/draft_check.html", context)


def submit(request: HttpRequest, key) -> HttpResponse:
    """Send it. Sent again, or from two windows at once, it stays one proposal with one number."""
    proposal = _own(request, key=key)
    if request.method != "POST":
        return redirect("proposals:draft", key, "periksa")
    if proposal.status in EDITABLE_STATES:
        try:
            proposal = submit_proposal(proposal, actor=request.user)
        except StepRefused as refused:
            messages.error(request, refused.message)
            return redirect("proposals:draft", key, "periksa")
    return redirect("proposals:submitted", proposal.number)


def submitted(request: HttpRequest, number: str) -> HttpResponse:
    """The number, and what happens next with dates."""
    proposal = _own(request, number=number)
    context = {"proposal": proposal, "coming": next_milestone(proposal)}
    return render(request, "proposals/submitted.html", context)


def delete(request: HttpRequest, key) -> HttpResponse:
    """Throw a draft away, asked once more."""
    proposal = _own(request, key=key, status=Status.DRAFT)
    if request.method == "POST":
        try:
            delete_draft(proposal, actor=request.user)
            messages.success(request, _("Draf dihapus."))
        except StepRefused as refused:
            messages.error(request, refused.message)
        return redirect("proposals:mine")
    return render(request, "proposals/delete.html", {"proposal": proposal})
