"""What the pages on which a proposal is written share: whose it is, the steps, and where one goes next."""

from types import SimpleNamespace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from proposals.choices import Status
from proposals.drafting import PAGES
from proposals.models import Attachment, Proposal
from proposals.views.held import list_of_owner


def own_proposal(request: HttpRequest, **lookup) -> Proposal:
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


def page_context(proposal: Proposal, step: str) -> dict:
    """What each of them shows; `returned` is the event that asked for more, while the proposal waits for it."""
    back, was_returned = list_of_owner(proposal), proposal.status == Status.RETURNED
    asked = proposal.events.public().filter(step="return").last() if was_returned else None
    about = {"proposal": proposal, "page": PAGES[step], "step": step, "steps": _steps(step)}
    return about | {"back": back, "returned": asked}


def go_on(request: HttpRequest, proposal: Proposal, step: str) -> HttpResponse:
    """To the next page; to the list of one's own for "lanjutkan nanti"; back to "Periksa" for who came from there."""
    if "nanti" in request.POST:
        messages.success(request, _kept_words(proposal))
        return redirect(list_of_owner(proposal))
    slugs = list(PAGES)
    following = "periksa" if "periksa" in request.GET else slugs[slugs.index(step) + 1]
    return redirect("proposals:draft", proposal.key, following)


def _kept_words(proposal: Proposal) -> str | Promise:
    if proposal.is_by_phone:
        return _("Draf tersimpan. Lanjutkan dari halaman ini dengan peramban yang sama, paling lama 14 hari.")
    return _("Draf tersimpan. Lanjutkan kapan saja dari halaman ini.")


def files_of(proposal: Proposal) -> list[dict]:
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
        about.append(str(_("Hapus, lalu unggah berkas lain bila masih diperlukan")))
    return " · ".join(part for part in about if part)
