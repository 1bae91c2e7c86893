"""The text of the document's parts."""

from django.db import transaction
from django.utils.translation import gettext as _

from audit.services import record
from core.retrying import retried
from renja.chapter_text import tidy_html
from renja.errors import PlanRefused, StaleEdit
from renja.history import last_change
from renja.models import Chapter, Renja
from renja.structure import structure_of
from renja.windows import check_may_edit

LONGEST = 400_000  # characters of HTML; some 150 printed pages


@retried(PlanRefused)
@transaction.atomic
def save_chapter(
    renja: Renja, key: str, *, actor, seen: int, text: str, ready: bool | None = None
) -> Chapter:
    """Keep the text of one part, reduced to harmless HTML, and whether it is ready.

    Where `ready` says nothing, a text that changes goes back to being a draft. `seen` is the version that the person had
    before their eyes (0: nothing written yet). Raises StaleEdit, and overwrites nothing, when somebody else saved another
    text meanwhile.
    """
    check_may_edit(renja.forum, actor)
    if structure_of(renja.structure).find(key) is None:
        raise PlanRefused(_("Bagian ini tidak ada dalam susunan Renja."))
    if len(text) > LONGEST:
        raise PlanRefused(_("Teks terlalu panjang. Pindahkan tabel yang besar ke lampiran."))
    Chapter.objects.get_or_create(renja=renja, key=key, defaults={"version": 0})
    chapter = Chapter.objects.select_for_update().select_related(None).get(renja=renja, key=key)
    html = tidy_html(text)
    is_same = chapter.html == html and bool(chapter.version)
    is_ready = (is_same and chapter.is_ready) if ready is None else ready
    if is_ready and not html:
        raise PlanRefused(_("Bagian yang kosong tidak dapat ditandai siap. Tulis isinya dahulu."))
    if is_same and is_ready == chapter.is_ready:
        return chapter
    if chapter.version != seen:
        message = _("Bagian ini disimpan %(who)s setelah Anda membukanya. Tulisan Anda belum disimpan.")
        raise StaleEdit(message % {"who": last_change(chapter)}, chapter)
    chapter.html, chapter.is_ready = html, is_ready
    chapter.version += 1
    chapter.save()
    told = {"key": key, "version": chapter.version} | ({"ready": True} if is_ready else {})
    record("renja.save_chapter", chapter, actor=actor, data=told)
    return chapter
