"""What the sheet of remarks says: read once. It names offices and the official who signs, and nobody else."""

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import local_date, plain_date
from renja.models import Examination, Remark, RemarkStep
from renja.remarks.models import Side, State
from reports.letterhead import read_letterhead, read_signature
from reports.report import Letterhead, Signature
from reports.wording import print_moment

NOTHING = "–"


@dataclass(frozen=True)
class SheetRow:
    """A remark, what was said to it by either side with its day, and how it stands."""

    number: int
    about: str
    text: str
    sent_on: str
    answers: tuple[str, ...]
    state: str


@dataclass(frozen=True)
class Sheet:
    host: Letterhead
    agency: str
    year: int
    revision: str
    handed_on: str
    rows: tuple[SheetRow, ...]
    counts: tuple[tuple[str, int], ...]
    signature: Signature
    read_at: str


def read_sheet(examination: Examination, at: datetime.datetime) -> Sheet:
    """The remarks that were sent, as they stand at this moment. Raises ReportRefused before the host is named."""
    host = read_letterhead()
    rows = tuple(_row(remark) for remark in examination.remarks.sent().with_steps().order_by("number"))
    counts = Counter(row.state for row in rows)
    return Sheet(
        host=host,
        agency=examination.organization.name,
        year=examination.year,
        revision=examination.revision.name,
        handed_on=plain_date(timezone.localtime(examination.handed_at)),
        rows=rows,
        counts=tuple((str(state.label), counts[str(state.label)]) for state in State),
        signature=read_signature(host.city, local_date(at)),
        read_at=print_moment(at),
    )


def _row(remark: Remark) -> SheetRow:
    return SheetRow(
        number=remark.number or 0,
        about=remark.about,
        text=remark.text,
        sent_on=plain_date(timezone.localtime(remark.sent_at)),
        answers=tuple(_told(step) for step in remark.steps.all()),
        state=str(remark.get_state_display()),
    )


def _told(step: RemarkStep) -> str:
    """`15 Mei 2027: sudah dilengkapi`; what Bappeda said to it is told as its own."""
    day = plain_date(timezone.localtime(step.at))
    words = step.text or str(step.get_state_display())
    if step.side == Side.BAPPEDA:
        return _("%(day)s, Bappeda: %(words)s") % {"day": day, "words": words}
    return f"{day}: {words}"


def table_head() -> list[str]:
    return ["No", _("Bagian/kode"), _("Catatan verifikasi"), _("Tanggal"), _("Tindak lanjut"), _("Status")]


def table_rows(sheet: Sheet) -> Iterator[list[object]]:
    for row in sheet.rows:
        answers = "\n".join(row.answers) or NOTHING
        yield [row.number, row.about, row.text, row.sent_on, answers, row.state]
