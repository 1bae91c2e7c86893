"""Hasil: the verified proposals by urusan, and the page on which the forum's result is written down or corrected."""

from types import SimpleNamespace

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.vary import vary_on_headers

from core.paging import count_with, page_of
from proposals.choices import CORRECTABLE_STATES, Status
from proposals.drafting import quantity
from proposals.forms.results import ResultForm
from proposals.forms.verification import WorkFilterForm
from proposals.models import Decision, Proposal, ReasonCode
from proposals.results import RESULT_FIELDS, check_not_overtaken, record_result, result_refusal
from proposals.tracking import full_history, supporters
from proposals.views.staleness import moved_away
from proposals.workflow import Overtaken, StepRefused

PAGE_SIZE = 25
BY_URUSAN = ("-forum__plan_year", "urusan__order", "urusan__name", "number")
TABS = {
    "belum": (gettext_lazy("Belum ada hasil"), Q(status=Status.VERIFIED, has_pending=False)),
    "menunggu": (gettext_lazy("Menunggu pengesahan"), Q(has_pending=True)),
    "disahkan": (gettext_lazy("Sudah disahkan"), Q(status__in=CORRECTABLE_STATES, has_pending=False)),
}


def _mine(user) -> QuerySet:
    return Proposal.objects.with_results_of(user).with_flags()


@vary_on_headers("HX-Request")
def results(request: HttpRequest) -> HttpResponse:
    """Verified proposals without result, results that wait for publication, and published ones that can be corrected."""
    slug = request.GET.get("daftar")
    slug = slug if slug in TABS else next(iter(TABS))
    filters = WorkFilterForm(request.GET)
    rows = filters.apply(_mine(request.user).filter(TABS[slug][1]), *BY_URUSAN)
    whole = Proposal.objects.with_people().with_pending_result()
    shown = [] if request.htmx else list(TABS)
    counts = count_with(rows, [_mine(request.user).filter(TABS[one][1]) for one in shown])
    context = {
        "slug": slug,
        "tabs": [_tab(one, count, one == slug) for one, count in zip(shown, counts, strict=True)],
        "filters": filters,
        "page": page_of(rows, request.GET.get("page"), PAGE_SIZE, whole=whole),
    }
    template = "proposals/staff_results.html#rows" if request.htmx else "proposals/staff_results.html"
    return render(request, template, context)


def _tab(slug: str, count: int, is_current: bool) -> SimpleNamespace:
    """A tab as components/subnav.html shows it."""
    address = f"{reverse('proposals:results')}?daftar={slug}"
    return SimpleNamespace(url=address, label=TABS[slug][0], count=count, current=is_current)


def result(request: HttpRequest, number: str) -> HttpResponse:
    """Write down or change a result that is not published yet, or correct a published one."""
    proposal = _open(request, number)
    if proposal is None:
        sent = (
            (lambda found: ResultForm(request.POST, proposal=found, pending=None))
            if request.method == "POST"
            else None
        )
        return moved_away(request, number, sent)
    pending = _pending(proposal)
    form = ResultForm(request.POST if request.method == "POST" else None, proposal=proposal, pending=pending)
    if request.method != "POST":
        return _page(request, proposal, pending, form)
    try:
        if _record(request, proposal, form):
            return _onwards(request, proposal)
    except Overtaken as refused:
        return _overtaken(request, number, form, refused)
    except StepRefused as refused:
        form.add_error(None, refused.message)
    return _page(request, proposal, pending, form)


def _open(request: HttpRequest, number: str) -> Proposal | None:
    """Also one whose result is past recording: its page says why."""
    mine = Proposal.objects.with_results_of(request.user).values("pk")
    handled = Proposal.objects.handled_by(request.user).values("pk")
    rows = Proposal.objects.filter(Q(pk__in=mine) | Q(pk__in=handled)).for_listing()
    return rows.filter(number=number).first()


def _pending(proposal: Proposal) -> Decision | None:
    return (
        proposal.decisions.pending().select_related("decided_by", "office", "parent", "reason_code").first()
    )


def _record(request: HttpRequest, proposal: Proposal, form: ResultForm) -> bool:
    check_not_overtaken(proposal, seen=form.seen_decision, seen_proposal=form.seen)
    if not form.is_valid():
        return False
    record_result(
        proposal, actor=request.user, seen=form.seen_decision, seen_proposal=form.seen, **form.result
    )  # fmt: skip
    words = _("Hasil %(number)s tercatat dan menunggu pengesahan pimpinan.")
    messages.success(request, words % {"number": proposal.number})
    return True


def _overtaken(request: HttpRequest, number: str, form: ResultForm, refused: Overtaken) -> HttpResponse:
    """Both texts: what was saved by whoever was quicker, and what was typed here."""
    proposal = _open(request, number)
    if proposal is None:
        return moved_away(request, number, lambda _found: form)
    pending = _pending(proposal)
    if pending and pending.decided_by_id == request.user.pk and _says_the_same(pending, form):
        return _onwards(request, proposal)
    return _page(request, proposal, pending, form, overtaken=refused.message)


def _says_the_same(pending: Decision, form: ResultForm) -> bool:
    """The same form was sent twice by the same person."""
    return form.is_valid() and all(
        getattr(pending, name) == form.result[name] for name in ("outcome", "reason", "response")
    )


def _onwards(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """To the next proposal without result, of the same urusan first, for "simpan & berikutnya"; else to the list."""
    if "berikutnya" in request.POST:
        rows = _mine(request.user).filter(TABS["belum"][1]).exclude(pk=proposal.pk).order_by(*BY_URUSAN)
        following = rows.filter(urusan=proposal.urusan_id).first() or rows.first()
        if following:
            return redirect("proposals:result", following.number)
        messages.info(request, _("Semua usulan terverifikasi sudah ada hasilnya."))
    return redirect("proposals:results")


def _page(
    request: HttpRequest,
    proposal: Proposal,
    pending: Decision | None,
    form: ResultForm,
    overtaken: str = "",
) -> HttpResponse:
    saved = (
        pending or proposal.decisions.select_related("decided_by", "office", "parent", "reason_code").first()
    )
    context = {
        "proposal": proposal,
        "pending": pending,
        "form": form,
        "problem": result_refusal(proposal, request.user),
        "is_correction": proposal.status in CORRECTABLE_STATES,
        "overtaken": overtaken,
        "saved": in_words(saved) if saved else [],
        "reasons": ReasonCode.objects.all(),
        "asked": quantity(proposal.volume, proposal.volume_unit),
        "agreed": quantity(proposal.agreed_volume, proposal.volume_unit if proposal.agreed_volume else ""),
        "supporters": supporters(proposal, request.user),
        "history": full_history(proposal),
        "may_open_queue": request.user.has_perm("proposals.open_queue", proposal),
    }
    return render(request, "proposals/staff_result.html", context, status=409 if overtaken else 200)


def in_words(decision: Decision) -> list[dict]:
    """A result as components/summary.html shows it."""
    amount = quantity(decision.agreed_volume, decision.proposal.volume_unit if decision.agreed_volume else "")
    shown = {"outcome": decision.get_outcome_display(), "agreed_volume": amount}
    rows = [(name, shown.get(name, getattr(decision, name))) for name in RESULT_FIELDS]
    labels = {field.name: field.verbose_name for field in Decision._meta.fields}
    return [{"label": labels[name], "value": value} for name, value in rows if value]
