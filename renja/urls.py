"""Addresses of the plan: everybody reads it, host staff read the draft, perencana edit it."""

from core.pages import ACTION, FORM, page
from proposals import converters  # noqa: F401 (registers <nomor:…>)
from renja.views import (
    agreements,
    chapters,
    comparing,
    completeness,
    copies,
    estimates,
    examining,
from renja import converters as codes  # noqa: F401 (registers <kode_baris:…>)
from renja.views import (
    agreements,
    aims,
    chapters,
    coverage,
    estimates,
    lines,
    links,
    official_tables,
    plans,
    public,
    remarks,
    revisions,
    table,
)

app_name = "renja"

READS, EDITS = "renja.read_drafts", "renja.edit"
REVISIONS = "kerja/renja/<int:year>/revisi/"
REMARKS, EXAMINES = "renja.read_remarks", "renja.examine"
EXAMINATION = "kerja/pemeriksaan/<uuid:key>/"

urlpatterns = [
    page("renja/<int:year>/", public.detail, "detail", kept=True),
    page("renja/<int:year>/perubahan/", comparing.forum_changes, "forum_changes", kept=True),
    page("renja/<int:year>/<kode_baris:node>/", public.line, "public_line", kept=True),
    page("kerja/renja/<int:year>/", plans.edit, "edit", may=READS),
    page("kerja/renja/<int:year>/buat/", plans.create, "create", may=EDITS, methods=ACTION),
    page("kerja/renja/<int:year>/pengaturan/", plans.settings, "settings", may=EDITS, methods=FORM),
    page("kerja/renja/<int:year>/baris/baru/", lines.add, "line_add", may=EDITS, methods=FORM),
    page("kerja/renja/<int:year>/baris/<int:line>/", lines.line, "line", may=EDITS, methods=FORM),
    page("kerja/renja/<int:year>/baris/<int:line>/sel/", table.change, "cell", may=EDITS, methods=ACTION),
    page("kerja/renja/<int:year>/baris/<int:line>/hapus/", lines.remove, "line_remove", may=EDITS, methods=FORM),
    page("kerja/renja/<int:year>/baris/<int:line>/lepas/<nomor:number>/", links.unlink, "unlink", may=EDITS, methods=ACTION),
    page("kerja/renja/<int:year>/baris/<int:line>/kesepakatan/", agreements.line_agreements, "line_agreements", may=EDITS, methods=FORM),
    page("kerja/renja/<int:year>/salin/", copies.copy, "copy", may=EDITS, methods=FORM),
    page("kerja/renja/<int:year>/salin/urungkan/", copies.undo, "copy_undo", may=EDITS, methods=ACTION),
    page("kerja/renja/<int:year>/prakiraan/", estimates.estimate, "estimate", may=EDITS, methods=FORM),
    page("kerja/renja/<int:year>/prakiraan/urungkan/", estimates.undo, "estimate_undo", may=EDITS, methods=ACTION),
    page("kerja/renja/<int:year>/usulan/", links.homeless, "homeless", may=READS),
    page("kerja/renja/<int:year>/usulan/<nomor:number>/", links.link, "link", may=EDITS, methods=FORM),
    page("kerja/renja/<int:year>/cakupan/", coverage.coverage, "coverage", may=READS),
    page("kerja/renja/<int:year>/cakupan.<slug:form>", coverage.coverage_file, "coverage_file", may=READS),
    page("kerja/renja/<int:year>/asal-forum/", coverage.orphans, "orphans", may=READS),
    page("kerja/renja/<int:year>/keselarasan/", aims.aims, "aims", may=READS),
    page("kerja/renja/<int:year>/keselarasan/ubah/", aims.aims_edit, "aims_edit", may=EDITS, methods=FORM),
    page("kerja/renja/<int:year>/keselarasan/ambil/", aims.aims_begin, "aims_begin", may=EDITS, methods=ACTION),
    page("kerja/renja/<int:year>/keselarasan/<int:aim>/", aims.aim_lines, "aim_lines", may=EDITS, methods=FORM),
    page("kerja/renja/<int:year>/tabel/", official_tables.tables, "tables", may=READS),
    page("kerja/renja/<int:year>/tabel/<str:table>/", official_tables.table, "table", may=EDITS, methods=FORM),
    page("kerja/renja/<int:year>/tabel/<str:table>/salin/", official_tables.copy, "table_copy", may=EDITS, methods=ACTION),
    page("kerja/renja/<int:year>/tabel/<str:table>/urutkan/", official_tables.sort, "table_sort", may=EDITS, methods=ACTION),
    page("kerja/renja/<int:year>/kelengkapan/", completeness.completeness, "completeness", may=READS),
    page("kerja/renja/<int:year>/naskah/", chapters.chapters, "chapters", may=READS),
    page("kerja/renja/<int:year>/naskah/<str:chapter>/", chapters.chapter, "chapter", may=EDITS, methods=FORM),
    page(REVISIONS, revisions.revisions, "revisions", may=READS),
    page(REVISIONS + "bekukan/", revisions.freeze, "freeze", may="renja.freeze", methods=FORM),
    page(REVISIONS + "penetapan/", revisions.establish, "establish", may="renja.establish", methods=FORM),
    page(REVISIONS + "perubahan/", revisions.amend, "amend", may=EDITS, methods=ACTION),
    page(REVISIONS + "bandingkan/", comparing.compare, "compare", may=READS),
    page(REVISIONS + "bandingkan.xlsx", comparing.compare_excel, "compare_excel", may=READS),
    page(REVISIONS + "<int:number>/", revisions.revision, "revision", may=READS, methods=FORM),
    page(REVISIONS + "<int:number>/dokumen/<uuid:key>/", revisions.paper, "revision_paper", may=READS),
    page("kerja/renja/<int:year>/pemeriksaan/", examining.plan_examinations, "plan_examinations", may=READS),
    page("kerja/renja/<int:year>/pemeriksaan/<int:revision>/serahkan/", examining.hand, "hand_over", may=EDITS, methods=FORM),
    page("kerja/pemeriksaan/", examining.examinations, "examinations", may=REMARKS),
    page(EXAMINATION, examining.examination, "examination", may=REMARKS),
    page(EXAMINATION + "isi/", examining.examined, "examined", may=REMARKS),
    page(EXAMINATION + "kirim/", examining.send, "remarks_send", may=REMARKS, methods=ACTION),
    page(EXAMINATION + "tempel/", remarks.paste, "remarks_paste", may=EXAMINES, methods=FORM),
    page(EXAMINATION + "catatan/baru/", remarks.new, "remark_new", may=EXAMINES, methods=FORM),
    page(EXAMINATION + "catatan/<int:pk>/", remarks.remark, "remark", may=REMARKS, methods=FORM),
    page(EXAMINATION + "catatan/<int:pk>/ubah/", remarks.edit, "remark_edit", may=EXAMINES, methods=FORM),
    page(EXAMINATION + "catatan/<int:pk>/hapus/", remarks.drop, "remark_drop", may=EXAMINES, methods=ACTION),
]  # fmt: skip
