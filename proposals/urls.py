"""Addresses of proposals. Drafts ask strangers to sign in by themselves, so that what was typed is kept."""

from accounts.quotas import daily
from accounts.rates import limited
from core.pages import ACTION, FORM, SIGNED_IN, page
from proposals import converters  # noqa: F401 (registers <nomor:…>)
from proposals.views import (
    approval,
    by_phone,
    carrying,
    draft_files,
    exports,
    files,
    hints,
    holidays,
    mine,
    paper,
    public,
    reaching,
    receipt,
    recording,
    results,
    submission,
    unconfirmed,
    verification,
)

app_name = "proposals"
HOLIDAYS, TELL, RECORD = "forums.manage_holidays", "proposals.tell_in_person", "proposals.record_for_others"
CALL = "proposals.confirm_phone"

urlpatterns = [
    page("aspirasi/", public.proposal_list, "list", kept=True),
    page("aspirasi/unduh/usulan.csv", limited(exports.export_csv), "export_csv"),
    page("aspirasi/unduh/usulan.xlsx", limited(exports.export_excel), "export_excel"),
    page("aspirasi/baru/", daily("begin")(submission.new_proposal), "new", methods=FORM),
    page("aspirasi/baru/tanpa-surel/", daily("by_phone")(by_phone.new_by_phone), "new_by_phone", methods=FORM),
    page("aspirasi/formulir/", paper.paper_form, "paper_form", kept=True),
    page("aspirasi/saya/", mine.mine, "mine", may=SIGNED_IN),
    page("aspirasi/draf/<uuid:key>/lampiran/", draft_files.draft_files, "draft_files", methods=FORM),
    page(
        "aspirasi/draf/<uuid:key>/surat-pengantar/", files.cover_letter, "cover_letter",
        may=SIGNED_IN, methods=ACTION,
    ),
    page("aspirasi/draf/<uuid:key>/periksa/", submission.draft_check, "draft_check", methods=FORM),
    page("aspirasi/draf/<uuid:key>/kirim/", daily("submit")(submission.submit), "submit", methods=FORM),
    page("aspirasi/draf/<uuid:key>/warga/", daily("write")(mine.as_citizen), "as_citizen", may=SIGNED_IN, methods=ACTION),
    page("aspirasi/draf/<uuid:key>/hapus/", submission.delete, "delete", methods=FORM),
    page("aspirasi/draf/<uuid:key>/petunjuk/", hints.draft_hints, "draft_hints", methods=ACTION),
    page("aspirasi/draf/<uuid:key>/<slug:step>/", submission.draft_page, "draft", methods=FORM),
    page("aspirasi/<nomor:number>/", public.detail, "detail", kept=True),
    page("aspirasi/<nomor:number>/terkirim/", submission.submitted, "submitted", may=SIGNED_IN),
    page("aspirasi/<nomor:number>/lengkapi/", submission.complete, "complete", may=SIGNED_IN),
    page("aspirasi/<nomor:number>/tarik/", daily("write")(mine.withdraw), "withdraw", may=SIGNED_IN, methods=FORM),
    page("aspirasi/<nomor:number>/tinjau-ulang/", daily("write")(mine.ask_review), "ask_review", may=SIGNED_IN, methods=FORM),
    page("aspirasi/<nomor:number>/dukung/", daily("support")(mine.support), "support", may=SIGNED_IN, methods=FORM),
    page("aspirasi/<nomor:number>/usulkan-kembali/", daily("write")(mine.carry_over), "carry_over", may=SIGNED_IN, methods=FORM),
    page("tanda-terima/<slug:token>/", receipt.receipt, "receipt"),
    page("tanda-terima/<slug:token>/lengkapi/", receipt.receipt_complete, "receipt_complete"),
    page("tanda-terima/<slug:token>/tarik/", daily("write")(receipt.receipt_withdraw), "receipt_withdraw", methods=FORM),
    page("tanda-terima/<slug:token>/tinjau-ulang/", daily("write")(receipt.receipt_review), "receipt_review", methods=FORM),
    page("lampiran/<uuid:key>/", files.attachment, "attachment"),
    page("kerja/usulan/catat/", recording.record, "record", may=RECORD, methods=FORM),
    page("kerja/usulan/<nomor:number>/tanda-terima/", recording.recorded, "recorded", may=RECORD),
    page(
        "kerja/usulan/<nomor:number>/lengkapi/", recording.complete_recorded, "complete_recorded",
        may=RECORD, methods=FORM,
    ),
    page("kerja/usulan/tahun-lalu/", carrying.carried, "carried", may=RECORD),
    page("kerja/usulan/tahun-lalu/<nomor:number>/catat/", carrying.carry, "carry", may=RECORD, methods=ACTION),
    page("kerja/usulan/tahun-lalu/<nomor:number>/tidak-dilanjutkan/", carrying.not_continued, "let_go", may=RECORD, methods=FORM),
    page("kerja/verifikasi/", verification.verification_queue, "verification_queue", may="proposals.open_queue"),
    page(
        "kerja/verifikasi/<nomor:number>/", verification.verification, "verification",
        may="proposals.open_queue", methods=FORM,
    ),
    page("kerja/hasil/", results.results, "results", may="proposals.open_results"),
    page("kerja/hasil/<nomor:number>/", results.result, "result", may="proposals.open_results", methods=FORM),
    page("kerja/pengesahan/", approval.approval, "approval", may="proposals.publish", methods=FORM),
    page("kerja/belum-tersampaikan/", reaching.unreached, "unreached", may=TELL),
    page("kerja/belum-tersampaikan/cetak/", reaching.unreached_print, "unreached_print", may=TELL),
    page("kerja/belum-tersampaikan/<nomor:number>/whatsapp/", reaching.whatsapp, "whatsapp", may=TELL, methods=ACTION),
    page("kerja/belum-tersampaikan/<nomor:number>/disampaikan/", reaching.told, "told", may=TELL, methods=ACTION),
    page("kerja/konfirmasi-nomor/", unconfirmed.unconfirmed, "unconfirmed", may=CALL),
    page("kerja/konfirmasi-nomor/<nomor:number>/sudah/", unconfirmed.confirm_phone, "confirm_phone", may=CALL, methods=ACTION),
    page("kerja/konfirmasi-nomor/<nomor:number>/tutup/", unconfirmed.close_unreached, "close_unreached", may=CALL, methods=ACTION),
    page("kerja/pengaturan/hari-libur/", holidays.holidays, "holidays", may=HOLIDAYS),
    page("kerja/pengaturan/hari-libur/baru/", holidays.holiday_new, "holiday_new", may=HOLIDAYS, methods=FORM),
    page("kerja/pengaturan/hari-libur/impor/", holidays.holidays_import, "holidays_import", may=HOLIDAYS, methods=FORM),
    page("kerja/pengaturan/hari-libur/impor/simpan/", holidays.holidays_take_over, "holidays_take_over", may=HOLIDAYS, methods=ACTION),
    page("kerja/pengaturan/hari-libur/isi/<int:year>/", holidays.holiday_fill, "holiday_fill", may=HOLIDAYS, methods=ACTION),
    page("kerja/pengaturan/hari-libur/<int:pk>/", holidays.holiday, "holiday", may=HOLIDAYS, methods=FORM),
    page("kerja/pengaturan/hari-libur/<int:pk>/keluarkan/", holidays.holiday_delete, "holiday_delete", may=HOLIDAYS, methods=FORM),
]  # fmt: skip
