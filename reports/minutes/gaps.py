"""What a berita acara or notulen still lacks: said before it becomes final, in short sentences."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from meetings.models import AgendaItem, Attendance, Minutes, Sitting
from meetings.signers import signers_of
from proposals.models import Decision


@dataclass(frozen=True)
class Gap:
    """`url_name` is where it is mended; what `stops` must be there before the text can be final."""

    text: str
    url_name: str = ""
    stops: bool = False


def gaps_of(minutes: Minutes) -> list[Gap]:
    """The hindrances first."""
    return sorted((*_own(minutes), *_of_forum(minutes)), key=lambda gap: not gap.stops)


def _own(minutes: Minutes) -> Iterator[Gap]:
    if not (minutes.number or minutes.is_unnumbered):
        yield Gap(
            _("Nomor belum diisi; isi, atau nyatakan bahwa nomornya ditulis tangan."),
            "reports:minutes_facts",
            True,
        )
    if not minutes.dated:
        yield Gap(_("Tanggal naskah belum diisi."), "reports:minutes_facts", True)
    if not signers_of(minutes):
        yield Gap(_("Belum ada penanda tangan."), "reports:minutes_signers", True)
    waiting = minutes.remarks.filter(answer="").count() if minutes.pk else 0
    if waiting:
        yield Gap(_("%(n)d tanggapan belum dijawab.") % {"n": waiting})


def _of_forum(minutes: Minutes) -> Iterator[Gap]:
    forum = minutes.forum
    if not forum.held_on or not forum.place:
        yield Gap(_("Tanggal atau tempat forum belum diisi; pada naskah tampil titik-titik."), "forums:edit")
    if not Attendance.objects.of_forum(forum).exists():
        yield Gap(_("Daftar hadir masih kosong."))
    if not forum.programme.exists():
        yield Gap(_("Susunan acara belum diisi; nama pemberi sambutan dan paparan tampil titik-titik."))
    running = forum.sittings.exclude(state=Sitting.State.CLOSED).count()
    if running:
        yield Gap(_("%(n)d sidang kelompok belum ditutup.") % {"n": running})
    open_items = _without_result(forum)
    if open_items:
        yield Gap(_("%(n)d usulan pada acara sidang belum ada hasilnya.") % {"n": open_items})


def _without_result(forum) -> int:
    results = Decision.objects.filter(proposal=OuterRef("proposal"), state__in=("pending", "published"))
    return AgendaItem.objects.filter(~Exists(results), sitting__forum=forum).count()
