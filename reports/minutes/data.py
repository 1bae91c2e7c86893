"""Everything that a berita acara or notulen prints, read once; what is withheld from the public is not read at all."""

from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import long_date, plain_date
from forums.models import Forum
from meetings.models import Minutes
from meetings.signers import signers_of
from reports.letterhead import read_letterhead
from reports.minutes.lists import decisions_of, read_lists, without_result
from reports.minutes.paper import Facts, MinutesPaper, Programme, Promise, Signer, TextPart
from reports.minutes.photos import read_photos
from reports.minutes.presence import read_presence
from reports.minutes.sessions import read_sessions
from reports.minutes.wording import BLANK, SECTIONS, Told, annexes_of
from reports.report import Letterhead
from reports.wording import grouped_nip, print_moment


def paper_of(minutes: Minutes) -> MinutesPaper:
    """As it was frozen, else as the data are now. Raises ReportRefused when the host is not set up."""
    return MinutesPaper.from_json(minutes.content) if minutes.is_final else read_minutes(minutes)


def read_minutes(minutes: Minutes) -> MinutesPaper:
    """As the data are now, with the texts that somebody wrote."""
    forum, host = minutes.forum, read_letterhead()
    decisions = decisions_of(forum)
    presence, lists = read_presence(forum), read_lists(decisions, without_result(forum))
    sessions, promises = read_sessions(forum, decisions), read_promises(forum)
    photos = read_photos(forum) if minutes.kind == Minutes.Kind.BERITA_ACARA else ()
    annexes = annexes_of(has_sessions=bool(sessions), has_promises=bool(promises), has_photos=bool(photos))
    told = Told(forum, host, len(presence.rows), annexes, lists.counts)
    return MinutesPaper(
        kind=minutes.kind,
        year=forum.plan_year,
        edition=minutes.edition,
        code=minutes.code,
        host=host,
        title=_title(minutes, host),
        number=minutes.number,
        facts=_facts(forum),
        city=minutes.place or host.city,
        dated=plain_date(minutes.dated) if minutes.dated else "",
        read_at=print_moment(timezone.now()),
        parts=parts_of(minutes, told),
        signers=_signers(minutes),
        presence=presence,
        accepted=lists.accepted,
        accepted_total=lists.accepted_total,
        declined=lists.declined,
        reserves=lists.reserves,
        moved=lists.moved,
        undiscussed=lists.undiscussed,
        sessions=sessions,
        promises=promises,
        programme=read_programme(forum),
        photos=photos,
        shown=lists.shown,
    )


def _title(minutes: Minutes, host: Letterhead) -> tuple[str, ...]:
    year = _("Tahun %(year)s") % {"year": minutes.forum.plan_year}
    if minutes.kind == Minutes.Kind.NOTULEN:
        return (
            _("Notulen"),
            _("Forum Perangkat Daerah %(office)s") % {"office": host.organization},
            f"{host.region} {year}",
        )
    return (
        _("Berita Acara"),
        _("Kesepakatan Forum Perangkat Daerah"),
        host.organization,
        f"{host.region} {year}",
    )


def _facts(forum: Forum) -> Facts:
    """Hari dan tanggal, jam, tempat: as far as they are known; the clock by the sessions once they were held."""
    return (
        (_("Hari dan tanggal"), long_date(forum.held_on) if forum.held_on else BLANK),
        (_("Jam"), _hours(forum)),
        (_("Tempat"), forum.place or BLANK),
    )


def _hours(forum: Forum) -> str:
    sittings = forum.sittings.of_forum(forum)
    ends = [
        timezone.localtime(one.closed_at or one.ends_at) for one in sittings if one.closed_at or one.ends_at
    ]
    zone = timezone.localtime().tzname()
    if not forum.starts_at:
        return BLANK
    if ends and max(ends).date() == forum.held_on:
        return _("%(start)s s.d. %(end)s %(zone)s") % {
            "start": f"{forum.starts_at:%H.%M}", "end": f"{max(ends):%H.%M}", "zone": zone,
        }  # fmt: skip
    return _("%(start)s %(zone)s s.d. selesai") % {"start": f"{forum.starts_at:%H.%M}", "zone": zone}


def parts_of(minutes: Minutes, told: Told) -> tuple[TextPart, ...]:
    """As somebody wrote them, else as the data say them."""
    written = {row.slug: row.text for row in minutes.texts.all()} if minutes.pk else {}
    return tuple(
        TextPart(
            slug=section.slug,
            title=str(section.title),
            text=written[section.slug] if section.slug in written else section.write(told),
            is_edited=section.slug in written,
        )
        for section in SECTIONS[minutes.kind]
    )


def _signers(minutes: Minutes) -> tuple[Signer, ...]:
    return tuple(
        Signer(
            no=place, kind=row.kind, name=row.name, position=row.position, organization=row.organization,
            nip=grouped_nip(row.nip), means=row.means,
        )
        for place, row in enumerate(signers_of(minutes), start=1)
    )  # fmt: skip


def read_promises(forum: Forum) -> tuple[Promise, ...]:
    """What was agreed on with partners, per urusan."""
    rows = forum.agreements.for_listing()
    return tuple(Promise(row.urusan.name, row.text, row.partner_names) for row in rows)


def read_programme(forum: Forum) -> tuple[Programme, ...]:
    """The susunan acara, with the clock where the beginning is known."""
    minute = forum.starts_at.hour * 60 + forum.starts_at.minute if forum.starts_at else None
    rows = []
    for row in forum.programme.order_by("order", "pk"):
        time = _("± %(n)d menit") % {"n": row.minutes}
        if minute is not None:
            time = f"{_clock(minute)}–{_clock(minute + row.minutes)}"
            minute += row.minutes
        rows.append(Programme(time, row.title, row.in_charge))
    return tuple(rows)


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02d}.{minute % 60:02d}"
