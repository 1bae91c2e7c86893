"""Pemeriksaan Renja: revisions that were handed to Bappeda, what they say, and the remarks on each."""

from collections import Counter

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from core.paging import page_of
from renja.errors import PlanRefused
from renja.forms.remarks import HandOverForm, RemarkFilterForm
from renja.models import Examination, Remark, RemarkStep
from renja.remarks.content import Examined
from renja.remarks.listing import DRAFTS, narrowed, show_present
from renja.remarks.models import Side, State
from renja.services.remarks import hand_over, send_batch, side_of
from renja.services.withdrawing import withdrawal_refusal
from renja.views.fetching import get_plan

PAGE_SIZE = 30


def get_examination(request: HttpRequest, key) -> Examination:
    """One that this person may read, else 404; without what the revision holds."""
    return get_object_or_404(Examination.objects.visible_to(request.user).for_page(), key=key)


def get_examined(request: HttpRequest, key) -> Examination:
    """The same with all that the revision holds."""
    return get_object_or_404(Examination.objects.visible_to(request.user).with_content(), key=key)


def examinations(request: HttpRequest) -> HttpResponse:
    """Every revision that was handed over: for a pemeriksa those to their agency."""
    rows = Examination.objects.visible_to(request.user)
    page = page_of(
        rows.order_by("-handed_at"),
        request.GET.get("page"),
        PAGE_SIZE,
        whole=Examination.objects.for_listing(),
    )
    return render(request, "renja/examinations.html", {"page": page})


def plan_examinations(request: HttpRequest, year: int) -> HttpResponse:
    """The revisions of one plan, which of them were handed over, and how their remarks stand."""
    renja = get_plan(request, year)
    rows = Examination.objects.filter(revision__renja=renja).for_listing()
    handed = {one.revision_id: one for one in rows}
    revisions = [(one, handed.get(one.pk)) for one in renja.revisions.for_listing()]
    context = {"renja": renja, "year": year, "revisions": revisions}
    return render(request, "renja/plan_examinations.html", context)


def hand(request: HttpRequest, year: int, revision: int) -> HttpResponse:
    """Hand the revision of this number to Bappeda."""
    renja = get_plan(request, year)
    found = get_object_or_404(renja.revisions.for_listing(), number=revision)
    form = HandOverForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = hand_over(found, actor=request.user, **form.cleaned_data)
        except PlanRefused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("%(revision)s diserahkan kepada Bappeda.") % {"revision": found.name})
            return redirect("renja:examination", made.key)
    context = {"renja": renja, "year": year, "revision": found, "form": form}
    context["has_agency"] = form.fields["organization"].queryset.exists()
    return render(request, "renja/hand_over.html", context)


def examination(request: HttpRequest, key) -> HttpResponse:
    """The remarks on one revision, narrowed as asked; drafts for the agency alone."""
    found = get_examination(request, key)
    side, filters = side_of(found, request.user), RemarkFilterForm(request.GET)
    rows = found.remarks.read_by(side)
    shown = filters.asked("tampil")
    asked = narrowed(rows, shown=shown, place=filters.asked("tentang"), words=filters.asked("q"))
    page = page_of(asked, request.GET.get("page"), PAGE_SIZE, whole=Remark.objects.with_steps())
    if side == Side.OFFICE:
        show_present(found.revision.renja, page.object_list)
    counts = _counts(rows)
    context = _around(request, found, side) | {
        "page": page,
        "filters": filters,
        "counts": counts,
        "tabs": _tabs(request, counts, shown, side),
        "can_withdraw": side == Side.OFFICE and not withdrawal_refusal(found, request.user),
    }
    return render(request, "renja/examination.html", context)


def _around(request: HttpRequest, found: Examination, side: Side | None) -> dict:
    """What every page of an examination needs; `waiting` is what the reader's side has not sent yet."""
    waiting = RemarkStep.objects.untold(found, side).count() if side else 0
    if side == Side.BAPPEDA:
        waiting += found.remarks.drafts().count()
    return {
        "examination": found,
        "revision": found.revision,
        "year": found.year,
        "side": side or "",
        "examines": side == Side.BAPPEDA,
        "answers": side == Side.OFFICE,
        "waiting": waiting,
    }


def _counts(rows) -> Counter[str]:
    """How many remarks stand how; drafts apart."""
    counts: Counter[str] = Counter()
    for state, sent_at in rows.order_by().values_list("state", "sent_at"):
        counts[state if sent_at else DRAFTS] += 1
    return counts


def _tabs(request: HttpRequest, counts: Counter[str], shown: str, side: Side | None) -> list[dict]:
    labels = [("", _("Semua"), counts.total()), *((one, one.label, counts[one]) for one in State)]
    if side == Side.BAPPEDA:
        labels.append((DRAFTS, _("Belum dikirim"), counts[DRAFTS]))
    query = request.GET.copy()
    query.pop("page", None)
    tabs = []
    for key, label, count in labels:
        query["tampil"] = key
        tabs.append({"label": label, "url": "?" + query.urlencode(), "current": key == shown, "count": count})
    return tabs


def examined(request: HttpRequest, key) -> HttpResponse:
    """What the revision says, to be read alone; each part and line leads to a remark on it."""
    found = get_examined(request, key)
    side = side_of(found, request.user)
    rows = found.remarks.read_by(side).order_by().values("place", "ref").annotate(count=Count("pk"))
    context = _around(request, found, side) | {
        "examined": Examined(found.revision, {(row["place"], row["ref"]): row["count"] for row in rows}),
        "next_year": found.year + 1,
    }
    return render(request, "renja/examined.html", context)


def send(request: HttpRequest, key) -> HttpResponse:
    """Send what this side wrote; the other side is told once."""
    found = get_examination(request, key)
    try:
        send_batch(found, actor=request.user)
    except PlanRefused as refused:
        messages.error(request, refused.message)
    else:
        to_bappeda = side_of(found, request.user) == Side.OFFICE
        messages.success(
            request,
            _("Tindak lanjut dikabarkan kepada Bappeda.")
            if to_bappeda
            else _("Catatan dikirim kepada perangkat daerah."),
        )
    return redirect("renja:examination", key)
