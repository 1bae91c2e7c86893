"""The record in words: what each action is called, what its details mean, what jobs do."""

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from notifications.models import Message
from notifications.models import State as LetterState

Words = str | Promise
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
# One group a part of the portal, in the order of the filter's list.
ACTIONS: dict[Words, dict[str, Words]] = {
    _l("Usulan"): {
        "proposal.submit": _l("Usulan dikirim"),
        "proposal.begin_by_phone": _l("Draf tanpa akun dimulai"),
        "proposal.send_by_phone": _l("Usulan dikirim dengan nomor telepon"),
        "proposal.confirm_phone": _l("Nomor telepon pengusul dikonfirmasi"),
        "proposal.renew_receipt": _l("Tautan tanda terima diganti"),
        "proposal.close_unreached": _l("Usulan ditutup karena pengusul tidak dapat dihubungi"),
        "proposal.cancel": _l("Usulan dibatalkan sebelum diumumkan"),
        "proposal.clear_draft": _l("Draf tanpa akun yang ditinggalkan dihapus"),
        "proposal.forget_contact": _l("Kontak usulan yang ditutup dihapus"),
        "proposal.record": _l("Usulan dicatat untuk pengusulnya"),
        "proposal.resubmit": _l("Usulan dilengkapi dan dikirim kembali"),
        "proposal.complete_recorded": _l("Usulan dilengkapi atas nama pengusulnya"),
        "proposal.edit": _l("Isi usulan diubah"),
        "proposal.choose_cover_letter": _l("Surat pengantar ditandai"),
        "proposal.as_citizen": _l("Draf lembaga dijadikan usulan warga"),
        "proposal.attach": _l("Lampiran usulan ditambahkan"),
        "proposal.detach": _l("Lampiran usulan dihapus"),
        "proposal.hold_file": _l("Lampiran usulan ditahan"),
        "proposal.delete_draft": _l("Draf usulan dihapus"),
        "proposal.withdraw": _l("Usulan ditarik"),
        "proposal.support": _l("Usulan didukung"),
        "proposal.withdraw_support": _l("Dukungan ditarik kembali"),
        "proposal.carry_over": _l("Usulan tahun lalu diusulkan kembali"),
        "proposal.let_go": _l("Usulan tahun lalu tidak dilanjutkan"),
        "proposal.assign": _l("Usulan didisposisikan"),
        "proposal.verify": _l("Usulan dinyatakan terverifikasi"),
        "proposal.return": _l("Usulan dikembalikan untuk dilengkapi"),
        "proposal.forward": _l("Usulan diteruskan ke instansi lain"),
        "proposal.merge": _l("Usulan digabungkan"),
        "proposal.withhold": _l("Keterbukaan isi usulan diubah"),
        "proposal.record_result": _l("Hasil pembahasan dicatat"),
        "proposal.withdraw_result": _l("Hasil pembahasan dibatalkan sebelum disahkan"),
        "proposal.order_publication": _l("Pengesahan banyak hasil diminta"),
        "proposal.publish": _l("Hasil forum disahkan dan diumumkan"),
        "proposal.publish_correction": _l("Perubahan hasil disahkan"),
        "proposal.ask_review": _l("Peninjauan ulang diajukan"),
        "proposal.open_whatsapp": _l("WhatsApp pengusul dibuka"),
        "proposal.tell_in_person": _l("Kabar disampaikan langsung kepada pengusul"),
        "proposal.begin_import": _l("Daftar usulan diunggah"),
        "proposal.map_import": _l("Kolom daftar usulan dipilih"),
        "proposal.check_import": _l("Daftar usulan diperiksa"),
        "proposal.order_import": _l("Impor daftar usulan diminta"),
        "proposal.import": _l("Daftar usulan diimpor"),
        "proposal.drop_import": _l("Impor daftar usulan dibatalkan"),
        "proposal.correct_from_list": _l("Usulan diperbarui menurut daftar asal"),
        "letter.write": _l("Surat penerusan dibuat"),
        "letter.remake": _l("Surat penerusan disusun ulang"),
        "letter.make_pdf": _l("Berkas surat penerusan disusun"),
        "proposal.recount_deadlines": _l("Tenggat pemeriksaan dihitung ulang karena hari libur berubah"),
    },
    _l("Pertanyaan dan penilaian"): {
        "question.ask": _l("Pertanyaan dikirim"),
        "question.answer": _l("Pertanyaan dijawab"),
        "question.change_answer": _l("Jawaban diperbaiki"),
        "question.hide": _l("Pertanyaan tidak ditampilkan"),
        "proposal.rate_answer": _l("Tanggapan resmi dinilai pengusulnya"),
        "proposal.make_notice": _l("Pemberitahuan hasil usulan disusun"),
    },
    _l("Renja"): {
        "renja.create": _l("Renja dibuat"),
        "renja.save_settings": _l("Pengaturan Renja diubah"),
        "renja.save_chapter": _l("Teks bagian Renja disimpan"),
        "renja.save_table": _l("Tabel Renja disimpan"),
        "renja.move_table_row": _l("Baris tabel Renja dipindahkan"),
        "renja.sort_table": _l("Tabel Renja diurutkan"),
        "renja.copy_table": _l("Tabel Renja diisi dari tahun lalu"),
        "renja.add_line": _l("Baris Renja ditambahkan"),
        "renja.save_line": _l("Baris Renja diubah"),
        "renja.change_cell": _l("Isian tabel Renja diubah"),
        "renja.estimate_forward": _l("Prakiraan maju dihitung dengan faktor"),
        "renja.undo_estimate": _l("Hitungan prakiraan maju diurungkan"),
        "renja.remove_line": _l("Baris Renja dihapus"),
        "renja.link_proposal": _l("Usulan ditautkan ke baris Renja"),
        "renja.unlink_proposal": _l("Tautan usulan ke baris Renja dilepas"),
        "renja.link_agreements": _l("Kesepakatan yang mendukung baris Renja diubah"),
        "renja.request_pdf": _l("Dokumen Renja diminta"),
        "renja.make_pdf": _l("Dokumen Renja disusun"),
        "data.request_edition": _l("Pembekuan data diminta"),
        "data.freeze": _l("Data terbuka dibekukan"),
    },
    _l("Forum"): {
        "forum.create": _l("Forum dibuat"),
        "forum.edit": _l("Keterangan forum diubah"),
        "forum.move": _l("Jadwal forum diubah"),
        "forum.publish": _l("Forum ditampilkan kepada publik"),
        "forum.hide": _l("Forum disembunyikan dari publik"),
        "phase.add": _l("Tahapan ditambahkan"),
        "phase.change": _l("Tahapan diubah"),
        "phase.move": _l("Tanggal tahapan diubah"),
        "phase.delete": _l("Tahapan dihapus"),
        "programme.save": _l("Susunan acara disimpan"),
        "programme.fill": _l("Susunan acara baku disalin"),
        "criteria.save": _l("Kriteria penilaian disimpan"),
        "criteria.fill": _l("Kriteria penilaian baku disalin"),
        "ceiling.add": _l("Pagu indikatif ditambahkan"),
        "ceiling.change": _l("Pagu indikatif diubah"),
        "ceiling.delete": _l("Pagu indikatif dihapus"),
        "document.add": _l("Dokumen forum ditambahkan"),
        "document.hold": _l("Dokumen forum ditahan"),
        "document.publish": _l("Dokumen forum ditampilkan kepada publik"),
        "document.hide": _l("Dokumen forum disembunyikan dari publik"),
        "document.delete": _l("Dokumen forum dihapus"),
        "participant.add": _l("Peserta forum ditambahkan"),
        "participant.remove": _l("Peserta forum dihapus"),
        "sitting.prepare": _l("Sidang per urusan disiapkan"),
        "sitting.add": _l("Sidang ditambahkan"),
        "sitting.change": _l("Sidang diubah"),
        "sitting.delete": _l("Sidang dihapus"),
        "sitting.request_paper": _l("Bahan sidang diminta"),
        "sitting.make_paper": _l("Bahan sidang disusun"),
        "agenda.fill": _l("Agenda sidang diisi"),
        "agenda.add": _l("Usulan ditambahkan ke agenda sidang"),
        "agenda.move": _l("Urutan agenda sidang diubah"),
        "agenda.sort": _l("Agenda sidang diurutkan menurut nilai"),
        "agenda.transfer": _l("Usulan dipindahkan ke sidang lain"),
        "agenda.remove": _l("Usulan dikeluarkan dari agenda sidang"),
        "scoring.mark": _l("Usulan dinilai"),
        "scoring.declare_conflict": _l("Benturan kepentingan dinyatakan"),
        "scoring.withdraw_conflict": _l("Pernyataan benturan kepentingan ditarik"),
        "scoring.close": _l("Penilaian ditutup"),
        "scoring.reopen": _l("Penilaian dibuka kembali"),
        "sitting.open": _l("Sidang dimulai"),
        "sitting.take_up": _l("Acara sidang dibuka"),
        "sitting.close": _l("Sidang ditutup"),
        "sitting.add_spoken": _l("Usulan lisan masuk acara sidang"),
        "sitting.enter_paper": _l("Hasil sidang diisi dari kertas"),
        "sitting.renew_screen": _l("Tautan layar sidang dibuat"),
        "sitting.close_screen": _l("Tautan layar sidang ditutup"),
        "sitting.note": _l("Catatan sidang ditulis"),
        "agenda.note": _l("Catatan pembahasan ditulis"),
        "participant.change": _l("Data undangan peserta diubah"),
        "participant.import": _l("Daftar peserta diimpor"),
    },
    _l("Undangan"): {
        "invitation_letter.write": _l("Surat undangan ditulis"),
        "invitation_letter.change": _l("Surat undangan diubah"),
        "invitation_letter.order": _l("Penyusunan surat undangan diminta"),
        "invitation_letter.make_pdf": _l("Surat undangan disusun"),
        "invitation_letter.keep_signed": _l("Surat undangan bertanda tangan diunggah"),
        "invitation_letter.drop_signed": _l("Surat undangan bertanda tangan dihapus"),
        "invitation_letter.hold_signed": _l("Surat undangan bertanda tangan ditahan"),
        "invitation.mail": _l("Undangan dikirim lewat surel"),
        "invitation.remind": _l("Undangan diingatkan"),
        "invitation.open_whatsapp": _l("WhatsApp undangan dibuka"),
        "invitation.hand_over": _l("Undangan disampaikan langsung"),
        "invitation.renew_link": _l("Tautan undangan diganti"),
        "invitation.open": _l("Undangan dibuka"),
        "invitation.answer": _l("Undangan dijawab"),
        "invitation.forget": _l("Nama wakil forum yang lama dihapus"),
    },
    _l("Kesepakatan dan hari libur"): {
        "agreement.add": _l("Kesepakatan dicatat"),
        "agreement.change": _l("Kesepakatan diubah"),
        "agreement.delete": _l("Kesepakatan dihapus"),
        "attendance.add": _l("Kehadiran dicatat"),
        "attendance.correct": _l("Daftar hadir diperbaiki"),
        "attendance.remove": _l("Kehadiran dikeluarkan dari daftar"),
        "attendance.print": _l("Daftar hadir dicetak"),
        "attendance.make_pdf": _l("Berkas daftar hadir disusun"),
        "attendance.forget_phones": _l("Nomor HP orang yang hadir dihapus setelah 90 hari"),
        "agreement.change_state": _l("Keadaan kesepakatan diubah"),
        "agreement.continue": _l("Kesepakatan dilanjutkan dari forum sebelumnya"),
        "agreement.follow_up": _l("Tindak lanjut kesepakatan dicatat"),
        "agreement.hold_file": _l("Bukti tindak lanjut ditahan"),
        "agreement.remind": _l("Pengingat tenggat kesepakatan ditulis"),
        "minutes.change_facts": _l("Nomor dan tanggal naskah forum diubah"),
        "minutes.write_text": _l("Bagian naskah forum disunting"),
        "minutes.reset_text": _l("Bagian naskah forum dikembalikan ke isi dari data"),
        "minutes.ask_for_remarks": _l("Tanggapan atas naskah forum diminta"),
        "minutes.remark": _l("Naskah forum ditanggapi"),
        "minutes.answer_remark": _l("Tanggapan atas naskah forum dijawab"),
        "minutes.keep_signers": _l("Daftar penanda tangan dipakai"),
        "minutes.add_signer": _l("Penanda tangan ditambahkan"),
        "minutes.change_signer": _l("Penanda tangan diubah"),
        "minutes.delete_signer": _l("Penanda tangan dihapus"),
        "minutes.choose_means": _l("Cara menandatangani diubah"),
        "minutes.request_print": _l("Naskah forum diminta sebagai PDF"),
        "minutes.make_pdf": _l("Berkas naskah forum disusun"),
        "minutes.finalise": _l("Naskah forum dijadikan final"),
        "minutes.sign": _l("Naskah forum ditandatangani secara elektronik"),
        "minutes.keep_scan": _l("Pindaian naskah bertanda tangan disimpan"),
        "minutes.hold_file": _l("Pindaian naskah ditahan"),
        "minutes.replace": _l("Naskah pengganti dibuat"),
        "evidence.add": _l("Berkas bukti ditambahkan"),
        "evidence.delete": _l("Berkas bukti dihapus"),
        "evidence.hold": _l("Berkas bukti ditahan"),
        "holiday.fill": _l("Hari libur diisi dari kalender"),
        "holiday.add": _l("Hari libur ditambahkan"),
        "holiday.change": _l("Hari libur diubah"),
        "holiday.remove": _l("Hari libur dikeluarkan"),
        "holiday.import": _l("Daftar hari libur diimpor"),
        "demo.shift": _l("Tanggal demo digeser"),
    },
    _l("Akun dan peran"): {
        "account.sign_in": _l("Masuk ke portal"),
        "account.sign_in_failed": _l("Percobaan masuk dengan kata sandi yang salah"),
        "access.refuse": _l("Membuka halaman yang bukan haknya; ditolak"),
        "account.open": _l("Akun dibuka"),
        "account.export_data": _l("Data pribadi diunduh oleh pemiliknya"),
        "account.erase": _l("Akun dihapus oleh pemiliknya"),
        "account.consent": _l("Penggunaan data pribadi disetujui"),
        "account.accept_invitation": _l("Undangan diterima"),
        "account.change_profile": _l("Data diri diubah"),
        "account.close": _l("Akun dinonaktifkan"),
        "account.reopen": _l("Akun diaktifkan kembali"),
        "account.begin_sitting_mode": _l("Mode sidang dimulai"),
        "account.end_sitting_mode": _l("Mode sidang diakhiri"),
        "account.end_session": _l("Sesi di perangkat lain diakhiri"),
        "account.end_other_sessions": _l("Semua sesi lain diakhiri"),
        "account.email_changed": _l("Surel akun diubah"),
        "account.email_deleted": _l("Surel dihapus dari akun"),
        "account.password_changed": _l("Kata sandi diubah"),
        "account.password_reset": _l("Kata sandi diganti karena lupa"),
        "account.password_set": _l("Kata sandi dibuat"),
        "account.totp_activated": _l("Verifikasi dua langkah diaktifkan"),
        "account.totp_deactivated": _l("Verifikasi dua langkah dimatikan"),
        "account.recovery_codes_generated": _l("Kode cadangan dibuat"),
        "account.webauthn_added": _l("Kunci sandi ditambahkan"),
        "account.webauthn_removed": _l("Kunci sandi dihapus"),
        "account.passkey_refused": _l("Kunci sandi ditolak"),
        "account.ask_factor_removal": _l("Penghapusan verifikasi dua langkah diminta"),
        "account.drop_factor_removal": _l("Permintaan penghapusan verifikasi dua langkah dibatalkan"),
        "account.remove_second_factor": _l("Verifikasi dua langkah dihapus oleh admin"),
        "membership.appoint_admin": _l("Admin ditunjuk"),
        "membership.add": _l("Peran diberikan"),
        "membership.change": _l("Peran diubah"),
        "membership.end": _l("Peran diakhiri"),
        "membership.ask": _l("Keanggotaan diminta"),
        "membership.withdraw_request": _l("Permintaan keanggotaan dibatalkan"),
        "membership.confirm": _l("Keanggotaan dikonfirmasi"),
        "membership.decline": _l("Permintaan keanggotaan ditolak"),
    },
    _l("Pengaturan dan sistem"): {
        "official.end": _l("Jabatan diakhiri"),
        "official.end_roles": _l("Peran berakhir bersama jabatannya"),
        "delegation.grant": _l("Pengesahan didelegasikan"),
        "delegation.revoke": _l("Pendelegasian pengesahan dicabut"),
        "delegation.hold": _l("Persetujuan pendelegasian ditahan"),
        "host.change": _l("Keterangan instansi penyelenggara diubah"),
        "organization.take_in": _l("Instansi baru diterima sebagai peserta"),
        "organization.close": _l("Instansi dinonaktifkan"),
        "organization.reopen": _l("Instansi diaktifkan kembali"),
        "urusan.import_nomenclature": _l("Kode nomenklatur diimpor"),
        "audit.check": _l("Pemeriksaan rantai catatan diminta"),
        "audit.export": _l("Catatan audit diunduh"),
        "job.retry": _l("Pekerjaan latar diulang"),
        "message.retry": _l("Surat dikirim lagi"),
        "message.cancel": _l("Surat dibatalkan"),
        "message.choose": _l("Pilihan surel diubah"),
        "message.unsubscribe": _l("Surel dihentikan oleh penerimanya"),
        "message.bounce": _l("Surat kembali, tidak sampai"),
    },
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
    "unlinked": _l("Usulan yang dilepas"), "is_published": _l("Ditampilkan"), "dated": _l("Tanggal"),
    "source_of_funds": _l("Sumber dana"), "basis": _l("Dasar"), "stage": _l("Tahap"), "days": _l("Hari"),
    "phases_from": _l("Tahapan dari"), "rows": _l("Baris"), "filters": _l("Penyaring"), "finding": _l("Temuan"),
    "wants": _l("Surel yang diinginkan"), "taken_over": _l("Yang diambil alih"), "ended": _l("Peran yang berakhir"),
    "delegation": _l("Pendelegasian nomor"), "on_behalf": _l("Atas nama"), "delegate": _l("Diberikan kepada akun nomor"),
    "decree": _l("Surat perintah atau persetujuan"), "valid_from": _l("Mulai"), "valid_until": _l("Sampai"),
    "roles": _l("Peran yang melekat"), "minutes": _l("Berita acara"), "until": _l("Batas tanggapan"),
    "letters": _l("Surat"), "undiscussed": _l("Usulan yang belum dibahas"),
    "section": _l("Bagian"), "slot": _l("Bagian"), "means": _l("Cara"), "signers": _l("Penanda tangan"),
    "is_text": _l("Naskah disunting di luar portal"),
    "factor": _l("Faktor"),
    "gone": _l("Dikeluarkan"), "again": _l("Diulang"), "answer": _l("Jawaban"), "organizations": _l("Instansi baru"),
    "count": _l("Banyaknya"), "asked_by": _l("Diminta oleh akun nomor"), "by": _l("Oleh"), "uploaded": _l("Ukuran berkas (bita)"),
}  # fmt: skip
JOBS: dict[str, Words] = {
    "renja_pdf": _l("Dokumen Renja (PDF)"),
    "prepare_data": _l("Penyiapan berkas data terbuka"),
    "freeze_data": _l("Pembekuan data terbuka"),
    "result_notices": _l("Pemberitahuan hasil usulan (PDF)"),
    "check_record": _l("Pemeriksaan rantai catatan audit"),
    "data_copy": _l("Salinan data pribadi"),
    "proposal_import_check": _l("Pemeriksaan daftar usulan"),
    "proposal_import": _l("Impor daftar usulan"),
    "publish_results": _l("Pengesahan dan pengumuman hasil"),
    "forwarding_letter": _l("Surat penerusan (PDF)"),
    "attendance_list": _l("Daftar hadir (PDF)"),
    "sitting_paper": _l("Bahan sidang (PDF)"),
    "minutes_pdf": _l("Berita acara atau notulen (PDF)"),
    "invitation_letters": _l("Surat undangan (PDF)"),
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
