"""Daftar hadir on paper: empty with who is expected, to be signed; or who came. Typeset by the worker, kept for a week."""

import datetime
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import record
from core.dates import long_date, plain_date
from core.retrying import retried
from forums.models import Delegate, Forum
from jobs.models import Job
from jobs.services import enqueue
from reports.errors import ReportRefused
from reports.letterhead import read_letterhead, read_signature
from reports.models import AttendanceSheet
from reports.pdf import STEPS, Report, write_pdf
from reports.report import Letterhead, Signature
from stakeholders.models import OrganizationKind

ATTENDANCE_PDF = "attendance_list"
FOLDER = "reports"
LIFE = datetime.timedelta(days=7)  # with names and numbers on it, no longer than it takes to print
PORTION = 20
Kind = AttendanceSheet.Kind


@dataclass(frozen=True)
class Line:
    """A row; `number` goes on through all groups, so that signatures stand left and right in turn."""

    number: int
    name: str = ""
    organization: str = ""
    position: str = ""
    gender: str = ""
    phone: str = ""
    came: str = ""
    means: str = ""

    @property
    def is_left(self) -> bool:
        return self.number % 2 == 1


@dataclass(frozen=True)
class Group:
    """The rows of one kind of organisation."""

    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class AttendanceList:
    """Everything that is printed."""

    host: Letterhead
    year: int
    day: str
    hour: str
    place: str
    groups: tuple[Group, ...]
    count: int
    read_at: str
    signer: Signature
    is_empty: bool
    has_phones: bool
    is_landscape: bool


@retried(ReportRefused)
@transaction.atomic
def order_attendance_list(
    forum: Forum, *, actor, kind: str, is_landscape: bool = False, empty_rows: int = 0
) -> AttendanceSheet:
    """Have the worker print it. Raises ReportRefused for who may not, or before the host is named."""
    if not actor.has_perm("meetings.keep_door", forum):
        raise ReportRefused(_("Hanya sekretariat yang mencetak daftar hadir."))
    read_letterhead()
    sheet = AttendanceSheet(
        forum=forum, kind=kind, is_landscape=is_landscape, empty_rows=empty_rows, created_by=actor
    )
    sheet.save()
    sheet.job = enqueue(ATTENDANCE_PDF, key=str(sheet.key), payload={"sheet": sheet.pk}, actor=actor)
    sheet.save(update_fields=["job"])
    record("attendance.print", sheet, actor=actor, data={"kind": kind, "job": str(sheet.job.pk)})
    return sheet


def make_attendance_pdf(job: Job, report: Report) -> AttendanceSheet | None:
    """The file of a sheet, from who is expected or here at this moment; nothing where the sheet is gone again."""
    sheet = AttendanceSheet.objects.select_related("forum").filter(pk=job.payload["sheet"]).first()
    if sheet is None:
        return None
    name = f"{FOLDER}/{sheet.key}.pdf"
    facts = write_pdf(attendance_html(read_list(sheet)), Path(settings.MEDIA_ROOT, name), report=report)
    report(STEPS, STEPS, _("Selesai"))
    sheet.file, sheet.sha256, sheet.size, sheet.pages = name, facts.sha256, facts.size, facts.pages
    return _keep(sheet, job)


@transaction.atomic
def _keep(sheet: AttendanceSheet, job: Job) -> AttendanceSheet:
    sheet.save(update_fields=["file", "sha256", "size", "pages"])
    record("attendance.make_pdf", sheet, actor=job.created_by, data={"pages": sheet.pages})
    return sheet


def attendance_html(content: AttendanceList) -> str:
    return render_to_string("reports/attendance/document.html", {"list": content, "host": content.host})


def read_list(sheet: AttendanceSheet) -> AttendanceList:
    """As it stands now."""
    forum, host, is_empty = sheet.forum, read_letterhead(), sheet.kind == Kind.EMPTY
    people = _expected(forum) if is_empty else _present(forum, with_phones=sheet.kind == Kind.FULL)
    groups = _numbered(people, sheet.empty_rows if is_empty else 0)
    return AttendanceList(
        host=host,
        year=forum.plan_year,
        day=long_date(forum.held_on) if forum.held_on else "",
        hour=f"{forum.starts_at:%H.%M}" if forum.starts_at else "",
        place=forum.place,
        groups=groups,
        count=sum(len(group.lines) for group in groups),
        read_at=plain_date(timezone.now()),
        signer=read_signature(host.city, forum.held_on or timezone.localdate()),
        is_empty=is_empty,
        has_phones=sheet.kind == Kind.FULL,
        is_landscape=sheet.is_landscape,
    )


def _expected(forum: Forum) -> list[tuple[str, dict]]:
    """Who was named, and a row for each organisation that named nobody, by kind of organisation and name."""
    rows = Delegate.objects.filter(participant__forum=forum).select_related("participant__organization")
    named = [
        (one.participant.organization, {"name": one.name, "position": one.position, "gender": one.gender})
        for one in rows.order_by("participant__organization__name", "order", "pk")
    ]
    silent = forum.participants.for_listing().filter(delegates=None).exclude(answer="tidak_hadir")
    named += [(row.organization, {}) for row in silent]
    named.sort(key=lambda pair: pair[0].name)
    return [(office.kind, {"organization": office.label} | told) for office, told in named]


def _present(forum: Forum, *, with_phones: bool) -> list[tuple[str, dict]]:
    rows = forum.attendances.select_related("participant__organization").order_by(
        "organization_name", "came_at", "pk"
    )
    return [
        (
            row.participant.organization.kind if row.participant else OrganizationKind.LAINNYA,
            {
                "name": row.name,
                "position": row.position,
                "organization": row.organization_name,
                "gender": row.gender,
                "phone": row.phone if with_phones else "",
                "came": f"{timezone.localtime(row.came_at):%H.%M}",
                "means": _("daring") if row.is_online else _("luring"),
            },
        )
        for row in rows
    ]


def _numbered(people: list[tuple[str, dict]], empty_rows: int) -> tuple[Group, ...]:
    groups, number = [], 0
    for kind in OrganizationKind:
        found = [told for one, told in people if one == kind]
        lines = tuple(Line(number + place, **told) for place, told in enumerate(found, start=1))
        number += len(found)
        if lines:
            groups.append(Group(str(kind.label), lines))
    if empty_rows:
        lines = tuple(Line(number + place) for place in range(1, empty_rows + 1))
        groups.append(Group(_("Lainnya yang hadir") if groups else "", lines))
    return tuple(groups)


def clear_old_sheets() -> int:
    """A chore: what was printed a week ago goes, row first and then the file."""
    old = AttendanceSheet.objects.filter(created_at__lt=timezone.now() - LIFE)[:PORTION]
    return sum(map(_remove, old))


def _remove(sheet: AttendanceSheet) -> int:
    stored, storage = sheet.file.name, sheet.file.storage
    removed = AttendanceSheet.objects.filter(pk=sheet.pk).delete()[0]
    if stored:
        transaction.on_commit(lambda: storage.delete(stored))
    return removed
