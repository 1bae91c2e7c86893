"""Addresses about personal data: for everybody, and for who answers for it."""

from core.pages import FORM, page
from renja_portal.privacy import views

OPERATE, READ_RECORD = "stakeholders.operate", "stakeholders.read_record"

urlpatterns = [
    page("akun/privasi/", views.privacy, "account_privacy"),
    page("kerja/data-pribadi/", views.processing, "data_processing", may=READ_RECORD),
    page("kerja/data-pribadi/hapus/", views.erase, "data_erase", may="stakeholders.manage_people", methods=FORM),
    page("kerja/data-pribadi/kebocoran/", views.breach, "data_breach", may=OPERATE, methods=FORM),
]  # fmt: skip
