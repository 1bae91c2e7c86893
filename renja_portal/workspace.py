"""Pekerjaan saya: one list of what waits for a person, from all their roles; the most pressing first."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from core.paging import count_up_to, rows_between
from core.templatetags.renja import up_to_many
from forums.models import Forum
from jobs.models import Job
from notifications.models import Message
from proposals.choices import Status
from proposals.models import Decision, Proposal
from renja.windows import edit_refusal
from renja_portal.navigation import address_of
from renja_portal.upkeep.checking import chain_state
from reports.completeness import read_completeness
from stakeholders.models import FactorRemoval, Official, Role
from stakeholders.rules import standing_of

NEAREST = 5
FRESH = datetime.timedelta(days=14)  # what failed longer ago is found in the lists of upkeep


@dataclass(frozen=True)
class Task:
    """One kind of work that waits: how much, what, what about it, where to do it."""

    amount: int
    label: str
    note: str
    url: str
    is_late: bool = False


def waiting_for(user) -> list[Task]:
    """What waits for this person; kinds of work of which nothing waits are left out, what is late comes first."""
    tasks = [
        *_verification(user),
        *_disposition(user),
        *_results(user),
        *_publication(user),
        *_plan(user),
        *_setup(user),
        *_upkeep(user),
        *_factor_removals(user),
    ]
    return sorted((task for task in tasks if task.amount), key=lambda task: not task.is_late)


def nearest_deadlines(user) -> list[Proposal]:
    """The submitted proposals of this verifikator whose deadline comes first."""
    if Role.VERIFIKATOR not in standing_of(user).roles:
        return []
    rows = Proposal.objects.awaiting_verification(user).with_people()
    return rows_between(rows, 0, NEAREST)


def _verification(user) -> Iterator[Task]:
    if Role.VERIFIKATOR not in standing_of(user).roles:
        return
    today = timezone.localdate()
    rows = Proposal.objects.awaiting_verification(user)
    late = count_up_to(rows.filter(verify_due_on__lt=today))
    due = count_up_to(rows.filter(verify_due_on=today))
    parts = [
        late and _("%(n)s lewat tenggat") % {"n": up_to_many(late)},
        due and _("%(n)s jatuh tempo hari ini") % {"n": up_to_many(due)},
    ]
    note = ", ".join(part for part in parts if part) or _("Semua masih dalam tenggat")
    url = address_of("proposals:verification_queue")
    yield Task(count_up_to(rows), _("Usulan menunggu verifikasi"), note, url, bool(late))


def _disposition(user) -> Iterator[Task]:
    if Role.SEKRETARIAT not in standing_of(user).roles:
        return
    rows = Proposal.objects.handled_by(user).filter(status=Status.SUBMITTED, unit__isnull=True)
    note = _("Pilih bidang yang memeriksanya")
    yield Task(
        count_up_to(rows), _("Usulan belum didisposisikan"), note, address_of("proposals:verification_queue")
    )


def _results(user) -> Iterator[Task]:
    if not user.has_perm("proposals.record_result"):
        return
    rows = Proposal.objects.handled_by(user).awaiting_result()
    note = _("Isi setelah dibahas dalam sidang")
    yield Task(
        count_up_to(rows), _("Usulan menunggu hasil pembahasan"), note, address_of("proposals:results")
    )


def _publication(user) -> Iterator[Task]:
    if not user.has_perm("proposals.publish"):
        return
    rows = Decision.objects.pending().exclude(decided_by=user)
    note = _("Diumumkan kepada pengusul setelah disahkan")
    yield Task(count_up_to(rows), _("Hasil menunggu pengesahan"), note, address_of("proposals:approval"))


def _plan(user) -> Iterator[Task]:
    if not user.has_perm("renja.edit"):
        return
    forums = Forum.objects.filter(renja__isnull=False).select_related("renja__edition")
    for forum in forums.prefetch_related("phases"):
        if edit_refusal(forum, user):
            continue
        forum.renja.forum = forum
        completeness = read_completeness(forum.renja)
        year = {"year": forum.plan_year}
        note = _("Tautkan ke sub kegiatan dalam Renja %(year)d") % year
        url = address_of("renja:homeless", forum.plan_year)
        yield Task(completeness.homeless, _("Usulan diterima yang belum dimuat dalam Renja"), note, url)
        gaps = len(completeness.gaps)
        note = _("Periksa sebelum dokumen diunduh")
        url = address_of("renja:edit", forum.plan_year)
        yield Task(gaps, _("Hal yang perlu dilengkapi pada Renja %(year)d") % year, note, url)


def _setup(user) -> Iterator[Task]:
    if not user.has_perm("stakeholders.change_host"):
        return
    missing = int(Official.objects.signer_on(timezone.localdate()) is None)
    note = _("Dokumen belum dapat ditandatangani")
    yield Task(missing, _("Pejabat penanda tangan belum diisi"), note, address_of("stakeholders:officials"))


def _factor_removals(user) -> Iterator[Task]:
    if not user.has_perm("stakeholders.manage_people"):
        return
    rows = FactorRemoval.objects.waiting().exclude(asked_by=user).exclude(user=user)
    note = _("Pastikan orangnya, lalu setujui atau tolak")
    label = _("Penghapusan verifikasi dua langkah menunggu persetujuan")
    yield Task(count_up_to(rows), label, note, address_of("stakeholders:people"))


def _upkeep(user) -> Iterator[Task]:
    if user.has_perm("stakeholders.read_record"):
        broken = int(chain_state().is_broken)
        note = _("Catatan diubah atau hilang; bandingkan dengan cadangan")
        yield Task(
            broken, _("Rantai catatan audit yang rusak"), note, address_of("upkeep:record"), is_late=True
        )
    if not user.has_perm("stakeholders.operate"):
        return
    note = _("Baca alasannya, lalu coba lagi")
    jobs = Job.objects.failed().filter(finished_at__gte=timezone.now() - FRESH)
    yield Task(
        jobs.count(), _("Pekerjaan latar yang gagal"), note, address_of("upkeep:jobs") + "?keadaan=failed"
    )
    letters = Message.objects.undelivered().filter(created_at__gte=timezone.now() - FRESH)
    url = address_of("upkeep:letters") + "?keadaan=tidak_sampai"
    yield Task(letters.count(), _("Surat yang tidak sampai"), note, url)
