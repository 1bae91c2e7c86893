"""The secretariat's pages of one forum: overview, facts, showing it to the public, a new forum."""

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.errors import NotAllowed
from core.versions import attempt
from forums import cloning, overview, schedule, services
from forums.day import moves_known_day
from forums.forms.facts import CreateForm, FactsForm, next_plan_year
from forums.models import Forum
from forums.readiness import read_readiness
from forums.sections import sections
from forums.workdays import day_warning


def managed_forum(request: HttpRequest, year: int) -> Forum:
    """The forum of that year for somebody who may manage it; 404 otherwise."""
    return get_object_or_404(Forum.objects.visible_to(request.user), plan_year=year)


def newest(request: HttpRequest) -> HttpResponse:
    """To the newest forum, or to making the first one."""
    forum = Forum.objects.newest()
    return redirect("forums:manage", forum.plan_year) if forum else redirect("forums:create")


def create(request: HttpRequest) -> HttpResponse:
    """A forum for another year, and what it takes over: from the last forum, or the one that is asked for (`dari`)."""
    source = _source(request)
    parts = cloning.parts_of(source)
    form = CreateForm(request.POST or None, parts=parts)
    if request.method == "POST" and form.is_valid() and attempt(form, lambda: _make(request, form, source)):
        messages.success(request, _("Forum dibuat. Periksa tanggal setiap tahap sebelum forum ditampilkan."))
        return redirect("forums:phases", form.cleaned_data["plan_year"])
    context = {
        "form": form,
        "source": source,
        "parts": parts,
        "phases": cloning.phase_names(source),
        "sources": cloning.sources(),
        "others": Forum.objects.visible_to(request.user),
    }
    return render(request, "forums/create.html", context)


def _source(request: HttpRequest) -> Forum | None:
    """The forum to take over from."""
    asked = request.POST.get("dari") or request.GET.get("dari", "")
    chosen = cloning.sources().filter(plan_year=int(asked)).first() if asked.isdecimal() else None
    return chosen or cloning.model_forum(next_plan_year())


def _make(request: HttpRequest, form: CreateForm, source: Forum | None) -> None:
    chosen = form.cleaned_data
    cloning.create_forum(chosen["plan_year"], actor=request.user, source=source, parts=chosen["bagian"])


def manage(request: HttpRequest, year: int) -> HttpResponse:
    """Ringkasan: what is there, what is missing, what the public sees."""
    forums = {forum.plan_year: forum for forum in Forum.objects.visible_to(request.user)}
    forum = forums.pop(year, None)
    if forum is None:
        raise Http404
    prefetch_related_objects([forum], "phases")
    phases = list(forum.phases.all())
    points = read_readiness(forum)
    context = {
        "forum": forum,
        "sections": sections(forum, "forums:manage"),
        "stations": schedule.stations(phases),
        "window": schedule.window_of_today(phases),
        "points": points,
        "missing": [point for point in points if not point.is_ready],
        "day_warning": day_warning(forum.held_on),
        "total": forum.ceilings.total(),
        "counts": overview.counts_of(forum),
        "others": list(forums.values()),
    }
    return render(request, "forums/manage.html", context)


def edit(request: HttpRequest, year: int) -> HttpResponse:
    """Fakta: theme, day, place, summary. A weekend, holiday or Ramadan is said, not forbidden."""
    forum = managed_forum(request, year)
    form = FactsForm(request.POST or None, instance=Forum.objects.get(pk=forum.pk))
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, lambda: _save_facts(request, forum, form))
    ):
        return redirect("forums:manage", year)
    context = {
        "forum": forum,
        "form": form,
        "sections": sections(forum, "forums:edit"),
        "day_warning": day_warning(forum.held_on),
    }
    return render(request, "forums/edit.html", context, status=409 if form.conflict else 200)


def _save_facts(request: HttpRequest, forum: Forum, form: FactsForm) -> None:
    moves, day = moves_known_day(forum, form.values), forum.held_on
    saved = services.edit_forum(forum, actor=request.user, values=form.values, version=form.based_on)
    messages.success(request, _told_words(saved) if moves else _("Fakta forum disimpan."))
    if saved.held_on and saved.held_on != day:
        _tell_sittings(request, saved)
    warning = day_warning(saved.held_on)
    if warning:
        messages.warning(
            request, _("%(why)s Bila memang demikian, tidak ada yang perlu diubah.") % {"why": warning}
        )


def _tell_sittings(request: HttpRequest, forum: Forum) -> None:
    """After the day moved: the sessions that are held on it now."""
    count = forum.sittings.to_come_on(forum.held_on).count()
    if count:
        words = ngettext(
            "%(n)d sidang kini dijadwalkan pada hari forum yang baru.",
            "%(n)d sidang kini dijadwalkan pada hari forum yang baru.",
            count,
        )
        messages.info(request, words % {"n": count})


def _told_words(forum: Forum) -> str:
    """After a known day moved: how many of the invited were written to, and how many have no address."""
    told, invited = len(forum.participants.invited().addresses()), forum.participants.invited().count()
    words = _(
        "Fakta forum disimpan. Perubahan jadwal dikirim kepada %(told)d dari %(invited)d instansi yang diundang."
    )
    return words % {"told": told, "invited": invited}


def publish(request: HttpRequest, year: int) -> HttpResponse:
    """Show the forum to the public, or hide it (`sembunyikan`)."""
    forum = managed_forum(request, year)
    is_published = "sembunyikan" not in request.POST
    try:
        services.publish_forum(forum, actor=request.user, is_published=is_published)
    except NotAllowed as refused:
        messages.error(request, refused.message)
    else:
        done = (
            _("Forum ini sekarang ditampilkan kepada publik.")
            if is_published
            else _("Forum ini disembunyikan.")
        )
        messages.success(request, done)
    return redirect("forums:manage", year)
