"""Addresses of this app."""

from core.pages import page
from urusan import views

app_name = "urusan"

urlpatterns = [
    page("kerja/pengaturan/kode/", views.codes, "codes", may="stakeholders.work"),
]
