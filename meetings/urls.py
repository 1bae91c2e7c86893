"""Addresses of this app."""

app_name = "meetings"
urlpatterns: list = []
