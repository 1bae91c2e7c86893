from django.apps import AppConfig


class RenjaConfig(AppConfig):
    name = "renja"
    default_auto_field = "django.db.models.BigAutoField"
