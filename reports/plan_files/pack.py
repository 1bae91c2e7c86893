"""Berkas bukti: all that Bappeda asks for about a plan, in one ZIP with a manifest by which every file can be checked.

The forms of the plan are of one reading, and kept as documents of their own, so that each can be verified by its code.
"""

import datetime
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO
from uuid import uuid5
from zipfile import ZIP_STORED, ZipFile

from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _

from core.csv_export import csv_lines
from core.dates import local_date, plain_date
from core.uploads import clean_name
from forums.models import Forum
from jobs.models import Job
from renja.models import Renja
from renja.structure import structure_of
from reports.codes import address_of, code_of
from reports.invitations import joined_copies
from reports.keeping import Kept, final_copy, keep_document, store
from reports.minutes.bundle import Slot, slots_of
from reports.models import DocumentKind, GeneratedDocument, PlanSigning
from reports.pdf import Report
from reports.plan_files.making import Reading, form_name, make_form
from reports.plan_files.workbook import renja_xlsx
from reports.services import FOLDER
from reports.wording import print_moment

BLOCK = 1024 * 1024
FORMS_INSIDE = (
    DocumentKind.RENJA_PDF,
    DocumentKind.RENJA_DOCX,
    DocumentKind.RENJA_XLSX,
    DocumentKind.SUMMARY,
    DocumentKind.SLIDES,
)
MANIFEST, SUMS, README = "00-manifes.csv", "SHA256SUMS", "00-baca-saya.txt"


@dataclass(frozen=True)
class Item:
    """A file of the pack: where it lies, what it is, its code and date where it has them."""

    path: str
    label: str
    content: FieldFile | IO[bytes]
    code: str = ""
    dated: str = ""


@dataclass(frozen=True)
class Packed:
    """What the manifest says of a file."""

    item: Item
    sha256: str
    size: int


def make_pack(read: Reading, *, job: Job, actor, report: Report) -> GeneratedDocument:
    """The ZIP of this job; done a second time, it gives the first one's."""
    made = GeneratedDocument.objects.filter(key=job.pk).first()
    if made and made.file.storage.exists(made.file.name):
        return made
    forms = [_form(read, kind, job, actor, report) for kind in FORMS_INSIDE]
    report(1, 1, _("Mengumpulkan berkas bukti"))
    slots = slots_of(read.renja.forum)
    items = [*_plan_items(read, forms), *_forum_items(read.renja.forum, slots)]
    with TemporaryFile() as written:
        _write(written, items, read, slots, code_of(job.pk))
        name, facts = store(written, f"{FOLDER}/{job.pk}.zip")
    made_as = Kept(job.pk, read.renja, DocumentKind.PACK, name, form_name(read, DocumentKind.PACK))
    return keep_document(made_as, read.report, facts, job=job, actor=actor)


def _form(read: Reading, kind: str, job: Job, actor, report: Report) -> GeneratedDocument:
    """The final copy where there is one; else a new document, whose key follows from the job's."""
    kept = final_copy(read.renja, kind)
    return kept or make_form(read, kind, key=uuid5(job.pk, str(kind)), job=None, actor=actor, report=report)


def _plan_items(read: Reading, forms: list[GeneratedDocument]) -> Iterator[Item]:
    for place, document in enumerate(forms, start=1):
        path = f"01-renja/{place:02d}-{document.file_name}"
        yield Item(path, document.get_kind_display(), document.file, document.code, _day(document.read_at))
    yield from _signed_plan(read.renja)
    labels = [table.label for table in structure_of(read.renja.structure).tables if table.rows == "proposals"]
    table = renja_xlsx(read.report, code="–", only=labels)
    yield Item("02-usulan/01-tabel-usulan.xlsx", _("Tabel usulan dan hasilnya"), table)


def _signed_plan(renja: Renja) -> Iterator[Item]:
    """The copy that counts, where the plan is signed."""
    signing = PlanSigning.objects.in_force(renja)
    if signing and signing.final and signing.document:
        name = f"01-renja/00-{signing.final.file_name}"
        day = _day(signing.final.signed_at)
        yield Item(name, _("Renja bertanda tangan"), signing.final.file, signing.document.code, day)


