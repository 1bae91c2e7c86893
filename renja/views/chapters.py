"""The text of the document, part by part."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.rich_text import html_to_text
from renja.chapter_text import tidy_html
from renja.errors import PlanRefused, StaleEdit
from renja.forms.chapters import ChapterForm
from renja.models import Chapter, Renja
from renja.reading import readable_html
from renja.services import save_chapter
from renja.structure import Declared, structure_of
from renja.views.fetching import get_plan, seen_version
from renja.windows import edit_refusal


@dataclass(frozen=True)
class WritablePart:
    """One row of the list: what is declared, whether something is written, how long it is, when it was saved."""

    declared: Declared
    chapter: Chapter | None

    @cached_property
    def words(self) -> int:
        return len(html_to_text(self.chapter.html).split()) if self.chapter else 0

    @property
    def state(self) -> str:
        """`empty`, `draft` or `ready`."""
        if not self.words:
            return "empty"
        return "ready" if self.chapter.is_ready else "draft"


def chapters(request: HttpRequest, year: int) -> HttpResponse:
    """All parts with their state and one line on what belongs there."""
    renja = get_plan(request, year)
    written = {chapter.key: chapter for chapter in renja.chapters.all()}
    structure = structure_of(renja.structure)
    groups = [
        (part, [WritablePart(each, written.get(each.key)) for each in part.writable()])
        for part in (structure.preface, *structure.chapters)
    ]
    rows = [row for _part, inside in groups for row in inside]
    known = {row.declared.key for row in rows}
    states = Counter(row.state for row in rows)
    context = {
        "renja": renja, "year": year, "groups": groups, "total": len(rows), "structure": structure,
        "filled": len(rows) - states["empty"], "ready": states["ready"], "draft": states["draft"], "empty": states["empty"],
        "unused": [(one.key, html) for one in written.values() if one.key not in known and (html := readable_html(one.html))],
        "refusal": edit_refusal(renja.forum, request.user),
    }  # fmt: skip
    return render(request, "renja/chapters.html", context)


def chapter(request: HttpRequest, year: int, chapter: str) -> HttpResponse:
    """Write one part; 409 with both texts when somebody saved meanwhile."""
    renja = get_plan(request, year)
    declared = structure_of(renja.structure).find(chapter)
    if declared is None:
        raise Http404(_("Bagian ini tidak ada dalam susunan Renja."))
    stored = renja.chapters.filter(key=chapter).first()
    form = ChapterForm(
        request.POST if request.method == "POST" else None, initial={"text": stored.html if stored else ""}
    )
    context: dict[str, Any] = {"version": stored.version if stored else 0}
    status = 200
    if request.method == "POST" and form.is_valid():
        context = {"version": seen_version(request)}
        try:
            return _save(request, renja, declared, form.cleaned_data["text"], stored)
        except StaleEdit as stale:
            form.add_error(None, stale.message)
            context = {"version": stale.current.version, "stored_html": readable_html(stale.current.html)}
            context["typed_html"], status = readable_html(tidy_html(form.cleaned_data["text"])), 409
        except PlanRefused as refused:
            form.add_error(None, refused.message)
    context |= _around(renja, declared) | {
        "renja": renja, "year": year, "part": declared, "form": form, "readable": readable_html(stored.html) if stored else "",
        "is_ready": bool(stored and stored.is_ready),
        "refusal": edit_refusal(renja.forum, request.user),
    }  # fmt: skip
    return render(request, "renja/chapter.html", context, status=status)


READY = {"1": True, "0": False}


def _save(
    request: HttpRequest, renja: Renja, part: Declared, text: str, before: Chapter | None
) -> HttpResponse:
    ready = READY.get(request.POST.get("siap", ""))
    saved = save_chapter(
        renja, part.key, actor=request.user, seen=seen_version(request), text=text, ready=ready
    )
    messages.success(request, _told(saved, bool(before and before.is_ready)) % {"part": part.label})
    if "lanjut" in request.POST and _around(renja, part)["following"]:
        return redirect("renja:chapter", renja.year, _around(renja, part)["following"].key)
    if "tetap" in request.POST:
        return redirect("renja:chapter", renja.year, part.key)
    return redirect("renja:chapters", renja.year)


def _told(saved: Chapter, was_ready: bool) -> str:
    if saved.is_ready:
        return _("“%(part)s” disimpan dan siap.")
    return _("“%(part)s” disimpan dan kembali menjadi draf.") if was_ready else _("“%(part)s” disimpan.")


def _around(renja: Renja, part: Declared) -> dict[str, Declared | None]:
    """The parts before and after this one, in printed order."""
    parts = list(structure_of(renja.structure).writable())
    at = parts.index(part)
    return {
        "previous": parts[at - 1] if at else None,
        "following": parts[at + 1] if at + 1 < len(parts) else None,
    }
