from django.apps import AppConfig


class UrusanConfig(AppConfig):
    name = "urusan"
    default_auto_field = "django.db.models.BigAutoField"
