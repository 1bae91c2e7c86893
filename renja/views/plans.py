"""The plan as its planners see it: head, table, settings."""

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.vary import vary_on_headers

from renja.alignment import Aim
from renja.alignment_querysets import in_order
from renja.completeness.checking import read_completeness
from renja.coverage import read_coverage
from renja.errors import PlanRefused, StaleEdit
from renja.forms.filters import LineFilterForm
from renja.forms.plans import SettingsForm
from renja.models import Renja
from renja.outline import read_outline
from renja.services import create_plan, save_settings
from renja.services.plans import settings_mark
from renja.structure import editions, structure_of
from renja.summary import read_summary
from renja.views.fetching import get_forum, get_plan
from renja.windows import edit_refusal
from urusan.models import Edition
from urusan.reference import funding_sources, unit_names


@vary_on_headers("HX-Request")
def edit(request: HttpRequest, year: int) -> HttpResponse:
    """The whole plan in one table, with its totals and what is still to do; before that, how to begin."""
    plans = {plan.year: plan for plan in Renja.objects.visible_to(request.user).with_aims()}
    renja = plans.get(year)
    forum = renja.forum if renja else get_forum(request, year)
    prefetch_related_objects([forum], "phases")
    refusal = edit_refusal(forum, request.user)
    context = {"forum": forum, "renja": renja, "year": year, "next_year": year + 1, "refusal": refusal}
    context["years"] = list(plans)
    if renja is None:
        context["edition"] = Edition.objects.for_plan_year(year)
        return render(request, "renja/begin.html", context)
    context |= _table(request, renja) | {"is_editable": not refusal}
    if request.htmx:
        return render(request, "renja/table_rows.html", context)
    context["completeness"] = read_completeness(renja, context["summary"])
    return render(request, "renja/edit.html", context | {"coverage": read_coverage(forum)})


def _table(request: HttpRequest, renja: Renja) -> dict:
    filters = LineFilterForm(request.GET, aims=in_order(Aim(**row) for row in renja.catalogue))
    outline = read_outline(renja, filters.apply(renja.lines.for_rows().with_lacks(), renja.lines.all()))
    return {
        "outline": outline,
        "filters": filters,
        "only_incomplete": filters.only_incomplete,
        "summary": read_summary(renja, outline, is_whole=not filters.is_narrowed),
        "may_open": request.user.has_perm("renja.edit"),
        "sources": funding_sources(renja.edition.slug),
        "units": unit_names(),
    }


def create(request: HttpRequest, year: int) -> HttpResponse:
    """Begin the plan of this year."""
    forum = get_forum(request, year)
    is_new = not Renja.objects.filter(forum=forum).exists()
    try:
        renja = create_plan(forum, actor=request.user)
    except PlanRefused as refused:
        messages.error(request, refused.message)
        return redirect("renja:edit", year)
    messages.success(request, _("Renja %(year)s dibuat. Tambahkan sub kegiatannya.") % {"year": year})
    taken = ", ".join(renja.chapters.values_list("key", flat=True)) if is_new else ""
    if taken:
        words = _("Naskah bagian %(parts)s disalin dari Renja sebelumnya. Periksa dan sesuaikan isinya.")
        messages.info(request, words % {"parts": taken})
    return redirect("renja:edit", year)


def settings(request: HttpRequest, year: int) -> HttpResponse:
    """Stage, date, bidang urusan, publication; 409 with the stored settings when somebody was quicker."""
    renja = get_plan(request, year)
    stored, mark = get_plan(request, year), request.POST.get("seen", settings_mark(renja))
    form = SettingsForm(request.POST if request.method == "POST" else None, instance=renja)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            save_settings(stored, actor=request.user, seen=mark, **form.cleaned_data)
        except StaleEdit as stale:
            form.add_error(None, stale.message)
            status, stored, mark = 409, stale.current, settings_mark(stale.current)
        except PlanRefused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Pengaturan Renja disimpan."))
            return redirect("renja:edit", year)
    context = {
        "form": form, "renja": stored, "year": year, "seen": mark, "is_stale": status == 409,
        "refusal": edit_refusal(stored.forum, request.user), "editions": editions(),
        "edition_now": structure_of(stored.structure),
    }  # fmt: skip
    return render(request, "renja/settings.html", context, status=status)
