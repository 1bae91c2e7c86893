"""Pekerjaan saya: one list of what waits for a person, from all their roles; the most pressing first."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core.paging import MANY, count_each_up_to
from core.templatetags.renja import up_to_many
from forums.models import Forum, Participant
from jobs.models import Job
from meetings.models import AgendaItem, Agreement, Minutes, Signatory, Sitting
from notifications.models import Message
from proposals.choices import Status
from proposals.intake import forum_taking_records
from proposals.models import Decision, Proposal, Question
from renja.completeness.checking import read_completeness
from renja.models import Remark, Renja
from renja.windows import edit_refusal
from renja_portal.navigation import address_of
from renja_portal.upkeep.checking import is_chain_broken
from reports.models import PlanSigning
from reports.plan_signing.sealing import SIGN
from stakeholders.models import FactorRemoval, MembershipRequest, Official, Role
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


@dataclass(frozen=True)
class Wait:
    """A kind of work before it is counted: the lists to count, and the task that their counts tell."""

    told: Callable[..., Task]
    lists: tuple[QuerySet, ...] = ()


def waiting_for(user) -> list[Task]:
    """What waits for this person; kinds of work of which nothing waits are left out, what is late comes first.

    One statement counts all that is counted, whatever the number of roles.
    """
    kinds = (
        _sittings,
        _verification,
        _disposition,
        _scoring,
        _calls,
        _unreached,
        _carried,
        _invitations,
        _questions,
        _results,
        _publication,
        _agreements,
        _record,
        _plan,
        _acts,
        _signatures,
        _setup,
        _upkeep,
        _factor_removals,
        _membership_requests,
    )
    waits = [wait for kind in kinds for wait in kind(user)]
    counts = iter(count_each_up_to(*((rows, MANY) for wait in waits for rows in wait.lists)))
    tasks = [wait.told(*islice(counts, len(wait.lists))) for wait in waits]
    return sorted((task for task in tasks if task.amount), key=lambda task: not task.is_late)


def nearest_deadlines(user) -> list[Proposal]:
    """The submitted proposals of this verifikator whose deadline comes first."""
    if Role.VERIFIKATOR not in standing_of(user).roles:
        return []
    return list(Proposal.objects.awaiting_verification(user).for_deadlines()[:NEAREST])


def _counted(rows: QuerySet, label: str, note: str, url: str) -> Wait:
    """As many as there are rows."""
    return Wait(partial(Task, label=label, note=note, url=url), (rows,))


def _sittings(user) -> Iterator[Wait]:
    if user.has_perm("meetings.run"):
        rows = Sitting.objects.run_by(user)
        yield Wait(_sittings_task, (rows.of_day(timezone.localdate()), rows.running()))
    if user.has_perm("meetings.keep_door"):
        rows = Forum.objects.filter(held_on=timezone.localdate())
        note = _("Catat yang hadir; pintunya ada pada Hari forum")
        yield _counted(rows, _("Forum hari ini"), note, address_of("forums:newest"))


def _sittings_task(amount: int, running: int) -> Task:
    note = _("%(n)s sedang berlangsung") % {"n": up_to_many(running)} if running else _("Belum dimulai")
    return Task(amount, _("Sidang hari ini"), note, address_of("meetings:run"))


def _verification(user) -> Iterator[Wait]:
    if Role.VERIFIKATOR not in standing_of(user).roles:
        return
    today = timezone.localdate()
    rows = Proposal.objects.awaiting_verification(user)
    lists = (rows, rows.filter(verify_due_on__lt=today), rows.filter(verify_due_on=today))
    yield Wait(_verification_task, lists)


def _verification_task(amount: int, late: int, due: int) -> Task:
    parts = [
        late and _("%(n)s lewat tenggat") % {"n": up_to_many(late)},
        due and _("%(n)s jatuh tempo hari ini") % {"n": up_to_many(due)},
    ]
    note = ", ".join(part for part in parts if part) or _("Semua masih dalam tenggat")
    url = address_of("proposals:verification_queue")
    return Task(amount, _("Usulan menunggu verifikasi"), note, url, bool(late))


def _disposition(user) -> Iterator[Wait]:
    if Role.SEKRETARIAT not in standing_of(user).roles:
        return
    rows = Proposal.objects.handled_by(user).filter(status=Status.SUBMITTED, unit__isnull=True)
    note = _("Pilih bidang yang memeriksanya")
    yield _counted(rows, _("Usulan belum didisposisikan"), note, address_of("proposals:verification_queue"))


def _scoring(user) -> Iterator[Wait]:
    if Role.VERIFIKATOR in standing_of(user).roles:
        note = _("Dalam agenda sidang yang penilaiannya terbuka")
        rows = AgendaItem.objects.unscored_by(user)
        yield _counted(rows, _("Usulan belum dinilai"), note, address_of("meetings:scorings"))


def _record(user) -> Iterator[Wait]:
    """Drafts of berita acara and notulen that wait for remarks, and final ones for signatures."""
    url = address_of("reports:records")
    if user.has_perm("meetings.read_minutes"):
        rows = Minutes.objects.filter(state=Minutes.State.REMARKS)
        yield _counted(rows, _("Naskah forum menunggu tanggapan"), _("Baca sebelum naskahnya final"), url)
    if user.has_perm("meetings.sign_minutes"):
        waiting = Signatory.objects.filter(minutes__state=Minutes.State.FINAL, signed_at__isnull=True)
        yield _counted(
            waiting, _("Tanda tangan naskah forum yang ditunggu"), _("Elektronik atau pindaian"), url
        )


def _calls(user) -> Iterator[Wait]:
    if user.has_perm("proposals.confirm_phone"):
        note = _("Telepon pengusulnya; sesudah itu usulan diumumkan")
        url = address_of("proposals:unconfirmed")
        yield _counted(Proposal.objects.awaiting_call(), _("Nomor menunggu konfirmasi"), note, url)


def _unreached(user) -> Iterator[Wait]:
    if user.has_perm("proposals.tell_in_person"):
        note = _("Hubungi atau temui, lalu catat")
        rows = Proposal.objects.unreached()
        yield _counted(
            rows, _("Usulan yang kabarnya belum tersampaikan"), note, address_of("proposals:unreached")
        )


def _carried(user) -> Iterator[Wait]:
    forum = forum_taking_records() if user.has_perm("proposals.record_for_others") else None
    if forum is None:
        return
    rows = Proposal.objects.left_over_before(forum).waiting_for_staff(forum)
    note = _("Usulkan kembali, atau nyatakan tidak dilanjutkan")
    label = _("Usulan tahun lalu yang belum ditentukan")
    yield _counted(rows, label, note, address_of("proposals:carried"))


def _invitations(user) -> Iterator[Wait]:
    if user.has_perm("forums.manage"):
        rows = Participant.objects.still_to_come(timezone.localdate()).unanswered()
        note = _("Ingatkan, hubungi, atau catat jawabannya")
        yield _counted(rows, _("Undangan belum dijawab"), note, address_of("forums:invitations_newest"))


def _questions(user) -> Iterator[Wait]:
    if user.has_perm("proposals.answer_questions"):
        note = _("Dijawab dalam lima hari kerja; yang paling lama menunggu ada di atas")
        rows = Question.objects.answerable_by(user).waiting()
        yield _counted(rows, _("Pertanyaan menunggu jawaban"), note, address_of("proposals:questions"))


def _results(user) -> Iterator[Wait]:
    if not user.has_perm("proposals.record_result"):
        return
    rows = Proposal.objects.handled_by(user).awaiting_result()
    note = _("Isi setelah dibahas dalam sidang")
    yield _counted(rows, _("Usulan menunggu hasil pembahasan"), note, address_of("proposals:results"))


def _publication(user) -> Iterator[Wait]:
    if not user.has_perm("proposals.publish"):
        return
    rows = Decision.objects.pending().exclude(decided_by=user)
    note = _("Diumumkan kepada pengusul setelah disahkan")
    yield _counted(rows, _("Hasil menunggu pengesahan"), note, address_of("proposals:approval"))


def _agreements(user) -> Iterator[Wait]:
    if user.has_perm("meetings.follow_agreements"):
        yield Wait(_late_agreements, (Agreement.objects.followed_by(user).late(),))


def _late_agreements(amount: int) -> Task:
    note = _("Catat tindak lanjutnya, atau ubah keadaannya")
    url = address_of("meetings:followed") + "?tampil=lewat"
    return Task(amount, _("Kesepakatan lewat tenggat"), note, url, is_late=True)


def _plan(user) -> Iterator[Wait]:
    if not user.has_perm("renja.edit"):
        return
    rows, note = Remark.objects.open(), _("Buka Susun Renja, bagian Pemeriksaan Bappeda")
    url = address_of("renja:examinations")
    yield _counted(rows, _("Catatan Bappeda yang belum ditindaklanjuti"), note, url)
    forums = Forum.objects.filter(renja__isnull=False).with_earlier().select_related("renja__edition")
    for forum in forums.prefetch_related("phases"):
        if not edit_refusal(forum, user):
            forum.renja.forum = forum
            yield from (Wait(partial(Task, *told)) for told in _gaps(forum.renja))


def _acts(user) -> Iterator[Wait]:
    """Plans whose final draft is frozen wait for the head."""
    if user.has_perm("renja.establish"):
        for renja in Renja.objects.awaiting_act().select_related("forum"):
            label = _("Renja %(year)d menunggu penetapan") % {"year": renja.year}
            note = _("Catat jenis, nomor, tanggal, dan dokumennya")
            yield Wait(partial(Task, 1, label, note, address_of("renja:revisions", renja.year)))


def _signatures(user) -> Iterator[Wait]:
    """Frozen plans whose document is there wait for the head's signature, or for a scan to be accepted."""
    if user.has_perm(SIGN):
        for signing in PlanSigning.objects.waiting().for_page():
            revision = signing.revision
            label = _("Renja %(year)d menunggu tanda tangan") % {"year": revision.renja.year}
            url = address_of("reports:plan_signing", revision.renja.year, revision.number)
            note = _("Tanda tangani, atau terima pindaiannya")
            yield Wait(partial(Task, 1, label, note, url))


