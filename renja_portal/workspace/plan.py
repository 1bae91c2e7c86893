"""What waits of the plan: remarks, gaps, the act."""

from collections.abc import Iterator
from functools import partial

from django.utils.translation import gettext as _

from audit.kept import kept_until_a_deed
from forums.models import Forum
from renja.completeness.checking import read_completeness
from renja.models import Remark, Renja
from renja.windows import edit_refusal
from renja_portal.navigation import address_of
from renja_portal.workspace.tasks import Task, Wait, counted
from reports.models import PlanSigning
from reports.plan_signing.sealing import SIGN


def plan(user) -> Iterator[Wait]:
    if not user.has_perm("renja.edit"):
        return
    rows, note = Remark.objects.open(), _("Buka Susun Renja, bagian Pemeriksaan Bappeda")
    url = address_of("renja:examinations")
    yield counted(rows, _("Catatan Bappeda yang belum ditindaklanjuti"), note, url)
    forums = Forum.objects.filter(renja__isnull=False).with_earlier().select_related("renja__edition")
    for forum in forums.prefetch_related("phases"):
        if not edit_refusal(forum, user):
            forum.renja.forum = forum
            yield from (Wait(partial(Task, *told)) for told in _gaps(forum.renja))


def acts(user) -> Iterator[Wait]:
    """Plans whose final draft is frozen wait for the head."""
    if user.has_perm("renja.establish"):
        for renja in Renja.objects.awaiting_act().select_related("forum"):
            label = _("Renja %(year)d menunggu penetapan") % {"year": renja.year}
            note = _("Catat jenis, nomor, tanggal, dan dokumennya")
            yield Wait(partial(Task, 1, label, note, address_of("renja:revisions", renja.year)))


def signatures(user) -> Iterator[Wait]:
    """Frozen plans whose document is there wait for the head's signature, or for a scan to be accepted."""
    if user.has_perm(SIGN):
        for signing in PlanSigning.objects.waiting().for_page():
            revision = signing.revision
            label = _("Renja %(year)d menunggu tanda tangan") % {"year": revision.renja.year}
            url = address_of("reports:plan_signing", revision.renja.year, revision.number)
            note = _("Tanda tangani, atau terima pindaiannya")
            yield Wait(partial(Task, 1, label, note, url))


def _gaps(renja: Renja) -> Iterator[tuple[int, str, str, str]]:
    homeless, musts = kept_until_a_deed(f"gaps:{renja.pk}", lambda: _count_gaps(renja))
    year = {"year": renja.year}
    note = _("Tautkan ke sub kegiatan dalam Renja %(year)d") % year
    url = address_of("renja:homeless", renja.year)
    yield homeless, _("Usulan diterima yang belum dimuat dalam Renja"), note, url
    label = _("Hal yang perlu dilengkapi pada Renja %(year)d") % year
    note = _("Periksa sebelum dokumen dibekukan atau diunduh")
    yield musts, label, note, address_of("renja:completeness", renja.year)


def _count_gaps(renja: Renja) -> tuple[int, int]:
    """Accepted proposals that no line names, and what must be mended; the whole text of the plan is read for it."""
    completeness = read_completeness(renja)
    return completeness.count("usulan-belum-dimuat"), len(completeness.musts)
