"""The text parts as the data say them. The skeleton is the one of printed berita acara; nothing here is quoted as law."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.dates import MONTHS, WEEKDAYS, plain_date
from core.money import number, spelled_out
from forums.models import Forum
from meetings.models import Minutes
from reports.minutes.paper import MinutesPaper
from reports.report import Letterhead

BLANK = "……………………"


@dataclass(frozen=True)
class Told:
    """What the texts are made of."""

    forum: Forum
    host: Letterhead
    present: int
    annexes: dict[str, str]
    counts: dict[str, int]

    @property
    def office(self) -> str:
        return f"{self.host.organization} {self.host.region}"


@dataclass(frozen=True)
class Section:
    """A part: its address, its name for people, and the text that the data make of it."""

    slug: str
    title: str
    write: Callable[[Told], str]


def _opening(told: Told) -> str:
    day, forum = told.forum.held_on, told.forum
    when = {
        "weekday": WEEKDAYS[day.weekday()] if day else BLANK,
        "day": spelled_out(day.day) if day else BLANK,
        "month": MONTHS[day.month - 1] if day else BLANK,
        "year": spelled_out(day.year) if day else BLANK,
    }
    return _(
        "Pada hari ini, %(weekday)s tanggal %(day)s bulan %(month)s tahun %(year)s, bertempat di %(place)s, telah "
        "diselenggarakan Forum Perangkat Daerah %(office)s dalam rangka penyusunan Rencana Kerja (Renja) Tahun "
        "%(plan_year)s, yang dihadiri pemangku kepentingan sesuai dengan daftar hadir peserta yang tercantum dalam "
        "LAMPIRAN\u00a0I berita acara ini."
    ) % {
        **when,
        "place": forum.place or BLANK,
        "office": told.office,
        "plan_year": forum.plan_year,
    }


def _considering(told: Told) -> str:
    """The speeches and talks of the susunan acara, each with who is in charge; dots where it names none."""
    programme = list(told.forum.programme.all())
    speeches = [row.in_charge or row.title for row in programme if "sambutan" in row.title.lower()]
    talks = [
        f"{row.title} ({row.in_charge})" if row.in_charge else row.title
        for row in programme
        if "paparan" in row.title.lower() or "pemaparan" in row.title.lower()
    ]
    lines = [
        _("1. Sambutan-sambutan yang disampaikan oleh:"),
        *_lettered(speeches or [BLANK]),
        _("2. Pemaparan materi:"),
        *_lettered(talks or [BLANK]),
        _(
            "3. Tanggapan dan saran dari seluruh peserta forum terhadap materi yang dipaparkan, sebagaimana telah "
            "dirangkum menjadi hasil keputusan sidang kelompok;"
        ),
    ]
    return "\n".join(lines)


def _lettered(rows: list[str]) -> list[str]:
    return [f"{chr(ord('a') + place % 26)}. {row};" for place, row in enumerate(rows)]


def _first(told: Told) -> str:
    return _(
        "Program, kegiatan, dan sasaran prioritas hasil pembahasan usulan, disertai target dan kebutuhan pendanaan, "
        "sebagaimana tercantum dalam %(annex)s berita acara ini, %(count)s."
    ) % {"annex": told.annexes["accepted"], "count": _amount(told.counts["accepted"])}


def _second(told: Told) -> str:
    words = _(
        "Usulan yang belum dapat diakomodasi beserta alasannya, %(declined)s, dan usulan cadangan, %(reserves)s, "
        "sebagaimana tercantum dalam %(annex)s berita acara ini."
    )
    if told.counts["undiscussed"]:
        words = _(
            "Usulan yang belum dapat diakomodasi beserta alasannya, %(declined)s, usulan cadangan, %(reserves)s, dan usulan "
            "yang belum dibahas, %(undiscussed)s, sebagaimana tercantum dalam %(annex)s berita acara ini."
        )
    return words % {
        "undiscussed": _amount(told.counts["undiscussed"]),
        "declined": _amount(told.counts["declined"]),
        "reserves": _amount(told.counts["reserves"]),
        "annex": told.annexes["declined"],
    }


def _amount(count: int) -> str:
    return _("sebanyak %(count)s") % {"count": _counted(count, _("usulan"))} if count else _("nihil")


def _third(told: Told) -> str:
    parts = [_("daftar hadir peserta (%(annex)s)") % {"annex": told.annexes["presence"]}]
    if "sessions" in told.annexes:
        parts.insert(0, _("hasil sidang kelompok (%(annex)s)") % {"annex": told.annexes["sessions"]})
    if "promises" in told.annexes:
        parts.append(_("kesepakatan dan dukungan mitra (%(annex)s)") % {"annex": told.annexes["promises"]})
    listed = (
        f"{', '.join(parts[:-1])}, {_('dan')} {parts[-1]}" if len(parts) > 2 else f" {_('dan')} ".join(parts)
    )
    return _("%(parts)s merupakan satu kesatuan dan bagian yang tidak terpisahkan dari berita acara ini.") % {
        "parts": listed[0].upper() + listed[1:]
    }


def _fourth(told: Told) -> str:
    return _("Berita acara ini dijadikan bahan penyempurnaan rancangan Renja %(office)s Tahun %(year)s.") % {
        "office": told.office,
        "year": told.forum.plan_year,
    }


def _closing(told: Told) -> str:
    return _("Demikian berita acara ini dibuat dan disahkan untuk digunakan sebagaimana mestinya.")


def _nothing(told: Told) -> str:
    return ""


def _notes_opening(told: Told) -> str:
    forum = told.forum
    return _(
        "Rapat Forum Perangkat Daerah %(office)s dalam rangka penyusunan Renja Tahun %(year)s diselenggarakan di "
        "%(place)s pada tanggal %(day)s dan dihadiri %(count)s."
    ) % {
        "office": told.office,
        "year": forum.plan_year,
        "place": forum.place or BLANK,
        "day": plain_date(forum.held_on) if forum.held_on else BLANK,
        "count": _counted(told.present, _("orang")),
    }


def _notes_closing(told: Told) -> str:
    return _(
        "Demikian notulen ini dibuat sebagai catatan jalannya forum dan menjadi lampiran berkas berita acara."
    )


def _counted(count: int, noun: str) -> str:
    """`12 (dua belas) usulan`; `nihil` where there is none."""
    return f"{number(count)} ({spelled_out(count)}) {noun}" if count else _("nihil")


_l = gettext_lazy
SECTIONS: dict[str, tuple[Section, ...]] = {
    Minutes.Kind.BERITA_ACARA: (
        Section("pembuka", _l("Pembuka"), _opening),
        Section("memperhatikan", _l("Setelah memperhatikan, mendengar, dan mempertimbangkan"), _considering),
        Section("kesatu", _l("KESATU"), _first),
        Section("kedua", _l("KEDUA"), _second),
        Section("ketiga", _l("KETIGA"), _third),
        Section("keempat", _l("KEEMPAT"), _fourth),
        Section("catatan", _l("Catatan tambahan"), _nothing),
        Section("penutup", _l("Penutup"), _closing),
    ),
    Minutes.Kind.NOTULEN: (
        Section("pembuka", _l("Pembuka"), _notes_opening),
        Section("pembukaan", _l("Sambutan dan paparan"), _nothing),
        Section("simpulan", _l("Simpulan dan tindak lanjut"), _nothing),
        Section("penutup", _l("Penutup"), _notes_closing),
    ),
}
RESOLUTIONS = ("kesatu", "kedua", "ketiga", "keempat")


def section_of(kind: str, slug: str) -> Section | None:
    return next((one for one in SECTIONS[kind] if one.slug == slug), None)


ROMANS = ("I", "II", "III", "IV", "V", "VI")


def annexes_of(*, has_sessions: bool, has_promises: bool, has_photos: bool) -> dict[str, str]:
    """What each annex is called: the first three are always there, the others where they hold something."""
    found = {"presence": True, "accepted": True, "declined": True}
    found |= {"sessions": has_sessions, "promises": has_promises, "photos": has_photos}
    names = [name for name, is_there in found.items() if is_there]
    return {name: f"LAMPIRAN\u00a0{roman}" for name, roman in zip(names, ROMANS, strict=False)}


def annexes_of_paper(paper: MinutesPaper) -> dict[str, str]:
    return annexes_of(
        has_sessions=bool(paper.sessions), has_promises=bool(paper.promises), has_photos=bool(paper.photos)
    )
