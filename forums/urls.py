"""Addresses of this app."""

app_name = "forums"
urlpatterns: list = []
