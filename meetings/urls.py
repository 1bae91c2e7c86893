"""Addresses of what forums agree on."""

from core.pages import FORM, page
from meetings.views import agreements

app_name = "meetings"
MANAGE = "meetings.manage_agreements"

urlpatterns = [
    page("kerja/forum/<int:year>/kesepakatan/", agreements.agreements, "agreements", may=MANAGE),
    page("kerja/forum/<int:year>/kesepakatan/baru/", agreements.agreement_add, "agreement_add", may=MANAGE, methods=FORM),
    page("kerja/forum/<int:year>/kesepakatan/<int:pk>/", agreements.agreement, "agreement", may=MANAGE, methods=FORM),
    page("kerja/forum/<int:year>/kesepakatan/<int:pk>/hapus/", agreements.agreement_delete, "agreement_delete", may=MANAGE, methods=FORM),
]  # fmt: skip