def _gaps(renja: Renja) -> Iterator[tuple[int, str, str, str]]:
    completeness = read_completeness(renja)
    year = {"year": renja.year}
    note = _("Tautkan ke sub kegiatan dalam Renja %(year)d") % year
    url = address_of("renja:homeless", renja.year)
    yield (
        completeness.count("usulan-belum-dimuat"),
        _("Usulan diterima yang belum dimuat dalam Renja"),
        note,
        url,
    )
    label = _("Hal yang perlu dilengkapi pada Renja %(year)d") % year
    note = _("Periksa sebelum dokumen dibekukan atau diunduh")
    yield len(completeness.musts), label, note, address_of("renja:completeness", renja.year)


def _setup(user) -> Iterator[Wait]:
    if user.has_perm("stakeholders.change_host"):
        yield Wait(_signer_task, (Official.objects.in_office(timezone.localdate()),))


def _signer_task(signers: int) -> Task:
    note = _("Dokumen belum dapat ditandatangani")
    label = _("Pejabat penanda tangan belum diisi")
    return Task(int(not signers), label, note, address_of("stakeholders:officials"))


def _factor_removals(user) -> Iterator[Wait]:
    if not user.has_perm("stakeholders.manage_people"):
        return
    rows = FactorRemoval.objects.waiting().exclude(asked_by=user).exclude(user=user)
    note = _("Pastikan orangnya, lalu setujui atau tolak")
    label = _("Penghapusan verifikasi dua langkah menunggu persetujuan")
    yield _counted(rows, label, note, address_of("stakeholders:people"))


