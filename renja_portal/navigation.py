"""Where one can go from every page: named entries, filtered by what the person may do."""

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.urls import NoReverseMatch, get_urlconf, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Place:
    """One entry of a menu before it is known who looks: label, URL name, who may, icon.

    With `parts` it stands for several pages, and leads to the first of them that the person may open.
    """

    label: str | Promise
    name: str = ""
    permission: str = ""
    icon: str = "chevron-right"
    by_year: bool = False
    below: tuple[str, ...] = ()  # where its pages lie, unless below its own address alone
    around: tuple[str, ...] = ()  # where more of them lie, for whoever may not open the place that is there
    parts: tuple["Place", ...] = ()


@dataclass(frozen=True)
class Entry:
    """One link of a menu; `current` is what aria-current says ("page", "true" below it, or "")."""

    label: str | Promise
    url: str
    icon: str
    current: str = ""


PUBLIC = (
    Place(_("Forum"), "forums:detail", by_year=True),
    Place(_("Usulan"), "proposals:list"),
    Place(_("Renja"), "renja:detail", by_year=True),
)
INTAKE = (
    Place(
        _("Catat usulan"),
        "proposals:record",
        "proposals.record_for_others",
        around=("/kerja/usulan/",),
    ),
    Place(_("Impor usulan"), "proposals:imports", "proposals.record_for_others"),
    Place(_("Usulan tahun lalu"), "proposals:carried", "proposals.record_for_others"),
    Place(_("Konfirmasi nomor"), "proposals:unconfirmed", "proposals.confirm_phone"),
)
NEWS = (
    Place(_("Belum tersampaikan"), "proposals:unreached", "proposals.tell_in_person"),
    Place(_("Pemberitahuan hasil"), "reports:notices", "proposals.tell_in_person"),
    Place(_("Pertanyaan"), "proposals:questions", "proposals.answer_questions"),
    Place(_("Penilaian"), "proposals:ratings", "proposals.read_feedback"),
)
VERIFYING = (
    Place(_("Antrean verifikasi"), "proposals:verification_queue", "proposals.open_queue"),
    Place(
        _("Penilaian usulan"),
        "meetings:scorings",
        "meetings.score",
        around=("/kerja/forum/sidang/penilaian/",),
    ),
    Place(_("Teruskan banyak"), "proposals:forward_many", "proposals.verify"),
    Place(_("Surat penerusan"), "reports:letters", "proposals.open_queue"),
    Place(
        _("Kesepakatan"),
        "meetings:followed",
        "meetings.follow_agreements",
        around=("/kerja/forum/kesepakatan/",),
    ),
)
HOLDING = (
    Place(
        _("Forum"), "forums:newest", "forums.manage", below=("/kerja/forum/", "/kerja/pengaturan/hari-libur/")
    ),
    Place(
        _("Berita acara"),
        "reports:records",
        "meetings.read_minutes",
        below=("/kerja/naskah/",),
        around=("/kerja/forum/berita-acara/", "/kerja/forum/notulen/"),
    ),
    Place(_("Data terbuka"), "reports:data_work", "reports.freeze_data"),
)
PUBLISHING = (
    Place(_("Pengesahan hasil"), "proposals:approval", "proposals.publish"),
    Place(_("Pendelegasian"), "stakeholders:delegations", "stakeholders.delegate"),
)
WORK = (
    Place(_("Pekerjaan saya"), "workspace", "stakeholders.work", "inbox"),
    Place(_("Usulan masuk"), icon="plus", parts=INTAKE),
    Place(_("Kabar pengusul"), icon="phone", parts=NEWS),
    Place(_("Verifikasi"), icon="check", parts=VERIFYING),
    Place(_("Sidang"), "meetings:run", "meetings.run", "megaphone"),
    Place(_("Hasil"), "proposals:results", "proposals.open_results", "scale"),
    Place(_("Pengesahan"), icon="signature", parts=PUBLISHING),
    Place(
        _("Susun Renja"),
        "renja:edit",
        "renja.edit",
        "book",
        by_year=True,
        below=("/kerja/renja/", "/kerja/laporan/", "/kerja/pemeriksaan/"),
    ),
    Place(
        _("Realisasi Renja"),
        "renja:realising",
        "renja.realise",
        "chart",
        around=("/kerja/renja/realisasi/",),
    ),
    Place(_("Pemeriksaan Renja"), "renja:examinations", "renja.examine", "eye"),
    Place(_("Kelola forum"), icon="calendar", parts=HOLDING),
    Place(_("Keanggotaan"), "stakeholders:requests", "stakeholders.answer_requests", "people"),
    Place(
        _("Pengaturan"),
        "stakeholders:host",
        "stakeholders.change_host",
        "settings",
        below=("/kerja/pengaturan/",),
    ),
    Place(
        _("Pemantauan"),
        "upkeep:record",
        "stakeholders.read_record",
        "history",
        below=(
            "/kerja/catatan/",
            "/kerja/data-pribadi/",
            "/kerja/kesehatan/",
            "/kerja/pekerjaan/",
            "/kerja/surat-keluar/",
        ),
    ),
)
ACCOUNT = (
    Place(_("Ruang kerja"), "workspace", "stakeholders.work", "inbox"),
    Place(_("Pemeriksaan Renja"), "renja:examinations", "renja.examine", "eye"),
    Place(_("Usulan saya"), "proposals:mine", icon="list"),
    Place(_("Pesan"), "notifications:inbox", icon="bell"),
    Place(_("Pemberitahuan"), "notifications:preferences", icon="mail"),
    Place(_("Data diri"), "account_profile", icon="person"),
    Place(_("Lembaga saya"), "stakeholders:mine", icon="building"),
    Place(_("Data saya"), "my_data", icon="file"),
    Place(_("Keamanan akun"), "mfa_index", icon="shield"),
)
FOOTER = (
    Place(_("Usulan"), "proposals:list"),
    Place(_("Sampaikan aspirasi"), "proposals:new"),
    Place(_("Statistik"), "reports:statistics", by_year=True),
    Place(_("Data terbuka"), "reports:data"),
    Place(_("Periksa keaslian"), "reports:verify_home"),
    Place(_("Bantuan"), "help"),
    Place(_("Data pribadi"), "account_privacy"),
)


