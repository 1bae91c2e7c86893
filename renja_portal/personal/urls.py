"""Addresses of one's own data."""

from core.pages import ACTION, FORM, SIGNED_IN, page
from renja_portal.personal import views

urlpatterns = [
    page("akun/data-saya/", views.my_data, "my_data", may=SIGNED_IN),
    page("akun/data-saya/unduh/", views.download, "my_data_download", may=SIGNED_IN, methods=ACTION),
    page("akun/data-saya/<uuid:key>/", views.fetch_copy, "my_data_copy", may=SIGNED_IN, methods=ACTION),
    page("akun/hapus/", views.erase, "account_erase", may=SIGNED_IN, methods=FORM),
    page("akun/terhapus/", views.erased, "account_erased"),
]
