"""Usulan tahun lalu: what earlier forums left over, and what becomes of each at this one."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.paging import count_each_up_to, page_of
from forums.models import Activity, Forum
from proposals.carrying import carry_for_proposer, let_go_for_others
from proposals.forms.reasons import ReasonForm
from proposals.intake import forum_taking_records
from proposals.models import Proposal
from proposals.workflow import StepRefused

PAGE_SIZE = 20
LIST, FRAME = "proposals:carried", "work.html"
TABS = {
    "menunggu": (gettext_lazy("Belum ditentukan"), {"returned_as": None, "let_go_at": None, "has_draft": False}),
    "draf": (gettext_lazy("Draf pada pengusul"), {"returned_as": None, "has_draft": True}),
    "kembali": (gettext_lazy("Diusulkan kembali"), {"returned_as__isnull": False}),
    "selesai": (
        gettext_lazy("Tidak dilanjutkan"),
        {"returned_as": None, "let_go_at__isnull": False, "has_draft": False},
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Tab:
    """One part of the list, as components/subnav.html shows it."""

    label: str
    url: str
    current: bool
    count: int


def carried(request: HttpRequest) -> HttpResponse:
    """What the forum must decide on: each is asked for again, or let go with a reason."""
    forum = forum_taking_records()
    if forum is None:
        return render(request, "proposals/staff_carried.html", {"forum": None})
    left = Proposal.objects.left_over_before(forum)
    asked = request.GET.get("keadaan", "")
    part = asked if asked in TABS else next(iter(TABS))
    page = page_of(
        left.filter(**TABS[part][1]).order_by("number"), request.GET.get("page"), PAGE_SIZE,
        whole=left.for_carrying(),
    )  # fmt: skip
    window = forum.window(Activity.SUBMIT)
    context = {"forum": forum, "page": page, "tabs": _tabs(left, part), "part": part, "window": window}
    return render(request, "proposals/staff_carried.html", context)


def _tabs(left, part: str) -> list[Tab]:
    counts = count_each_up_to(*((left.filter(**condition), 1000) for _label, condition in TABS.values()))
    url = reverse(LIST)
    return [
        Tab(str(label), f"{url}?keadaan={name}", name == part, count)
        for (name, (label, _condition)), count in zip(TABS.items(), counts, strict=True)
    ]


def _found(request: HttpRequest, number: str) -> tuple[Proposal, Forum]:
    rows = Proposal.objects.visible_to(request.user).submitted().select_related("forum", "organization")
    forum = forum_taking_records()
    if forum is None:
        raise Http404
    return get_object_or_404(rows, number=number), forum


def carry(request: HttpRequest, number: str) -> HttpResponse:
    """Catat kembali: it enters this forum, for whoever cannot or did not send it themselves."""
    proposal, forum = _found(request, number)
    try:
        again = carry_for_proposer(proposal, forum, actor=request.user)
    except StepRefused as refused:
        messages.error(request, refused.message)
    else:
        words = _("%(old)s dicatat kembali sebagai %(new)s.")
        messages.success(request, words % {"old": proposal.number, "new": again.number})
    return redirect(LIST)


def not_continued(request: HttpRequest, number: str) -> HttpResponse:
    """Tidak dilanjutkan, with a reason that its proposer reads."""
    proposal, forum = _found(request, number)
    help_text = _("Alasan ini dikirim kepada pengusul dan ditampilkan pada riwayat usulan.")
    form = ReasonForm(
        request.POST or None, label=_("Mengapa usulan ini tidak dilanjutkan?"), help_text=help_text
    )
    if request.method == "POST" and form.is_valid():
        try:
            let_go_for_others(proposal, forum, actor=request.user, reason=form.cleaned_data["reason"])
        except StepRefused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(
                request, _("%(number)s tidak dilanjutkan; pengusulnya dikabari.") % {"number": number}
            )
            return redirect(LIST)
    page = {
        "title": _("Tidak dilanjutkan"),
        "lead": _("Usulan ini tidak dibahas lagi pada forum Renja %(year)d.") % {"year": forum.plan_year},
        "button": _("Simpan, tidak dilanjutkan"),
        "frame": FRAME,
        "back": reverse(LIST),
    }
    return render(request, "proposals/reason.html", {"proposal": proposal, "form": form, **page})
