"""Addresses of this app."""

app_name = "urusan"
urlpatterns: list = []
