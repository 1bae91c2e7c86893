"""Addresses of documents and figures: staff make documents under /kerja/laporan/, everybody reads what is published."""

from accounts.rates import limited
from accounts.turns import one_at_a_time
from core.pages import ACTION, FORM, PRESENCE, SIGNED_IN, page
from reports import minutes_urls
from reports.open_data.freezing import FREEZE
from reports.plan_signing.asking import ASK
from reports.plan_signing.sealing import KEEP, SIGN
from reports.views import (
    attendance,
    change_matrix,
    data,
    documents,
    freezing,
    invitations,
    letters,
    notices,
    plan_lines,
    plan_signing,
    remark_sheets,
    revision_files,
    sitting_papers,
    statistics,
)

app_name = "reports"
LETTERS = "proposals.open_queue"
PREPARE = "meetings.prepare"
PAPERS = "kerja/forum/<int:year>/sidang/<int:pk>/bahan/"
CHANGES = "kerja/laporan/renja/<int:year>/perubahan/"
DOOR = "meetings.keep_door"
INVITE = "forums.manage"
REMARKS = "renja.read_remarks"
REMARK_SHEET = "kerja/pemeriksaan/<uuid:key>/cetak/"
REVISION = "kerja/renja/<int:year>/revisi/<int:revision>/"
SIGNING = "kerja/renja/<int:year>/revisi/<int:revision>/tanda-tangan/"
INVITATION = "kerja/forum/<int:year>/surat-undangan/"