def address_of(name: str, *args) -> str:
    """The address of a URL name, or "" where this installation has no such page."""
    return _address_in(get_urlconf() or settings.ROOT_URLCONF, name, args)


@lru_cache(maxsize=1_000)
def _address_in(urlconf: str, name: str, args: tuple) -> str:
    """Kept, since every page asks for two dozen."""
    try:
        return reverse(name, urlconf, args=args)
    except NoReverseMatch:
        return ""


def entries(places: tuple[Place, ...], *, user, path: str, year: int | None) -> list[Entry]:
    """The places that this person may go to; the one they are in is marked."""
    found = [(place, _open(place.parts or (place,), user, year)) for place in places]
    here = _nearest([one for _place, inside in found for one in inside], path)
    return [
        Entry(place.label, inside[0][1], place.icon, _current([url for _part, url in inside], here, path))
        for place, inside in found
        if inside
    ]


def parts_here(places: tuple[Place, ...], *, user, path: str, year: int | None) -> list[Entry]:
    """The parts of the place that the person is in; none where it is one page for them."""
    groups = [_open(place.parts, user, year) for place in places if place.parts]
    here = _nearest([one for inside in groups for one in inside], path)
    group = next((inside for inside in groups if here in [url for _part, url in inside]), [])
    marked = [Entry(part.label, url, part.icon, _current([url], here, path)) for part, url in group]
    return marked if len(marked) > 1 else []


def _open(places: tuple[Place, ...], user, year: int | None) -> list[tuple[Place, str]]:
    """Those that this person may open, with their addresses."""
    found = [(place, _address(place, year)) for place in places if _may(user, place)]
    return [(place, url) for place, url in found if url]


def _may(user, place: Place) -> bool:
    return not place.permission or user.has_perm(place.permission)


def _address(place: Place, year: int | None) -> str:
    if not place.by_year:
        return address_of(place.name)
    return address_of(place.name, year) if year else ""


def _nearest(found: list[tuple[Place, str]], path: str) -> str:
    """The longest of the addresses that the path lies under; a place around it where that is the workspace alone."""
    urls = (url for place, url in found if path.startswith(place.below or (_section(url),)))
    nearest = max(urls, key=len, default="")
    around = [url for place, url in found if place.around and _section(path).startswith(place.around)]
    return around[0] if around and nearest in ("", address_of("workspace")) else nearest


def _section(url: str) -> str:
    """`/forum/2028/` stands for all of `/forum/`: another year is the same place."""
    parts = url.strip("/").split("/")
    return "/" + "/".join(part for part in parts if not part.isdigit()) + "/"


def _current(urls: list[str], here: str, path: str) -> str:
    """`page` on its first page, `true` anywhere else in it."""
    if here not in urls:
        return ""
    return "page" if urls[0] == path else "true"
