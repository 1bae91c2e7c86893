"""Which personal data is kept where, why, for how long, and what erases it.

The public page on personal data, the page for staff and docs/privacy.md are made from this table; tests hold every column
of the database to it, and every chore that it names to the code. Limits come from the code that keeps them.
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.limits import PUBLIC_LIFE
from core.languages import filled_later
from forums.forgetting import KEPT as DELEGATES_KEPT
from meetings.door import PHONE_LIFE
from proposals.by_phone import CLOSED_LIFE, DRAFT_LIFE
from renja_portal.personal.archive import LIFE as COPY_LIFE
from renja_portal.privacy.forgetting import IMPORT_LIFE, WARNED_BEFORE
from reports.attendance_list import LIFE as SHEET_LIFE

Words = str | Promise

# What erases: a chore of the worker by its name, or one of these.
BY_OWNER = "account"  # the owner, an admin on request, or `forget-old-data` when nobody uses the account
ARCHIVE = "archive"  # stays: an official document, or part of one

RECORDS = _("Selama naskahnya disimpan sebagai arsip")


@dataclass(frozen=True)
class Kept:
    """One kind of personal data. `columns` are patterns of `app.Model.field`; `public` says that the public page tells it."""

    kind: Words
    columns: tuple[str, ...]
    why: Words
    how_long: Words
    erased_by: tuple[str, ...]
    public: bool = True


def _days(words: Words, **spans) -> Words:
    return filled_later(
        words, {name: span if isinstance(span, int) else span.days for name, span in spans.items()}
    )


RETENTION: tuple[Kept, ...] = (
    Kept(
        _("Akun: nama, surel, nomor telepon, cara masuk, persetujuan, keanggotaan"),
        (
            "accounts.User.*", "accounts.Consent.version", "account.EmailAddress.email", "account.EmailConfirmation.key",
            "mfa.Authenticator.data", "stakeholders.Membership.position", "stakeholders.MembershipRequest.*",
        ),
        _("Untuk masuk, dan untuk mengabari Anda"),
        _days(
            _(
                "Selama akun dipakai; dihapus oleh Anda sendiri, atas permintaan Anda, atau setelah %(days)s hari tidak "
                "dipakai (%(warned)s hari sebelumnya Anda diberi tahu lewat surel)"
            ),
            days=settings.KEEP_UNUSED_ACCOUNTS_DAYS, warned=WARNED_BEFORE,
        ),
        (BY_OWNER, "forget-old-data"),
    ),
    Kept(
        _("Sesi masuk: peramban, alamat jaringan, waktu"),
        ("accounts.Session.*", "sessions.Session.*"),
        _("Agar Anda tetap masuk, dan dapat mengakhiri sesi di perangkat lain"),
        _days(_("Sampai Anda keluar, paling lama %(days)s hari"), days=PUBLIC_LIFE),
        (BY_OWNER, "clear-sessions"),
    ),
    Kept(
        _("Nama, telepon, dan surel pengusul"),
        ("proposals.Proposal.contact_*", "proposals.Proposal.consent_version"),
        _("Untuk memastikan pengusulnya, dan mengabarkan hasilnya"),
        _("Bersama usulannya; dihapus dengan akun Anda, atau atas permintaan Anda"),
        (BY_OWNER,),
    ),
    Kept(
        _("Usulan tanpa surel: draf, nama, nomor telepon, dan lampiran"),
        ("proposals.Proposal.receipt_hash",),
        _("Untuk menelepon pengusulnya"),
        _days(
            _("Draf yang ditinggalkan %(draft)s hari; yang ditutup sebelum diumumkan %(closed)s hari; yang diumumkan seperti usulan lain"),
            draft=DRAFT_LIFE, closed=CLOSED_LIFE,
        ),
        ("clear-by-phone",),
    ),
    Kept(
        _("Isi usulan, tempat, lampiran, pertanyaan yang dijawab, dan riwayatnya"),
        (
            "proposals.Proposal.*", "proposals.Attachment.*", "proposals.Event.*", "proposals.Decision.*",
            "proposals.OfficialAnswer.*", "proposals.FormerAnswer.*", "proposals.Question.*", "proposals.Feedback.line",
        ),
        _("Untuk diproses dan ditanggapi secara resmi"),
        _("Arsip pemerintah, menurut jadwal retensi arsip; tanpa nama dan kontak Anda setelah akun dihapus"),
        (ARCHIVE,),
    ),
    Kept(
        _("Surat kepada Anda"),
        ("notifications.Message.*", "notifications.Digest.recipient"),
        _("Untuk mengabari Anda, dan untuk mengetahui yang tidak sampai"),
        _days(_("%(days)s hari; surat tentang akun dikosongkan begitu terkirim"), days=settings.KEEP_LETTERS_DAYS),
        (BY_OWNER, "forget-old-data"),
    ),
    Kept(
        _("Pilihan surel"),
        ("notifications.Preference.email",),
        _("Agar surel yang tidak diinginkan tidak dikirim"),
        _("Selama Anda menghendakinya"),
        (BY_OWNER,),
    ),
    Kept(
        _("Nomor HP orang yang hadir"),
        ("meetings.Attendance.phone",),
        _("Untuk menghubungi peserta setelah forum"),
        _days(_("%(days)s hari setelah forum"), days=PHONE_LIFE),
        ("forget-phones",),
    ),
    Kept(
        _("Daftar hadir: nama, jabatan, instansi, jenis kelamin"),
        ("meetings.Attendance.*",),
        _("Lampiran berita acara"),
        RECORDS,
        (ARCHIVE,),
    ),
    Kept(
        _("Wakil pada jawaban undangan, dan siapa yang menerima undangan"),
        ("forums.Delegate.*", "forums.Delivery.*", "forums.Participant.answer_note"),
        _("Untuk daftar hadir forum itu"),
        _days(_("%(days)s hari setelah forum"), days=DELEGATES_KEPT),
        ("forget-delegates",),
    ),
    Kept(
        _("Narahubung instansi yang diundang"),
        ("forums.Participant.attention", "forums.Participant.phone", "forums.Participant.email", "forums.Participant.link_hash"),
        _("Untuk mengundang instansi itu lagi"),
        _("Selama instansi itu peserta forum; diperbaiki atau dihapus atas permintaan"),
        (ARCHIVE,),
    ),
    Kept(
        _("Cetakan daftar hadir"),
        ("reports.AttendanceSheet.*",),
        _("Untuk dicetak"),
        _days(_("%(days)s hari"), days=SHEET_LIFE),
        ("clear-attendance-sheets",),
        public=False,
    ),
    Kept(
        _("Salinan data yang Anda minta"),
        ("accounts.DataCopy.file",),
        _("Untuk Anda unduh"),
        _days(_("%(days)s hari"), days=COPY_LIFE),
        (BY_OWNER, "clear-data-copies"),
    ),
    Kept(
        _("Hitungan pemakaian per hari dan alamat jaringan (sebagai tanda yang berubah setiap hari)"),
        ("accounts.DailyUse.*", "accounts.Turn.*"),
        _("Agar portal tidak dibanjiri"),
        _("Sampai hari itu berakhir"),
        ("clear-daily-uses",),
    ),
    Kept(
        _("Daftar usulan yang diunggah dan belum diimpor"),
        ("proposals.ImportBatch.*",),
        _("Untuk diperiksa sebelum diimpor"),
        _days(_("%(days)s hari; yang diimpor segera dikosongkan"), days=IMPORT_LIFE),
        ("forget-old-data",),
        public=False,
    ),
    Kept(
        _("Catatan audit, dan siapa membuka data pribadi: dengan nomor akun saja"),
        ("audit.Entry.*", "audit.Reading.*"),
        _("Pertanggungjawaban, dan untuk mengetahui siapa yang melihat data Anda"),
        _("Tetap; tidak memuat nama dan kontak"),
        (ARCHIVE,),
    ),
    Kept(
        _("Pejabat, penanda tangan, dan tanggapan atas naskah"),
        (
            "stakeholders.Official.*", "stakeholders.Delegation.*", "meetings.Signatory.*", "meetings.Sitting.chair*",
            "meetings.Sitting.secretary*", "meetings.Minutes*", "meetings.Agreement.responsible", "reports.PlanSigning.*",
            "reports.SignedPlan.*", "meetings.FollowUp*",
        ),
        _("Naskah resmi menyebut siapa yang menandatangani dan bertanggung jawab"),
        RECORDS,
        (ARCHIVE,),
    ),
)  # fmt: skip

# What holds nothing about persons, by pattern, with the reason. Read after RETENTION.
IMPERSONAL: dict[str, str] = {
    "renja.*": "isi rencana; catatan Bappeda tidak menyebut orang",
    "urusan.*": "kode dan nama resmi",
    "reports.*": "naskah yang dibuat dari baris di atas; yang memuat nama disebut tersendiri",
    "forums.*": "forum, kriteria, acara, surat undangan instansi",
    "meetings.*": "sidang, kesepakatan, bukti forum",
    "proposals.ReasonCode.*": "alasan baku",
    "stakeholders.Host.*": "kop dan lambang penyelenggara",
    "stakeholders.Organization.*": "nama dan alamat lembaga",
    "stakeholders.Unit.*": "nama bidang",
    "stakeholders.K*": "wilayah",
    "jobs.*": "pekerjaan latar; kuncinya nomor",
    "notifications.Handover.about": "nomor usulan",
    "admin.LogEntry.*": "tidak dipakai; perubahan data induk ada dalam catatan audit",
    "auth.*": "tidak dipakai",
    "contenttypes.*": "nama tabel",
}

# What still holds what somebody wrote after their account was erased, and why. A test erases and looks.
STAYS: dict[str, str] = {
    "proposals.Proposal.*": "isi usulan yang sudah dikirim: arsip tanpa nama dan kontak",
    "proposals.Attachment.*": "lampiran usulan yang sudah dikirim",
    "proposals.Event.*": "riwayat umum usulan, tanpa nama pelakunya",
    "proposals.Decision.*": "hasil yang dicatat petugas",
    "proposals.Question.*": "pertanyaan yang sudah dijawab, tanpa penanyanya",
    "proposals.ImportBatch.*": "daftar yang sudah diimpor, tanpa isinya",
    "meetings.Attendance.*": "daftar hadir yang dicatat petugas",
    "meetings.MinutesRemark.*": "tanggapan atas naskah, tanpa penulisnya",
    "meetings.Minutes*": "naskah forum yang disunting petugas",
    "meetings.Evidence.*": "bukti forum yang diunggah petugas",
    "meetings.FollowUp*": "tindak lanjut yang ditulis petugas",
    "forums.*": "undangan dan surat instansi yang diurus petugas",
    "renja.*": "rencana yang disusun petugas",
    "reports.*": "naskah yang diminta petugas",
    "stakeholders.Official.*": "pejabat tetap disebut naskah resmi",
    "stakeholders.Delegation.*": "pendelegasian yang pernah berlaku",
    "jobs.Job.*": "pekerjaan latar",
    "audit.*": "catatan dengan nomor akun",
    "notifications.Handover.about": "kabar yang disampaikan petugas",
    "notifications.Message.kind": "barisnya tetap, tanpa alamat dan isi, agar tidak dikirim lagi",
    "notifications.Message.message_id": "nomor surat pada server surel",
}