urlpatterns = [
    page("statistik/<int:year>/", statistics.overview, "statistics", kept=True),
    page("statistik/<int:year>/<slug:slug>.csv", limited(statistics.table), "statistics_table"),
    page("renja/<int:year>/renja.pdf", limited(documents.public_pdf), "public_pdf"),
    page("renja/<int:year>/penetapan/<int:revision>/renja.pdf", limited(revision_files.public_file), "act_pdf"),
    page("renja/<int:year>/baris.<slug:form>", limited(one_at_a_time(plan_lines.plan_lines)), "plan_lines"),
    page("data/", data.overview, "data", kept=True),
    page("data/data.json", data.data_json, "data_json"),
    page("data/kamus-data.csv", limited(data.dictionary), "data_dictionary"),
    page("data/api/", data.api, "data_api", kept=True),
    page("data/edisi/<int:year>-<int:edition>.zip", limited(data.frozen), "data_edition"),
    page("data/<slug:slug>/", data.dataset, "dataset", kept=True),
    page("data/<slug:slug>.<slug:form>", limited(data.file), "data_file"),
    page("kerja/data/", freezing.editions, "data_work", may=FREEZE),
    page("kerja/data/<int:year>/bekukan/", freezing.freeze, "freeze_data", may=FREEZE, methods=ACTION),
    page("pemberitahuan/<uuid:key>/", notices.notice, "notice", may=SIGNED_IN),
    page("kerja/pemberitahuan/", notices.notices, "notices", may="proposals.tell_in_person"),
    page("kerja/pemberitahuan/cetak/", notices.notices_print, "notices_print", may="proposals.tell_in_person"),
    page("kerja/laporan/renja/<int:year>/", documents.export, "export", may="renja.export"),
    page("kerja/laporan/renja/<int:year>/pdf/", documents.request_pdf, "request_pdf", may="renja.export", methods=ACTION),
    page(CHANGES, change_matrix.matrix, "change_matrix", may="renja.export"),
    page(CHANGES + "susun/", change_matrix.request_pdf, "change_matrix_request", may="renja.export", methods=ACTION),
    page(CHANGES + "<uuid:key>.pdf", change_matrix.file, "change_matrix_file", may="renja.export"),
    page("kerja/laporan/renja/<int:year>/<slug:form>/susun/", documents.request_file, "request_file", may="renja.export", methods=ACTION),
    page("kerja/laporan/<uuid:job>/", documents.job, "job", may="renja.export"),
    page("kerja/laporan/dokumen/<uuid:key>/", documents.document, "document", may="renja.export"),
    page(REVISION + "renja.pdf", revision_files.file, "revision_pdf", may="renja.export"),
    page(REVISION + "susun/", revision_files.order, "revision_pdf_order", may="renja.export", methods=ACTION),
    page(SIGNING, plan_signing.signing, "plan_signing", may="renja.export"),
    page(SIGNING + "minta/", plan_signing.ask, "plan_signing_ask", may=ASK, methods=ACTION),
    page(SIGNING + "batalkan/", plan_signing.withdraw, "plan_signing_withdraw", may=ASK, methods=ACTION),
    page(SIGNING + "bubuhkan/", plan_signing.sign, "plan_sign", may=SIGN, methods=FORM),
    page(SIGNING + "pindaian/", plan_signing.scan, "plan_scan", may=KEEP, methods=FORM),
    page(SIGNING + "<uuid:key>/terima/", plan_signing.accept, "plan_scan_accept", may=SIGN, methods=ACTION),
    page(SIGNING + "<uuid:key>.pdf", plan_signing.signed_file, "plan_signed_file", may="renja.export"),
    page(REMARK_SHEET, remark_sheets.sheet, "remarks_print", may=REMARKS),
    page(REMARK_SHEET + "susun/", remark_sheets.order, "remarks_order", may=REMARKS, methods=ACTION),
    page(REMARK_SHEET + "catatan.pdf", remark_sheets.file, "remarks_pdf", may=REMARKS),
    page(REMARK_SHEET + "catatan.xlsx", one_at_a_time(remark_sheets.excel), "remarks_excel", may=REMARKS),
    page("kerja/usulan/surat-penerusan/", letters.letters, "letters", may=LETTERS),
    page("kerja/usulan/surat-penerusan/baru/<int:office>/", letters.letter_new, "letter_new", may=LETTERS, methods=FORM),
    page("kerja/usulan/surat-penerusan/<uuid:key>/", letters.letter, "letter", may=LETTERS),
    page("kerja/usulan/surat-penerusan/<uuid:key>/unduh/", letters.letter_file, "letter_file", may=LETTERS),
    page("kerja/usulan/surat-penerusan/<uuid:key>/susun/", letters.letter_remake, "letter_remake", may=LETTERS, methods=ACTION),
    page(PAPERS, sitting_papers.papers, "sitting_papers", may=PREPARE),
    page(PAPERS + "bahan-sidang.xlsx", one_at_a_time(sitting_papers.excel), "sitting_excel", may=PREPARE),
    page(PAPERS + "<slug:kind>/susun/", sitting_papers.request_pdf, "sitting_paper_request", may=PREPARE, methods=ACTION),
    page(PAPERS + "<slug:kind>/unduh/", sitting_papers.file, "sitting_paper", may=PREPARE),
    page("kerja/forum/<int:year>/daftar-hadir/cetak/", attendance.sheets, "attendance_sheets", may=DOOR, methods=FORM),
    page("kerja/forum/<int:year>/daftar-hadir/cetak/<uuid:key>/", attendance.sheet_file, "attendance_file", may=DOOR, shows=(PRESENCE,)),
    *minutes_urls.urlpatterns,
    page(INVITATION, invitations.invitation, "invitation", may=INVITE, methods=FORM),
    page(INVITATION + "susun/", invitations.invitation_order, "invitation_order", may=INVITE, methods=ACTION),
    page(INVITATION + "semua.pdf", invitations.invitation_all, "invitation_all", may=INVITE),
    page(INVITATION + "semua.docx", invitations.invitation_all_word, "invitation_all_word", may=INVITE),
    page(INVITATION + "<int:pk>/surat.pdf", invitations.invitation_copy, "invitation_copy", may=INVITE),
    page(INVITATION + "<int:pk>/surat.docx", invitations.invitation_word, "invitation_word", may=INVITE),
    page(INVITATION + "bertanda-tangan/", invitations.invitation_signed, "invitation_signed", may=INVITE, methods=FORM),
    page(INVITATION + "bertanda-tangan/hapus/", invitations.invitation_unsign, "invitation_unsign", may=INVITE, methods=ACTION),
]  # fmt: skip
