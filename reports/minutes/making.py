"""Making a text final, and the files of it: typeset by the worker, kept with their hashes."""

import hashlib
import json
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import record
from jobs.models import Job
from jobs.services import enqueue
from meetings.minutes_writing import MANAGE, READ, MinutesRefused, adopt_signers, locked_minutes, open_minutes
from meetings.models import Minutes, MinutesFile
from meetings.undiscussed import undiscussed_of
from proposals.models import Proposal
from reports.minutes.data import paper_of, read_minutes
from reports.minutes.gaps import gaps_of
from reports.minutes.paper import MinutesPaper
from reports.minutes.printing import minutes_html, sheet_html, without
from reports.pdf import STEPS, PdfFacts, Report, write_pdfs

MINUTES_PDF = "minutes_pdf"
FOLDER = "minutes"
Kind = MinutesFile.Kind
FINAL_KINDS = (Kind.TEXT, Kind.PUBLIC)
PASSING_KINDS = (Kind.DRAFT, Kind.SHEET)  # replaced by the next one


@transaction.atomic
def request_print(minutes: Minutes, *, actor, kind: str) -> Job:
    """The job that typesets a draft, the signature sheet, or the public version once more. Raises MinutesRefused."""
    locked = locked_minutes(minutes, actor, READ if kind in PASSING_KINDS else MANAGE)
    if (kind == Kind.PUBLIC) != locked.is_final and kind != Kind.SHEET:
        raise MinutesRefused(
            _("Naskah ini tidak dalam keadaan yang dapat dicetak demikian. Muat ulang halamannya.")
        )
    job = order(locked, [kind], actor)
    record("minutes.request_print", locked, actor=actor, data={"kind": kind, "job": str(job.pk)})
    return job


def order(minutes: Minutes, kinds: list[str], actor) -> Job:
    """In the caller's transaction; one job for each row and list of kinds."""
    payload = {"minutes": minutes.pk, "kinds": [str(kind) for kind in kinds]}
    return enqueue(
        MINUTES_PDF, key=f"{minutes.pk} {' '.join(payload['kinds'])}", payload=payload, actor=actor
    )


@transaction.atomic
def finalise_minutes(minutes: Minutes, *, actor, undiscussed: int = 0) -> Minutes:
    """Jadikan final: freeze what is printed, with its hash; the worker typesets it. Raises MinutesRefused.

    `undiscussed`: how many proposals without result the actor knows to be left; another number than there are is refused.
    """
    locked = open_minutes(minutes, actor)
    hindrances = [gap.text for gap in gaps_of(locked) if gap.stops]
    if hindrances:
        raise MinutesRefused(" ".join(hindrances))
    left = _left_undiscussed(locked, known=undiscussed)
    freeze(locked, actor)
    job = order(locked, list(FINAL_KINDS if _is_public(locked) else FINAL_KINDS[:1]), actor)
    told = {"sha256": locked.content_hash, "number": locked.number, "job": str(job.pk)}
    record("minutes.finalise", locked, actor=actor, data=told | ({"undiscussed": left} if left else {}))
    return locked


def undiscussed_in(minutes: Minutes) -> int:
    """How many verified proposals a berita acara lists without a result."""
    return undiscussed_of(minutes.forum).count() if _is_public(minutes) else 0


def _left_undiscussed(locked: Minutes, *, known: int) -> int:
    left = undiscussed_in(locked)
    if left != known and left:
        words = _(
            "%(n)d usulan terverifikasi belum dibahas. Putuskan dahulu, atau nyatakan bahwa Anda mengetahuinya."
        )
        raise MinutesRefused(words % {"n": left})
    return left


def freeze(locked: Minutes, actor) -> None:
    """Keep the text of a locked row as it is now."""
    adopt_signers(locked)
    content = read_minutes(locked).as_json()
    locked.content, locked.content_hash = content, hash_of(content)
    locked.state, locked.frozen_at, locked.frozen_by = Minutes.State.FINAL, timezone.now(), actor
    locked.save(update_fields=["content", "content_hash", "state", "frozen_at", "frozen_by"])


def hash_of(content: dict[str, Any]) -> str:
    """Of the frozen text, whatever the order in which the database keeps its parts."""
    told = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


def _is_public(minutes: Minutes) -> bool:
    return minutes.kind == Minutes.Kind.BERITA_ACARA


def make_files(job: Job, report: Report) -> list[MinutesFile]:
    """The files of a job; done a second time, what is there already is not made again."""
    minutes = Minutes.objects.select_related("forum").get(pk=job.payload["minutes"])
    wanted = [kind for kind in job.payload["kinds"] if not _is_made(minutes, kind, job)]
    if not wanted:
        return []
    report(0, STEPS, _("Membaca data forum"))
    paper = paper_of(minutes)
    masked = withheld_of(minutes) if minutes.is_final else []
    names = {kind: f"{FOLDER}/{minutes.key}-{kind}-{job.pk}.pdf" for kind in wanted}
    documents = [
        (_html(paper, kind, masked, minutes), Path(settings.MEDIA_ROOT, names[kind])) for kind in wanted
    ]
    facts = write_pdfs(documents, report=report)
    made = [
        _keep(minutes, kind, names[kind], fact, job, masked) for kind, fact in zip(wanted, facts, strict=True)
    ]
    report(STEPS, STEPS, _("Selesai"))
    return made


def _is_made(minutes: Minutes, kind: str, job: Job) -> bool:
    """The final text is typeset once and for all; other files once a job."""
    rows = minutes.files.filter(kind=kind)
    return rows.exists() if kind == Kind.TEXT else rows.filter(made_at__gte=job.created_at).exists()


def _html(paper: MinutesPaper, kind: str, masked: list[int], minutes: Minutes) -> str:
    if kind == Kind.SHEET:
        return sheet_html(paper)
    if kind == Kind.PUBLIC:
        return minutes_html(without(paper, masked), is_final=True, is_public=True)
    return minutes_html(paper, is_final=minutes.is_final)


def withheld_of(minutes: Minutes) -> list[int]:
    """Proposals that a final text shows and that are withheld from the public by now."""
    rows = Proposal.objects.filter(pk__in=Minutes.objects.shown_in(minutes)).exclude(withheld_reason="")
    return list(rows.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _keep(
    minutes: Minutes, kind: str, name: str, facts: PdfFacts, job: Job, masked: list[int]
) -> MinutesFile:
    Minutes.objects.select_for_update().get(pk=minutes.pk)
    if kind in PASSING_KINDS:
        _forget(minutes, kind)
    row = MinutesFile.objects.create(
        minutes=minutes, kind=kind, file=name, sha256=facts.sha256, size=facts.size, pages=facts.pages, scan="clean",
        made_by=job.created_by, masked_proposals=masked if kind == Kind.PUBLIC else [],
    )  # fmt: skip
    data = {"kind": kind, "sha256": facts.sha256, "pages": facts.pages}
    record("minutes.make_pdf", minutes, actor=job.created_by, data=data)
    return row


def _forget(minutes: Minutes, kind: str) -> None:
    """The one before; its file goes once that is committed."""
    for row in minutes.files.filter(kind=kind):
        remove = partial(row.file.storage.delete, row.file.name)
        row.delete()
        transaction.on_commit(remove)
