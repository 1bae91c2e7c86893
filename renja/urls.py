"""Addresses of this app."""

app_name = "renja"
urlpatterns: list = []
