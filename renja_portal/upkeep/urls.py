"""Addresses of the record, of the jobs and of the outbox."""

from accounts.turns import one_at_a_time
from core.pages import ACTION, LETTER, page
from renja_portal.upkeep.views import health, jobs, letters, record

READ_RECORD, OPERATE = "stakeholders.read_record", "stakeholders.operate"

app_name = "upkeep"
urlpatterns = [
    page("kerja/catatan/", record.entries, "record", may=READ_RECORD),
    page("kerja/catatan/catatan-audit.csv", one_at_a_time(record.download), "record_csv", may=READ_RECORD),
    page("kerja/catatan/periksa/", record.check, "record_check", may=READ_RECORD, methods=ACTION),
    page("kerja/kesehatan/", health.health, "health", may=OPERATE),
    page("kerja/pekerjaan/", jobs.jobs, "jobs", may=OPERATE),
    page("kerja/pekerjaan/<uuid:job>/ulangi/", jobs.retry, "job_retry", may=OPERATE, methods=ACTION),
    page("kerja/surat-keluar/", letters.letters, "letters", may=OPERATE, shows=(LETTER,)),
    page("kerja/surat-keluar/<int:pk>/kirim-lagi/", letters.retry, "letter_retry", may=OPERATE, methods=ACTION),
    page("kerja/surat-keluar/<int:pk>/batalkan/", letters.cancel, "letter_cancel", may=OPERATE, methods=ACTION),
]  # fmt: skip