def _forum_items(forum: Forum, slots: list[Slot]) -> Iterator[Item]:
    """What was handed in and made for each part of the forum's evidence; what the scanner holds is left out."""
    for place, slot in enumerate(slots, start=3):
        folder = f"{place:02d}-{slot.value}"
        if slot.value == "undangan":
            yield from _invitation(forum, folder)
        for number, row in enumerate((row for row in slot.rows if row.is_clean), start=1):
            name = clean_name(row.original_name)
            yield Item(f"{folder}/{number:02d}-{name}", row.title, row.file, dated=_day(row.added_at))
        for file in slot.made:
            label = f"{file.minutes}: {file.get_kind_display()}"
            path = f"{folder}/naskah-{file.pk}-{file.file_name}"
            yield Item(path, label, file.file, file.minutes.code, _day(file.made_at))


def _day(moment: datetime.datetime) -> str:
    return plain_date(local_date(moment))


def _invitation(forum: Forum, folder: str) -> Iterator[Item]:
    """The signed letter; where there is none, the letters as they were typeset."""
    letter = getattr(forum, "invitation_letter", None)
    if letter is None:
        return
    told = plain_date(letter.dated)
    signed = getattr(letter, "signed", None)
    if signed and signed.is_clean:
        yield Item(
            f"{folder}/surat-undangan-bertanda-tangan.pdf",
            _("Surat undangan bertanda tangan"),
            signed.file,
            dated=told,
        )
    elif forum.participants.filter(letter_copy__isnull=False).exists():
        letters = BytesIO(joined_copies(letter))
        yield Item(f"{folder}/surat-undangan.pdf", _("Surat undangan"), letters, dated=told)


def _write(written: IO[bytes], items: list[Item], read: Reading, slots: list[Slot], code: str) -> None:
    """Files first, then what is said of them; everything but the sums themselves stands in the sums."""
    with ZipFile(written, "w", ZIP_STORED) as archive:
        packed = [_add(archive, item) for item in items]
        texts = {MANIFEST: _manifest(packed), README: _readme(read, slots, code)}
        sums = [(one.sha256, one.item.path) for one in packed]
        for name, text in texts.items():
            content = text.encode("utf-8")
            archive.writestr(name, content)
            sums.append((hashlib.sha256(content).hexdigest(), name))
        archive.writestr(SUMS, "".join(f"{sha256}  {path}\n" for sha256, path in sums))


def _add(archive: ZipFile, item: Item) -> Packed:
    digest, size = hashlib.sha256(), 0
    opened = item.content.open("rb") if isinstance(item.content, FieldFile) else item.content
    with opened as source, archive.open(item.path, "w") as target:
        while block := source.read(BLOCK):
            target.write(block)
            digest.update(block)
            size += len(block)
    return Packed(item, digest.hexdigest(), size)


def _manifest(packed: list[Packed]) -> str:
    head = [
        _("No."),
        _("Berkas"),
        _("Isi"),
        _("Kode verifikasi"),
        _("Tanggal"),
        _("Ukuran (byte)"),
        "SHA-256",
    ]
    rows = [
        (no, one.item.path, one.item.label, one.item.code, one.item.dated, one.size, one.sha256)
        for no, one in enumerate(packed, start=1)
    ]
    return "".join(csv_lines(head, rows))


def _readme(read: Reading, slots: list[Slot], code: str) -> str:
    report = read.report
    empty = [slot.label for slot in slots if slot.is_empty]
    missing = ", ".join(empty) if empty else _("tidak ada")
    lines = (
        report.title,
        "",
        _("Berkas bukti, kode %(code)s, keadaan data %(at)s.")
        % {"code": code, "at": print_moment(report.read_at)},
        _("Keaslian setiap dokumen berkode: %(address)s") % {"address": address_of(code)},
        _("%(manifest)s memuat daftar berkas. Periksa keutuhannya dengan: sha256sum -c %(sums)s")
        % {"manifest": MANIFEST, "sums": SUMS},
        _("Bagian yang belum berisi: %(missing)s.") % {"missing": missing},
        _("Berkas ini memuat nama peserta forum. Gunakan hanya untuk verifikasi dan jangan disebarkan."),
    )
    return "\n".join(lines) + "\n"
