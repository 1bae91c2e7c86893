"""What waits of the forum's day: invitations, sessions, scores, records, agreements."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from core.templatetags.renja import up_to_many
from forums.models import Forum, Participant
from meetings.models import AgendaItem, Agreement, Minutes, Signatory, Sitting
from renja_portal.navigation import address_of
from renja_portal.workspace.tasks import Task, Wait, counted
from stakeholders.models import Role
from stakeholders.rules import standing_of


def invitations(user) -> Iterator[Wait]:
    if user.has_perm("forums.manage"):
        rows = Participant.objects.still_to_come(timezone.localdate()).unanswered()
        note = _("Ingatkan, hubungi, atau catat jawabannya")
        yield counted(rows, _("Undangan belum dijawab"), note, address_of("forums:invitations_newest"))


def sittings(user) -> Iterator[Wait]:
    if user.has_perm("meetings.run"):
        rows = Sitting.objects.run_by(user)
        yield Wait(_sittings_task, (rows.of_day(timezone.localdate()), rows.running()))
    if user.has_perm("meetings.keep_door"):
        rows = Forum.objects.filter(held_on=timezone.localdate())
        note = _("Catat yang hadir; pintunya ada pada Hari forum")
        yield counted(rows, _("Forum hari ini"), note, address_of("forums:newest"))


def _sittings_task(amount: int, running: int) -> Task:
    note = _("%(n)s sedang berlangsung") % {"n": up_to_many(running)} if running else _("Belum dimulai")
    return Task(amount, _("Sidang hari ini"), note, address_of("meetings:run"))


def scoring(user) -> Iterator[Wait]:
    if Role.VERIFIKATOR in standing_of(user).roles:
        note = _("Dalam agenda sidang yang penilaiannya terbuka")
        rows = AgendaItem.objects.unscored_by(user)
        yield counted(rows, _("Usulan belum dinilai"), note, address_of("meetings:scorings"))


def record(user) -> Iterator[Wait]:
    """Drafts of berita acara and notulen that wait for remarks, and final ones for signatures."""
    url = address_of("reports:records")
    if user.has_perm("meetings.read_minutes"):
        rows = Minutes.objects.filter(state=Minutes.State.REMARKS)
        yield counted(rows, _("Naskah forum menunggu tanggapan"), _("Baca sebelum naskahnya final"), url)
    if user.has_perm("meetings.sign_minutes"):
        waiting = Signatory.objects.filter(minutes__state=Minutes.State.FINAL, signed_at__isnull=True)
        yield counted(
            waiting, _("Tanda tangan naskah forum yang ditunggu"), _("Elektronik atau pindaian"), url
        )


def agreements(user) -> Iterator[Wait]:
    if user.has_perm("meetings.follow_agreements"):
        yield Wait(_late_agreements, (Agreement.objects.followed_by(user).late(),))


def _late_agreements(amount: int) -> Task:
    note = _("Catat tindak lanjutnya, atau ubah keadaannya")
    url = address_of("meetings:followed") + "?tampil=lewat"
    return Task(amount, _("Kesepakatan lewat tenggat"), note, url, is_late=True)
