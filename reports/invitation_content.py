"""What the letter of invitation says: read once for all, then addressed to one organisation. Plain values, as JSON holds them."""

import datetime
import hashlib
import json
from typing import Any

import segno
from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import long_date, plain_date
from forums.answering import facts_of
from forums.models import Forum, InvitationLetter, Participant
from forums.workdays import workdays
from reports.letterhead import read_letterhead, read_signature
from reports.report import Letterhead, Signature
from stakeholders.models import OrganizationKind

HEADED = (OrganizationKind.PERANGKAT_DAERAH, OrganizationKind.INSTANSI_VERTIKAL)
ANSWER_DAYS = 3  # working days before the forum
DOTS = "……………………………………"


def draft_letter(forum: Forum) -> InvitationLetter:
    """A letter with the usual words, not saved; the secretariat changes what it likes."""
    host = read_letterhead()
    office = f"{host.organization} {host.region}"
    return InvitationLetter(
        forum=forum,
        subject=_("Undangan %(forum)s")
        % {"forum": _("Forum Perangkat Daerah %(year)d") % {"year": forum.plan_year}},
        dated=timezone.localdate(),
        opening=_(
            "Dalam rangka penyusunan Rencana Kerja (Renja) %(office)s Tahun %(year)d sesuai dengan Peraturan Menteri "
            "Dalam Negeri Nomor 86 Tahun 2017, kami akan menyelenggarakan Forum Perangkat Daerah untuk membahas "
            "rancangan Renja bersama para pemangku kepentingan. Sehubungan dengan hal tersebut, kami mengharapkan "
            "kehadiran Bapak/Ibu pada:"
        )
        % {"office": office, "year": forum.plan_year},
        requests=_requests(forum),
        closing=_("Demikian disampaikan. Atas perhatian dan kehadiran Bapak/Ibu, kami ucapkan terima kasih."),
    )


def _requests(forum: Forum) -> str:
    """One request a line."""
    lines = [_("membawa usulan instansi Bapak/Ibu yang berkaitan dengan urusan yang dibahas;")]
    answer = _("menjawab undangan ini melalui kode QR atau tautan pada surat ini")
    if forum.held_on:
        day = workdays().after(forum.held_on, -ANSWER_DAYS)
        answer += _(" paling lambat %(day)s") % {"day": plain_date(day)}
    return "\n".join(
        [*lines, answer + ";", _("apabila berhalangan, menugaskan wakil yang dapat mengambil keputusan.")]
    )


def content_of(letter: InvitationLetter) -> dict[str, Any]:
    """Everything that all copies have in common. Raises ReportRefused before an admin has named the host."""
    forum, host = letter.forum, read_letterhead()
    signer = read_signature(host.city, letter.dated)
    content = {
        "host": {"government": host.government, "organization": host.organization, "lines": host.lines, "logo": host.logo},
        "region": host.region,
        "city": host.city,
        "dated": plain_date(letter.dated),
        "number": letter.number,
        "nature": letter.nature,
        "enclosure": letter.enclosure,
        "subject": letter.subject,
        "opening": paragraphs_of(letter.opening),
        "facts": [list(fact) for fact in facts_of(forum)],
        "requests": paragraphs_of(letter.requests),
        "closing": paragraphs_of(letter.closing),
        "copies_to": paragraphs_of(letter.copies_to),
        "signer": {"title": signer.title, "name": signer.name, "rank": signer.rank, "nip": signer.nip},
        "programme": programme_of(forum) if letter.has_programme else [],
        "list": invited_of(forum) if letter.has_list else [],
        "event": {"forum": str(forum), "day": long_date(forum.held_on) if forum.held_on else "", "place": forum.place},
        "paper": letter.paper,
    }  # fmt: skip
    return content | {"digest": hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()}


def paragraphs_of(text: str) -> list[str]:
    """The lines that hold anything."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def programme_of(forum: Forum) -> list[list[str]]:
    """The rows of the susunan acara: number, hour where one is known, how long, what, who."""
    rows, at = [], _beginning(forum)
    for place, item in enumerate(forum.programme.all(), start=1):
        hour = f"{at:%H.%M}" if at else ""
        rows.append([str(place), hour, _("± %(n)d menit") % {"n": item.minutes}, item.title, item.in_charge])
        at = at + datetime.timedelta(minutes=item.minutes) if at else None
    return rows


def _beginning(forum: Forum) -> datetime.datetime | None:
    if forum.held_on is None or forum.starts_at is None:
        return None
    return datetime.datetime.combine(forum.held_on, forum.starts_at)


def invited_of(forum: Forum) -> list[list[str]]:
    """The rows of the daftar undangan."""
    rows = forum.participants.select_related("organization").order_by("organization__name")
    return [[str(n), addressee(row), row.get_part_display()] for n, row in enumerate(rows, start=1)]


def addressee(participant: Participant) -> str:
    """`Kepala Dinas …`, `Pimpinan PT …`, or whom the list names, with the organisation."""
    organization = participant.organization
    if participant.attention:
        named = organization.name.casefold() in participant.attention.casefold()
        return participant.attention if named else f"{participant.attention}, {organization.name}"
    head = _("Kepala") if organization.kind in HEADED else _("Pimpinan")
    return f"{head} {organization.name}"


def addressed(content: dict[str, Any], participant: Participant) -> dict[str, Any]:
    """The same to one organisation, with the address at which it answers."""
    return content | {
        "to": addressee(participant),
        "address": participant.address,
        "code": participant.code,
    }


def mark_of(content: dict[str, Any]) -> str:
    """The same for the same letter: whether what was typeset is still what it would be."""
    own = [content["digest"], content["to"], content["address"]]
    return hashlib.sha256(json.dumps(own).encode()).hexdigest()


def qr_of(content: dict[str, Any]) -> segno.QRCode:
    return segno.make(content["address"], error="m")


def host_of(content: dict[str, Any]) -> Letterhead:
    names = content["host"] | {"lines": tuple(content["host"]["lines"])}
    return Letterhead(**names, region=content["region"], city=content["city"])


def signature_of(content: dict[str, Any]) -> Signature:
    return Signature(place=content["city"], date=content["dated"], **content["signer"])
