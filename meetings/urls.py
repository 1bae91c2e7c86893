"""Addresses of what forums agree on."""

from core.pages import FORM, page
from meetings import views

app_name = "meetings"
MANAGE = "meetings.manage_agreements"

urlpatterns = [
    page("kerja/forum/<int:year>/kesepakatan/", views.agreements, "agreements", may=MANAGE),
    page("kerja/forum/<int:year>/kesepakatan/baru/", views.agreement_add, "agreement_add", may=MANAGE, methods=FORM),
    page("kerja/forum/<int:year>/kesepakatan/<int:pk>/", views.agreement, "agreement", may=MANAGE, methods=FORM),
    page("kerja/forum/<int:year>/kesepakatan/<int:pk>/hapus/", views.agreement_delete, "agreement_delete", may=MANAGE, methods=FORM),
]  # fmt: skip
