"""What waits: letters, jobs, and the workers that should do them."""

from datetime import timedelta

from django.db.models import Count, Max, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import long_datetime
from jobs.models import Job, WorkerHeartbeat
from jobs.querysets import ALIVE_SECONDS
from notifications.models import Message
from renja_portal.health.findings import Finding, Standing, weigh

FRESH = timedelta(days=14)  # what failed longer ago is found in the lists alone
LETTER_MINUTES = {"watch": 15, "wrong": 120}
JOB_MINUTES = {"watch": 15, "wrong": 120}


def workers() -> Finding:
    label = _("Pekerja (worker)")
    fresh = Q(seen_at__gte=timezone.now() - timedelta(seconds=ALIVE_SECONDS))
    told = WorkerHeartbeat.objects.aggregate(alive=Count("pk", filter=fresh), seen=Max("seen_at"))
    if told["alive"]:
        says = _("%(n)d pekerja berjalan.") % {"n": told["alive"]}
        return Finding(label, Standing.GOOD, says)
    says = _("Tidak ada pekerja yang berjalan; surat dan dokumen menunggu.")
    if told["seen"]:
        says += " " + _("Terakhir terlihat %(when)s.") % {"when": long_datetime(told["seen"])}
    advice = _("Jalankan lagi layanan renja-worker di server, lalu baca lognya.")
    return Finding(label, Standing.WRONG, says, advice)


def letters() -> Finding:
    label, since = _("Surat keluar"), Message.objects.oldest_unsent()
    minutes = _minutes(since)
    lost = Message.objects.undelivered().filter(created_at__gte=timezone.now() - FRESH).count()
    standing = weigh(minutes, **LETTER_MINUTES)
    url = reverse("upkeep:letters")
    if standing != Standing.GOOD:
        says = _("Surat tertua menunggu sejak %(when)s.") % {"when": long_datetime(since)}
        advice = _("Periksa apakah server surel (EMAIL_URL) dapat dihubungi, dan apakah pekerja berjalan.")
        return Finding(label, standing, says, advice, url, _("Lihat surat keluar"))
    if lost:
        says = _("%(n)d surat tidak sampai dalam 14 hari terakhir.") % {"n": lost}
        advice = _("Baca alasannya; perbaiki alamatnya atau kirim lagi.")
        return Finding(
            label, Standing.WATCH, says, advice, url + "?keadaan=tidak_sampai", _("Lihat yang tidak sampai")
        )
    return Finding(label, Standing.GOOD, _("Tidak ada surat yang terlambat atau tidak sampai."))


def jobs() -> Finding:
    label, url, now = _("Pekerjaan latar"), reverse("upkeep:jobs"), timezone.now()
    oldest = Job.objects.due().order_by().aggregate(since=Min("run_after"))["since"]
    failed = Job.objects.failed().filter(finished_at__gte=now - FRESH).count()
    standing = weigh(_minutes(oldest), **JOB_MINUTES)
    if standing != Standing.GOOD:
        says = _("Pekerjaan tertua menunggu sejak %(when)s.") % {"when": long_datetime(oldest)}
        advice = _("Periksa apakah pekerja berjalan; bila berjalan, tambahkan satu lagi.")
        return Finding(label, standing, says, advice, url, _("Lihat pekerjaan"))
    if failed:
        says = _("%(n)d pekerjaan gagal dalam 14 hari terakhir.") % {"n": failed}
        advice = _("Baca alasannya, lalu tekan Coba lagi.")
        return Finding(label, Standing.WATCH, says, advice, url + "?keadaan=failed", _("Lihat yang gagal"))
    return Finding(label, Standing.GOOD, _("Tidak ada pekerjaan yang terlambat atau gagal."))


def _minutes(since) -> float:
    return (timezone.now() - since).total_seconds() / 60 if since else 0.0
