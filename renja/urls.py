"""Addresses of the plan: everybody reads it, host staff read the draft, perencana edit it."""

from core.pages import ACTION, FORM, page
from proposals import converters  # noqa: F401 (registers <nomor:…>)
from renja.views import (
    agreements,
    chapters,
    copies,
    estimates,
    lines,
    links,
    official_tables,
    plans,
    public,
    table,
)

app_name = "renja"

READS, EDITS = "renja.read_drafts", "renja.edit"

urlpatterns = [
    page("renja/<int:year>/", public.detail, "detail", kept=True),
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
    page("kerja/renja/<int:year>/tabel/", official_tables.tables, "tables", may=READS),
    page("kerja/renja/<int:year>/tabel/<str:table>/", official_tables.table, "table", may=EDITS, methods=FORM),
    page("kerja/renja/<int:year>/tabel/<str:table>/salin/", official_tables.copy, "table_copy", may=EDITS, methods=ACTION),
    page("kerja/renja/<int:year>/tabel/<str:table>/urutkan/", official_tables.sort, "table_sort", may=EDITS, methods=ACTION),
    page("kerja/renja/<int:year>/naskah/", chapters.chapters, "chapters", may=READS),
    page("kerja/renja/<int:year>/naskah/<str:chapter>/", chapters.chapter, "chapter", may=EDITS, methods=FORM),
]  # fmt: skip
