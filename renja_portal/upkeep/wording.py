"""The record in words: what its details mean, what jobs do; what actions are called is in `actions`."""

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from notifications.models import Message
from notifications.models import State as LetterState
from renja_portal.upkeep.actions import ACTIONS, Words

_l = gettext_lazy

MASTER_DATA: dict[str, Words] = {
    "kecamatan": _l("Kecamatan"),
    "kelurahan": _l("Kelurahan"),
    "organization": _l("Instansi"),
    "unit": _l("Bidang"),
    "official": _l("Pejabat"),
    "reasoncode": _l("Alasan baku"),
    "urusan": _l("Urusan"),
    "edition": _l("Edisi nomenklatur"),
    "nomenclature": _l("Kode nomenklatur"),
}
MASTER_VERBS = {
    "add": _l("%(thing)s ditambahkan"),
    "change": _l("%(thing)s diubah"),
    "delete": _l("%(thing)s dihapus"),
}
# What stands in the details of entries; a name that is missing here is shown as it is.
DETAILS: dict[str, Words] = {
    "role": _l("Peran"), "code": _l("Kode"), "key": _l("Bagian"), "version": _l("Versi"), "pagu": _l("Pagu"),
    "forward_pagu": _l("Prakiraan maju"), "proposal": _l("Usulan"), "share": _l("Bagian (%)"), "amount": _l("Jumlah"),
    "outcome": _l("Hasil"), "checklist": _l("Daftar periksa"), "sha256": _l("Sidik berkas"), "pages": _l("Halaman"),
    "year": _l("Tahun"), "job": _l("Pekerjaan"), "edition": _l("Edisi"), "editions": _l("Edisi"), "new": _l("Baru"),
    "changed": _l("Berubah"), "same": _l("Tetap"), "before": _l("Sebelum"), "after": _l("Sesudah"), "part": _l("Peran serta"),
    "opens_at": _l("Dibuka"), "closes_at": _l("Ditutup"), "place": _l("Halaman"), "from": _l("Tanda asal"),
    "path": _l("Alamat"), "unlinked": _l("Usulan yang dilepas"), "is_published": _l("Ditampilkan"), "dated": _l("Tanggal"),
    "source_of_funds": _l("Sumber dana"), "basis": _l("Dasar"), "stage": _l("Tahap"), "days": _l("Hari"),
    "phases_from": _l("Tahapan dari"), "rows": _l("Baris"), "filters": _l("Penyaring"), "finding": _l("Temuan"),
    "wants": _l("Surel yang diinginkan"), "taken_over": _l("Yang diambil alih"), "ended": _l("Peran yang berakhir"),
    "delegation": _l("Pendelegasian nomor"), "on_behalf": _l("Atas nama"), "delegate": _l("Diberikan kepada akun nomor"),
    "decree": _l("Surat perintah atau persetujuan"), "valid_from": _l("Mulai"), "valid_until": _l("Sampai"),
    "roles": _l("Peran yang melekat"), "minutes": _l("Berita acara"), "until": _l("Batas tanggapan"),
    "letters": _l("Surat"), "undiscussed": _l("Usulan yang belum dibahas"),
    "section": _l("Bagian"), "slot": _l("Bagian"), "means": _l("Cara"), "signers": _l("Penanda tangan"),
    "is_text": _l("Naskah disunting di luar portal"),
    "factor": _l("Faktor"), "number": _l("Nomor"), "revision": _l("Revisi"), "document_number": _l("Nomor dokumen"),
    "file": _l("Sidik berkas"),
    "gone": _l("Dikeluarkan"), "again": _l("Diulang"), "answer": _l("Jawaban"), "organizations": _l("Instansi baru"),
    "state": _l("Status"), "told": _l("Yang dikabari"), "remarks": _l("Catatan"),
    "steps": _l("Tindak lanjut"), "quarter": _l("Triwulan"),
    "count": _l("Banyaknya"), "asked_by": _l("Diminta oleh akun nomor"), "by": _l("Oleh"), "uploaded": _l("Ukuran berkas (bita)"),
}  # fmt: skip
JOBS: dict[str, Words] = {
    "renja_pdf": _l("Dokumen Renja (PDF)"),
    "renja_prepare": _l("Dokumen Renja disiapkan di latar belakang"),
    "revision_pdf": _l("Revisi Renja (PDF)"),
    "change_matrix": _l("Matriks perubahan Renja (PDF)"),
    "plan_file": _l("Bentuk lain dokumen Renja"),
    "plan_signing": _l("Naskah Renja untuk ditandatangani"),
    "prepare_data": _l("Penyiapan berkas data terbuka"),
    "freeze_data": _l("Pembekuan data terbuka"),
    "result_notices": _l("Pemberitahuan hasil usulan (PDF)"),
    "check_record": _l("Pemeriksaan rantai catatan audit"),
    "data_copy": _l("Salinan data pribadi"),
    "plan_file_check": _l("Perbandingan berkas Renja"),
    "plan_file_apply": _l("Penerapan berkas Renja"),
    "proposal_import_check": _l("Pemeriksaan daftar usulan"),
    "proposal_import": _l("Impor daftar usulan"),
    "publish_results": _l("Pengesahan dan pengumuman hasil"),
    "forwarding_letter": _l("Surat penerusan (PDF)"),
    "attendance_list": _l("Daftar hadir (PDF)"),
    "sitting_paper": _l("Bahan sidang (PDF)"),
    "remark_sheet": _l("Catatan verifikasi dan tindak lanjut (PDF)"),
    "minutes_pdf": _l("Berita acara atau notulen (PDF)"),
    "invitation_letters": _l("Surat undangan (PDF)"),
    "forget_old_data": _l("Penghapusan data pribadi yang lewat waktu"),
    "sweep_files": _l("Pembersihan berkas tanpa pemilik"),
}
LETTER_ERRORS: dict[str, Words] = {
    "ConnectionRefusedError": _l("Server surel tidak dapat dihubungi."),
    "TimeoutError": _l("Server surel tidak menjawab."),
    "gaierror": _l("Nama server surel tidak ditemukan; periksa EMAIL_URL."),
    "SMTPServerDisconnected": _l("Server surel memutus sambungan."),
    "SMTPAuthenticationError": _l("Server surel menolak akun portal; periksa EMAIL_URL."),
    "SMTPSenderRefused": _l("Server surel menolak alamat pengirim; periksa DEFAULT_FROM_EMAIL."),
    "SMTPRecipientsRefused": _l("Server surel menolak alamat tujuan."),
}
NOT_SIGNED_IN = frozenset({"account.sign_in_failed"})  # done by nobody whom the portal knows


