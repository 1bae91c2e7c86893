"""Usulan → Renja: accepted proposals, what they are answered by, and tying the two together."""

from django.contrib import messages
from django.db.models import QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.paging import page_of
from forums.models import Forum
from proposals.models import Proposal
from renja.coverage import NAMED_BY_A_LINE, accepted_proposals, read_coverage, with_lines
from renja.coverage_table import narrowing
from renja.errors import PlanRefused
from renja.forms.links import LinkForm
from renja.models import Renja, RenjaLine
from renja.services import link_proposal, unlink_proposal
from renja.services.links import suggested_share
from renja.views.fetching import asked_line, get_line, get_plan, get_proposal
from renja.windows import edit_refusal

PAGE_SIZE = 30
SHOWN = ("belum", "sudah", "semua", "masuk")


def homeless(request: HttpRequest, year: int) -> HttpResponse:
    """Accepted proposals: first those that no line names; from a line (`?baris=`), to pick one for it.

    `?urusan=`, `?kecamatan=` and `?pengusul=` narrow them to a group, as the numbers of the coverage do.
    """
    renja = get_plan(request, year)
    shown = request.GET.get("tampil", "")
    shown = shown if shown in SHOWN else "belum"
    within, narrowed = narrowing(request.GET)
    coverage = read_coverage(renja.forum, within)
    prefetch_related_objects([renja.forum], "phases")
    context = {
        "renja": renja,
        "year": year,
        "shown": shown,
        "page": page_of(_rows(renja.forum, shown).filter(within), request.GET.get("page"), PAGE_SIZE),
        "coverage": coverage,
        "narrowed": _chips(request, narrowed),
        "tabs": _tabs(request, shown, coverage),
        "line": asked_line(renja, request.GET.get("baris")),
        "refusal": edit_refusal(renja.forum, request.user),
    }
    return render(request, "renja/homeless.html", context)


def _rows(forum: Forum, shown: str) -> QuerySet[Proposal]:
    if shown == "masuk":
        return with_lines(forum.proposals.submitted())
    rows = accepted_proposals(forum)
    if shown == "semua":
        return rows
    return rows.filter(~NAMED_BY_A_LINE if shown == "belum" else NAMED_BY_A_LINE)


def _chips(request: HttpRequest, narrowed: list[dict[str, str]]) -> list[dict[str, str]]:
    """What narrows the list, in words, each with the address without it."""
    chips = []
    for one in narrowed:
        query = request.GET.copy()
        query.pop("page", None)
        query.pop(one["slug"], None)
        chips.append({"label": one["label"], "url": "?" + query.urlencode()})
    return chips


def _tabs(request: HttpRequest, shown: str, coverage) -> list[dict]:
    counts = {
        "belum": coverage.homeless,
        "sudah": coverage.in_plan,
        "semua": coverage.accepted,
        "masuk": coverage.asked,
    }
    labels = {
        "belum": _("Belum dimuat"),
        "sudah": _("Sudah dimuat"),
        "semua": _("Semua yang diterima"),
        "masuk": _("Semua yang masuk"),
    }
    query = request.GET.copy()
    query.pop("page", None)
    tabs = []
    for name in SHOWN:
        query["tampil"] = name
        tabs.append(
            {
                "label": labels[name],
                "url": "?" + query.urlencode(),
                "current": name == shown,
                "count": counts[name],
            }
        )
    return tabs


def link(request: HttpRequest, year: int, number: str) -> HttpResponse:
    """Tie a proposal to a line, or change how much of it the line answers."""
    renja = get_plan(request, year)
    proposal = get_proposal(renja, number)
    line = asked_line(renja, request.GET.get("baris"))
    form = LinkForm(request.POST or None, renja=renja, initial=_initial(proposal, line))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            link_proposal(
                data["line"], proposal, actor=request.user, share=data["share"], amount=data["amount"]
            )
        except PlanRefused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(
                request, _("%(number)s dimuat pada %(code)s.") % {"number": number, "code": data["line"].code}
            )
            return _after(renja, line)
    context = {
        "renja": renja, "year": year, "proposal": proposal, "form": form, "line": line,
        "suggested": suggested_share(proposal),
        "has_lines": renja.lines.leaves().exists(), "refusal": edit_refusal(renja.forum, request.user),
    }  # fmt: skip
    return render(request, "renja/link.html", context)


def _initial(proposal: Proposal, line: RenjaLine | None) -> dict:
    """What the line answers already, else the share that is suggested."""
    existing = next((row for row in proposal.planned if line and row.line_id == line.pk), None)
    if existing:
        return {"line": line, "share": existing.share, "amount": existing.amount}
    return {"line": line, "share": suggested_share(proposal, proposal.covered or 0)}


def _after(renja: Renja, line: RenjaLine | None) -> HttpResponse:
    if line:
        return redirect("renja:line", renja.year, line.pk)
    return redirect("renja:homeless", renja.year)


def unlink(request: HttpRequest, year: int, line: int, number: str) -> HttpResponse:
    """The line no longer answers the proposal."""
    found = get_line(request, year, line)
    answered = found.fulfilments.select_related("proposal").filter(proposal__number=number).first()
    if answered:
        try:
            unlink_proposal(found, answered.proposal, actor=request.user)
        except PlanRefused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(
                request,
                _("%(number)s tidak lagi dijawab oleh %(code)s.") % {"number": number, "code": found.code},
            )
    return redirect("renja:line", year, line)