def _membership_requests(user) -> Iterator[Wait]:
    if not user.has_perm("stakeholders.answer_requests"):
        return
    rows = MembershipRequest.objects.waiting().exclude(user=user)
    note = _("Pastikan orangnya, lalu konfirmasi atau tolak")
    label = _("Permintaan keanggotaan menunggu konfirmasi")
    yield _counted(rows, label, note, address_of("stakeholders:requests"))


def _upkeep(user) -> Iterator[Wait]:
    if user.has_perm("stakeholders.read_record"):
        note = _("Catatan diubah atau hilang; bandingkan dengan cadangan")
        label = _("Rantai catatan audit yang rusak")
        broken = Task(int(is_chain_broken()), label, note, address_of("upkeep:record"), is_late=True)
        yield Wait(lambda: broken)
    if not user.has_perm("stakeholders.operate"):
        return
    note = _("Baca alasannya, lalu coba lagi")
    jobs = Job.objects.failed().filter(finished_at__gte=timezone.now() - FRESH)
    url = address_of("upkeep:jobs") + "?keadaan=failed"
    yield _counted(jobs, _("Pekerjaan latar yang gagal"), note, url)
    letters = Message.objects.undelivered().filter(created_at__gte=timezone.now() - FRESH)
    url = address_of("upkeep:letters") + "?keadaan=tidak_sampai"
    yield _counted(letters, _("Surat yang tidak sampai"), note, url)
