"""The record of last year's forum of the demo: berita acara with its files and the scan of the signed sheet, notulen, evidence."""

import datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import User
from demo.papers import agenda_pdf, signed_pdf
from demo.pictures import draw_scene
from forums.models import Forum
from jobs.models import Job, State
from meetings.evidence import add_evidence
from meetings.minutes_writing import change_facts, current_minutes, write_text
from meetings.models import Evidence, Minutes
from reports.minutes.making import MINUTES_PDF, finalise_minutes, make_files
from reports.minutes.sealing import keep_scan

Slot, Kind = Evidence.Slot, Minutes.Kind
PHOTOS = {"Pleno di aula": "balai", "Sidang kelompok komunikasi dan informatika": "kelas"}
TEAM = "SK Tim Penyusun Renja (contoh)"
SCHEDULE = "Jadwal penyusunan Renja (contoh)"
NUMBERS = {Kind.BERITA_ACARA: "050/141", Kind.NOTULEN: "050/142"}
NOTES = {
    "pembukaan": (
        "Forum dibuka oleh Plt. Kepala Dinas. Bappeda Litbang memaparkan arah RKPD dan pagu indikatif, Komisi A DPRD "
        "memaparkan pokok-pokok pikiran, dan setiap bidang memaparkan rancangan Renja."
    ),
    "simpulan": (
        "Hasil sidang kelompok disepakati dalam pleno. Kesepakatan dengan mitra ditindaklanjuti oleh bidang "
        "masing-masing dan dilaporkan pada forum berikutnya."
    ),
}


def add_papers_of_day(forum: Forum, actor: User) -> None:
    """Berkas bukti: decree, schedule and pictures; drawn by the demo itself."""
    decree = signed_pdf(TEAM, [("Contoh Wijaya", "Plt. Kepala Dinas Komunikasi dan Informatika")])
    add_evidence(forum, pdf_upload(TEAM, decree), actor=actor, slot=Slot.TEAM, title=TEAM)
    add_evidence(forum, pdf_upload(SCHEDULE, agenda_pdf()), actor=actor, slot=Slot.SCHEDULE, title=SCHEDULE)
    for title, scene in PHOTOS.items():
        picture = SimpleUploadedFile(f"{title}.jpg", draw_scene(scene), "image/jpeg")
        add_evidence(forum, picture, actor=actor, slot=Slot.PHOTOS, title=title)


def write_record(forum: Forum, actor: User, day: datetime.date) -> None:
    """Both papers final and signed on the day itself. The berita acara is typeset at once, the notulen by the worker."""
    for kind in Kind:
        minutes = current_minutes(forum, kind)
        values = {"number": f"{NUMBERS[kind]}/{day.year} (contoh)", "dated": day, "place": "Balikpapan"}
        minutes = change_facts(minutes, actor=actor, values=values)
        if kind == Kind.NOTULEN:
            for slug, text in NOTES.items():
                write_text(minutes, slug, actor=actor, text=text)
        minutes = finalise_minutes(minutes, actor=actor)
        if kind == Kind.BERITA_ACARA:
            _typeset(minutes)
        _keep_scan(minutes, actor, day)


def _typeset(minutes: Minutes) -> None:
    """What the worker would do next."""
    job = Job.objects.active().get(kind=MINUTES_PDF, payload__minutes=minutes.pk)
    made = make_files(job, lambda *_progress: None)
    now = timezone.now()
    told = {file.kind: file.pages for file in made}
    Job.objects.filter(pk=job.pk).update(
        state=State.DONE, attempts=1, started_at=job.created_at, finished_at=now, result=told
    )


def _keep_scan(minutes: Minutes, actor: User, day: datetime.date) -> None:
    signers = list(minutes.signatories.order_by("order"))
    people = [(signer.name, signer.position or signer.organization) for signer in signers]
    name = f"{minutes.get_kind_display()} bertanda tangan"
    scan = pdf_upload(name, signed_pdf(name, people))
    keep_scan(minutes, scan, actor=actor, signed_on=day, signers=[signer.pk for signer in signers])


def pdf_upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{name}.pdf", content, "application/pdf")
