"""Addresses of the demo; they exist only where DEMO is set."""

from core.pages import ACTION, page
from demo import views

app_name = "demo"
urlpatterns = [
    page("demo/masuk/", views.roles, "roles"),
    page("demo/masuk/<slug:account>/", views.sign_in, "sign_in", methods=ACTION),
    page("demo/surat/", views.letters, "letters"),
    page("demo/surat/<slug:key>/", views.letter, "letter"),
]
