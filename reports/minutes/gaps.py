"""What a berita acara or notulen still lacks: said before it becomes final, in short sentences."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.dates import plain_date
from meetings.models import Minutes, Signatory
from meetings.signers import signers_of
from reports.minutes.amounts import Amounts, count_amounts


@dataclass(frozen=True)
class Gap:
    """`url_name` is where it is mended; what `stops` must be there before the text can be final."""

    text: str
    url_name: str = ""
    stops: bool = False


def gaps_of(
    minutes: Minutes, *, amounts: Amounts | None = None, signers: list[Signatory] | None = None
) -> list[Gap]:
    """The hindrances first. Amounts and signers are read where the caller has not."""
    amounts = amounts or count_amounts(minutes)
    signers = signers_of(minutes) if signers is None else signers
    found = (*_own(minutes, amounts, signers), *_of_forum(minutes, amounts))
    return sorted(found, key=lambda gap: not gap.stops)


def _own(minutes: Minutes, amounts: Amounts, signers: list[Signatory]) -> Iterator[Gap]:
    if not (minutes.number or minutes.is_unnumbered):
        yield Gap(
            _("Nomor belum diisi; isi, atau nyatakan bahwa nomornya ditulis tangan."),
            "reports:minutes_facts",
            True,
        )
    if not minutes.dated:
        yield Gap(_("Tanggal naskah belum diisi."), "reports:minutes_facts", True)
    elif minutes.forum.held_on and minutes.dated < minutes.forum.held_on:
        words = _("Tanggal naskah mendahului hari forum, %(day)s.") % {
            "day": plain_date(minutes.forum.held_on)
        }
        yield Gap(words, "reports:minutes_facts")
    if not signers:
        yield Gap(_("Belum ada penanda tangan."), "reports:minutes_signers", True)
    if amounts.open_remarks:
        yield Gap(_("%(n)d tanggapan belum dijawab.") % {"n": amounts.open_remarks})
    if minutes.takes_remarks:
        yield Gap(_("Batas tanggapan, %(day)s, belum lewat.") % {"day": plain_date(minutes.remarks_until)})


def _of_forum(minutes: Minutes, amounts: Amounts) -> Iterator[Gap]:
    forum = minutes.forum
    if not forum.held_on or not forum.place:
        yield Gap(_("Tanggal atau tempat forum belum diisi; pada naskah tampil titik-titik."), "forums:edit")
    if not amounts.present:
        yield Gap(_("Daftar hadir masih kosong."))
    if not amounts.programme:
        yield Gap(_("Susunan acara belum diisi; nama pemberi sambutan dan paparan tampil titik-titik."))
    if amounts.open_sessions:
        yield Gap(_("%(n)d sidang kelompok belum ditutup.") % {"n": amounts.open_sessions})
    if minutes.kind == Minutes.Kind.BERITA_ACARA:
        yield from _undiscussed(amounts)


def _undiscussed(amounts: Amounts) -> Iterator[Gap]:
    """What the forum did not come to; none of it is left behind without a word."""
    if amounts.undiscussed:
        words = _("%(n)d usulan pada acara sidang belum ada hasilnya.")
        yield Gap(words % {"n": amounts.undiscussed}, "meetings:undiscussed")
    if amounts.unscheduled:
        words = _("%(n)d usulan terverifikasi tidak masuk acara sidang mana pun dan belum ada hasilnya.")
        yield Gap(words % {"n": amounts.unscheduled}, "meetings:undiscussed")
    if amounts.unverified:
        yield Gap(_("%(n)d usulan belum selesai diverifikasi.") % {"n": amounts.unverified})
