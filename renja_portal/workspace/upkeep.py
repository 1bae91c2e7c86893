"""What waits of the installation: who signs, who may come in, what failed."""

import datetime
from collections.abc import Iterator
from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.models import Job
from notifications.models import Message
from renja_portal.health.overview import wrong_now
from renja_portal.navigation import address_of
from renja_portal.upkeep.checking import is_chain_broken
from renja_portal.workspace.tasks import Task, Wait, counted
from stakeholders.models import FactorRemoval, MembershipRequest, Official

FRESH = datetime.timedelta(days=14)  # what failed longer ago is found in the lists of upkeep


def setup(user) -> Iterator[Wait]:
    if user.has_perm("stakeholders.change_host"):
        yield Wait(_signer_task, (Official.objects.in_office(timezone.localdate()),))


def _signer_task(signers: int) -> Task:
    note = _("Dokumen belum dapat ditandatangani")
    label = _("Pejabat penanda tangan belum diisi")
    return Task(int(not signers), label, note, address_of("stakeholders:officials"))


def factor_removals(user) -> Iterator[Wait]:
    if not user.has_perm("stakeholders.manage_people"):
        return
    rows = FactorRemoval.objects.waiting().exclude(asked_by=user).exclude(user=user)
    note = _("Pastikan orangnya, lalu setujui atau tolak")
    label = _("Penghapusan verifikasi dua langkah menunggu persetujuan")
    yield counted(rows, label, note, address_of("stakeholders:people"))


def membership_requests(user) -> Iterator[Wait]:
    if not user.has_perm("stakeholders.answer_requests"):
        return
    rows = MembershipRequest.objects.waiting().exclude(user=user)
    note = _("Pastikan orangnya, lalu konfirmasi atau tolak")
    label = _("Permintaan keanggotaan menunggu konfirmasi")
    yield counted(rows, label, note, address_of("stakeholders:requests"))


def upkeep(user) -> Iterator[Wait]:
    if user.has_perm("stakeholders.read_record"):
        note = _("Catatan diubah atau hilang; bandingkan dengan cadangan")
        label = _("Rantai catatan audit yang rusak")
        broken = Task(int(is_chain_broken()), label, note, address_of("upkeep:record"), is_late=True)
        yield Wait(lambda: broken)
    if not user.has_perm("stakeholders.operate"):
        return
    wrong = wrong_now()
    label = _("Hal yang salah pada sistem")
    yield Wait(partial(Task, len(wrong), label, ", ".join(wrong), address_of("upkeep:health"), True))
    note = _("Baca alasannya, lalu coba lagi")
    jobs = Job.objects.failed().filter(finished_at__gte=timezone.now() - FRESH)
    url = address_of("upkeep:jobs") + "?keadaan=failed"
    yield counted(jobs, _("Pekerjaan latar yang gagal"), note, url)
    letters = Message.objects.undelivered().filter(created_at__gte=timezone.now() - FRESH)
    url = address_of("upkeep:letters") + "?keadaan=tidak_sampai"
    yield counted(letters, _("Surat yang tidak sampai"), note, url)
