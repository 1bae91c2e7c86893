"""Addresses of documents: staff make them under /kerja/laporan/, everybody reads the published one."""

from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("renja/<int:year>/renja.pdf", views.public_pdf, name="public_pdf"),
    path("kerja/laporan/renja/<int:year>/pdf/", views.request_pdf, name="request_pdf"),
    path("kerja/laporan/<uuid:job>/", views.job, name="job"),
    path("kerja/laporan/dokumen/<uuid:key>/", views.document, name="document"),
]
