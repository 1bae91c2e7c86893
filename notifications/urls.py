"""Addresses of a person's letters, and the way out of them."""

from core.pages import ACTION, FORM, SIGNED_IN, page
from notifications import views

app_name = "notifications"

urlpatterns = [
    page("akun/pesan/", views.inbox, "inbox", may=SIGNED_IN),
    page("akun/pesan/<int:pk>/", views.message, "message", may=SIGNED_IN),
    page("akun/pesan/dibaca/", views.read_all, "read_all", may=SIGNED_IN, methods=ACTION),
    page("akun/pemberitahuan/", views.preferences, "preferences", may=SIGNED_IN, methods=FORM),
    page("akun/berhenti/<str:token>/", views.unsubscribe, "unsubscribe", methods=FORM),
]
