"""Addresses of documents and figures: staff make documents under /kerja/laporan/, everybody reads what is published."""

from core.pages import ACTION, page
from reports.views import documents, statistics

app_name = "reports"
urlpatterns = [
    page("statistik/<int:year>/", statistics.overview, "statistics", kept=True),
    page("statistik/<int:year>/<slug:slug>.csv", statistics.table, "statistics_table"),
    page("renja/<int:year>/renja.pdf", documents.public_pdf, "public_pdf"),
    page("kerja/laporan/renja/<int:year>/", documents.export, "export", may="renja.export"),
    page("kerja/laporan/renja/<int:year>/pdf/", documents.request_pdf, "request_pdf", may="renja.export", methods=ACTION),
    page("kerja/laporan/<uuid:job>/", documents.job, "job", may="renja.export"),
    page("kerja/laporan/dokumen/<uuid:key>/", documents.document, "document", may="renja.export"),
]  # fmt: skip
