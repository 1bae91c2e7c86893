"""What waits of proposals: to be verified, answered, decided, published."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from core.templatetags.renja import up_to_many
from proposals.choices import Status
from proposals.intake import forum_taking_records
from proposals.models import Decision, Proposal, Question
from renja_portal.navigation import address_of
from renja_portal.workspace.tasks import Task, Wait, counted
from stakeholders.models import Role
from stakeholders.rules import standing_of


def verification(user) -> Iterator[Wait]:
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


def disposition(user) -> Iterator[Wait]:
    if Role.SEKRETARIAT not in standing_of(user).roles:
        return
    rows = Proposal.objects.handled_by(user).filter(status=Status.SUBMITTED, unit__isnull=True)
    note = _("Pilih bidang yang memeriksanya")
    yield counted(rows, _("Usulan belum didisposisikan"), note, address_of("proposals:verification_queue"))


def calls(user) -> Iterator[Wait]:
    if user.has_perm("proposals.confirm_phone"):
        note = _("Telepon pengusulnya; sesudah itu usulan diumumkan")
        url = address_of("proposals:unconfirmed")
        yield counted(Proposal.objects.awaiting_call(), _("Nomor menunggu konfirmasi"), note, url)


def unreached(user) -> Iterator[Wait]:
    if user.has_perm("proposals.tell_in_person"):
        note = _("Hubungi atau temui, lalu catat")
        rows = Proposal.objects.unreached()
        yield counted(
            rows, _("Usulan yang kabarnya belum tersampaikan"), note, address_of("proposals:unreached")
        )


def carried(user) -> Iterator[Wait]:
    forum = forum_taking_records() if user.has_perm("proposals.record_for_others") else None
    if forum is None:
        return
    rows = Proposal.objects.left_over_before(forum).waiting_for_staff(forum)
    note = _("Usulkan kembali, atau nyatakan tidak dilanjutkan")
    label = _("Usulan tahun lalu yang belum ditentukan")
    yield counted(rows, label, note, address_of("proposals:carried"))


def questions(user) -> Iterator[Wait]:
    if user.has_perm("proposals.answer_questions"):
        note = _("Dijawab dalam lima hari kerja; yang paling lama menunggu ada di atas")
        rows = Question.objects.answerable_by(user).waiting()
        yield counted(rows, _("Pertanyaan menunggu jawaban"), note, address_of("proposals:questions"))


def results(user) -> Iterator[Wait]:
    if not user.has_perm("proposals.record_result"):
        return
    rows = Proposal.objects.handled_by(user).awaiting_result()
    note = _("Isi setelah dibahas dalam sidang")
    yield counted(rows, _("Usulan menunggu hasil pembahasan"), note, address_of("proposals:results"))


def publication(user) -> Iterator[Wait]:
    if not user.has_perm("proposals.publish"):
        return
    rows = Decision.objects.pending().exclude(decided_by=user)
    note = _("Diumumkan kepada pengusul setelah disahkan")
    yield counted(rows, _("Hasil menunggu pengesahan"), note, address_of("proposals:approval"))
