"""Addresses of documents: staff make them under /kerja/laporan/, everybody reads the published one."""

from core.pages import ACTION, page
from reports import views

app_name = "reports"
urlpatterns = [
    page("renja/<int:year>/renja.pdf", views.public_pdf, "public_pdf"),
    page("kerja/laporan/renja/<int:year>/", views.export, "export", may="renja.export"),
    page("kerja/laporan/renja/<int:year>/pdf/", views.request_pdf, "request_pdf", may="renja.export", methods=ACTION),
    page("kerja/laporan/<uuid:job>/", views.job, "job", may="renja.export"),
    page("kerja/laporan/dokumen/<uuid:key>/", views.document, "document", may="renja.export"),
]  # fmt: skip
