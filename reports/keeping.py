"""Keeping what was made of a plan, whatever kind it is: a row with code and hash. What is final is made once."""

import datetime
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO
from uuid import UUID

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction

from audit.models import Entry
from audit.services import record
from renja.models import Renja
from renja.stages import SETTLED
from reports.codes import code_of
from reports.document import fingerprint
from reports.models import DocumentKind, GeneratedDocument, PlanSigning
from reports.pdf import PdfFacts
from reports.report import RenjaReport

BLOCK = 1024 * 1024


@dataclass(frozen=True)
class Kept:
    """What a document is: its key (of which follows its code), kind, where its file lies, what its download is called."""

    key: UUID
    renja: Renja
    kind: str
    file: str
    file_name: str


def final_copy(renja: Renja, kind: str) -> GeneratedDocument | None:
    """The copy of a plan that is ditetapkan, made since it is so; None where it can still be made.

    Also where it tells what was withheld since, so that what everybody may read can be made.
    """
    if renja.stage not in SETTLED:
        return None
    rows = GeneratedDocument.objects.hiding_all(renja).filter(kind=kind, stage=renja.stage)
    for moment in _beginnings(renja, kind):
        rows = rows.filter(read_at__gte=moment)
    return rows.order_by("read_at", "pk").first()


def _beginnings(renja: Renja, kind: str) -> Iterator[datetime.datetime]:
    """Since when a copy can be the final one: the stage was set, the act was recorded; of a pack also the signature."""
    moved = Entry.objects.about(renja).filter(changed__contains=["stage"]).order_by("-id").first()
    if moved:
        yield moved.at
    act = renja.revisions.newest_act()
    if act:
        yield act.frozen_at
    signing = PlanSigning.objects.in_force(renja) if kind == DocumentKind.PACK else None
    if signing and signing.final_at:
        yield signing.final_at


def store(content: IO[bytes], name: str) -> tuple[str, PdfFacts]:
    """The file under a name like this one, with its facts; it has no pages that can be counted."""
    digest, size = hashlib.sha256(), 0
    content.seek(0)
    while block := content.read(BLOCK):
        digest.update(block)
        size += len(block)
    content.seek(0)
    return default_storage.save(name, File(content)), PdfFacts(pages=0, size=size, sha256=digest.hexdigest())


@transaction.atomic
def keep_document(made: Kept, content: RenjaReport, facts: PdfFacts, *, job, actor) -> GeneratedDocument:
    """The row of a file that is there; made a second time, it mends the first one's."""
    document, _created = GeneratedDocument.objects.update_or_create(
        key=made.key,
        defaults={
            "renja": made.renja,
            "code": code_of(made.key),
            "kind": made.kind,
            "stage": content.stage,
            "file": made.file,
            "file_name": made.file_name,
            "sha256": facts.sha256,
            "size": facts.size,
            "pages": facts.pages,
            "read_at": content.read_at,
            "content_hash": fingerprint(content),
            "masked_lines": list(content.masked_lines),
            "masked_proposals": list(content.masked_proposals),
            "job": job,
            "created_by": actor,
        },
    )
    told = {"kind": made.kind, "sha256": facts.sha256, "pages": facts.pages, "year": made.renja.year}
    record("renja.make_pdf", document, actor=actor, data=told)
    return document
