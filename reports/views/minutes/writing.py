"""Editing a berita acara or notulen: facts, texts, remarks, and making it final."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from core.errors import NotAllowed
from core.versions import attempt
from meetings import minutes_writing as writing
from meetings.asking_remarks import reach_of
from meetings.models import Minutes, MinutesRemark, MinutesText
from reports.forms.minutes import AnswerForm, FactsForm, RemarkForm, ReplaceForm, TextForm
from reports.minutes.gaps import gaps_of
from reports.minutes.making import finalise_minutes, undiscussed_in
from reports.minutes.outline import outline_of
from reports.minutes.summary import shown
from reports.minutes.wording import SECTIONS, section_of
from reports.views.minutes.frame import frame, home_of, minutes_or_404

TEMPLATES = "reports/minutes_pages"


def _page(request: HttpRequest, minutes: Minutes, template: str, context: dict) -> HttpResponse:
    conflict = getattr(context.get("form"), "conflict", None)
    whole = frame(request, minutes) | context
    return render(request, f"{TEMPLATES}/{template}.html", whole, status=409 if conflict else 200)


def facts(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """Nomor, tanggal, tempat."""
    minutes = minutes_or_404(request, year, kind)
    instance = Minutes.objects.get(pk=minutes.pk) if minutes.pk else Minutes(forum=minutes.forum, kind=kind)
    form = FactsForm(request.POST or None, instance=instance)

    def save():
        writing.change_facts(minutes, actor=request.user, values=form.values, version=form.based_on)

    if request.method == "POST" and form.is_valid() and attempt(form, save):
        messages.success(request, _("Nomor dan tanggal disimpan."))
        return redirect(home_of(minutes))
    return _page(request, minutes, "facts", {"form": form})


def part(request: HttpRequest, year: int, kind: str, slug: str) -> HttpResponse:
    """One part of the text; what the data say stands there until somebody writes something else."""
    minutes = minutes_or_404(request, year, kind)
    section = section_of(kind, slug)
    if section is None or minutes.is_final:
        raise Http404
    stored = minutes.texts.filter(slug=slug).first() if minutes.pk else None
    row = stored or MinutesText(slug=slug, text=_told(minutes, slug))
    form = TextForm(request.POST or None, instance=row)

    def save():
        text = form.values["text"].strip()
        kept = writing.write_text(minutes, slug, actor=request.user, text=text, version=form.based_on)
        form.saved_version = kept.version

    is_saved = request.method == "POST" and form.is_valid() and attempt(form, save)
    if request.method == "POST" and request.htmx:
        return _saved_while_typing(request, form, is_saved)
    if is_saved:
        messages.success(request, _("Bagian “%(part)s” disimpan.") % {"part": section.title})
        return redirect(home_of(minutes))
    return _page(
        request, minutes, "part", {"form": form, "section": section, "is_edited": stored is not None}
    )


def _saved_while_typing(request: HttpRequest, form: TextForm, is_saved: bool) -> HttpResponse:
    """What the script needs to go on: the version, and what somebody else wrote meanwhile."""
    status = 200 if is_saved else 409 if form.conflict else 422
    errors = [*form.non_field_errors(), *form["text"].errors]
    context = {"form": form, "is_saved": is_saved, "errors": errors}
    return render(request, f"{TEMPLATES}/part_state.html", context, status=status)


def _told(minutes: Minutes, slug: str) -> str:
    """What the data say in this part; nothing before the host is set up."""
    try:
        told = outline_of(minutes).part(slug)
    except NotAllowed:
        return ""
    return told.text if told else ""


def part_reset(request: HttpRequest, year: int, kind: str, slug: str) -> HttpResponse:
    """Kembalikan ke isi dari data."""
    minutes = minutes_or_404(request, year, kind)
    try:
        writing.reset_text(minutes, slug, actor=request.user)
    except NotAllowed as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Bagian ini kembali mengikuti data forum."))
    return redirect(home_of(minutes))


def remarks(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """Tanggapan: all that was said, and one more."""
    minutes = minutes_or_404(request, year, kind)
    parts = [(section.slug, section.title) for section in SECTIONS[kind]]
    form = RemarkForm(request.POST or None, parts=parts)

    def add():
        values = form.cleaned_data
        writing.add_remark(minutes, actor=request.user, text=values["text"], slug=values["slug"])

    if request.method == "POST" and form.is_valid() and attempt(form, add):
        messages.success(request, _("Tanggapan dicatat."))
        return redirect("reports:minutes_remarks", year, kind)
    names = dict(parts)
    rows = list(minutes.remarks.select_related("written_by", "answered_by")) if minutes.pk else []
    told = [(row, names.get(row.slug, _("Seluruh naskah"))) for row in rows]
    return _page(request, minutes, "remarks", {"form": form, "remarks": told, "reach": reach_of(minutes)})


def remark_answer(request: HttpRequest, year: int, kind: str, pk: int) -> HttpResponse:
    """The secretariat's answer to one remark."""
    minutes = minutes_or_404(request, year, kind)
    remark = get_object_or_404(
        MinutesRemark.objects.select_related("minutes__forum", "written_by"), pk=pk, minutes=minutes.pk
    )
    form = AnswerForm(request.POST or None, initial={"answer": remark.answer})

    def answer():
        writing.answer_remark(remark, actor=request.user, answer=form.cleaned_data["answer"])

    if request.method == "POST" and form.is_valid() and attempt(form, answer):
        messages.success(request, _("Tanggapan dijawab."))
        return redirect("reports:minutes_remarks", year, kind)
    return _page(request, minutes, "answer", {"form": form, "remark": remark})


def final(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """Jadikan final, after saying what is still missing."""
    minutes = minutes_or_404(request, year, kind)
    if minutes.is_final:
        return redirect(home_of(minutes))
    if request.method == "POST":
        try:
            known = request.POST.get("belum-dibahas", "")[:6]
            finalise_minutes(minutes, actor=request.user, undiscussed=int(known) if known.isdecimal() else 0)
        except NotAllowed as refused:
            messages.error(request, refused.message)
            return redirect("reports:minutes_final", year, kind)
        messages.success(request, _("Naskah final. PDF-nya sedang disusun."))
        return redirect(home_of(minutes))
    gaps = [shown(gap, minutes) for gap in gaps_of(minutes)]
    context = {"gaps": gaps, "is_stopped": any(gap.stops for gap in gaps)}
    return _page(request, minutes, "final", context | {"undiscussed": undiscussed_in(minutes)})


def replace(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """Buat naskah pengganti of a final one."""
    minutes = minutes_or_404(request, year, kind)
    if not minutes.is_final:
        raise Http404
    form = ReplaceForm(request.POST or None)

    def begin():
        writing.replace_minutes(minutes, actor=request.user, reason=form.cleaned_data["reason"])

    if request.method == "POST" and form.is_valid() and attempt(form, begin):
        messages.success(request, _("Naskah pengganti dibuat sebagai draf. Naskah lama tetap tersimpan."))
        return redirect(home_of(minutes))
    return _page(request, minutes, "replace", {"form": form})
