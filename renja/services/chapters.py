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
def save_chapter(renja: Renja, key: str, *, actor, seen: int, text: str) -> Chapter:
    """Keep the text of one part, reduced to harmless HTML.

    `seen` is the version that the person had before their eyes (0: nothing written yet). Raises StaleEdit, and
    overwrites nothing, when somebody else saved another text meanwhile.
    """
    check_may_edit(renja.forum, actor)
    if structure_of(renja.structure).find(key) is None:
        raise PlanRefused(_("Bagian ini tidak ada dalam susunan Renja."))
    if len(text) > LONGEST:
        raise PlanRefused(_("Teks terlalu panjang. Pindahkan tabel yang besar ke lampiran."))
    Chapter.objects.get_or_create(renja=renja, key=key, defaults={"version": 0})
    chapter = Chapter.objects.select_for_update().select_related(None).get(renja=renja, key=key)
    html = tidy_html(text)
    if chapter.html == html and chapter.version:
        return chapter
    if chapter.version != seen:
        message = _("Bagian ini disimpan %(who)s setelah Anda membukanya. Tulisan Anda belum disimpan.")
        raise StaleEdit(message % {"who": last_change(chapter)}, chapter)
    chapter.html = html
    chapter.version += 1
    chapter.save()
    record("renja.save_chapter", chapter, actor=actor, data={"key": key, "version": chapter.version})
    return chapter
