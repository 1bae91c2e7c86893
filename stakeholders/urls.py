"""Addresses of this app."""

app_name = "stakeholders"
urlpatterns: list = []