def action_words(action: str) -> str:
    """The sentence of an action; its own name where this release knows none."""
    for group in ACTIONS.values():
        if action in group:
            return str(group[action])
    thing, _dot, verb = action.partition(".")
    if thing in MASTER_DATA and verb in MASTER_VERBS:
        return str(MASTER_VERBS[verb]) % {"thing": MASTER_DATA[thing]}
    return action


def action_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """All actions in words, in groups, for the filter."""
    groups = [
        (str(label), [(name, str(words)) for name, words in rows.items()]) for label, rows in ACTIONS.items()
    ]
    master = [f"{thing}.{verb}" for thing in MASTER_DATA for verb in MASTER_VERBS]
    return [*groups, (_("Data induk"), [(name, action_words(name)) for name in master])]


def kind_words(object_type: str) -> str:
    """What a model is called, such as "Usulan" for "proposals.proposal"."""
    try:
        return capfirst(str(apps.get_model(object_type)._meta.verbose_name))
    except (LookupError, ValueError):
        return object_type


def field_words(object_type: str, name: str) -> str:
    """What a field is called on the pages."""
    try:
        return str(apps.get_model(object_type)._meta.get_field(name).verbose_name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return detail_words(name)


def detail_words(name: str) -> str:
    return str(DETAILS.get(name, name))


def letter_error_words(letter: Message) -> str:
    """Why a letter did not arrive, for who knows no SMTP; the server's own words stand beside it."""
    if letter.state == LetterState.BOUNCED:
        return _("Server penerima mengembalikan surat ini.")
    name = letter.error.partition(":")[0]
    return str(LETTER_ERRORS.get(name, _("Server surel tidak menerima surat ini.")))


def job_words(kind: str) -> str:
    return str(JOBS.get(kind, kind))
