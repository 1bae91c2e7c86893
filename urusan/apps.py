from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UrusanConfig(AppConfig):
    name = "urusan"
    verbose_name = _("Urusan dan nomenklatur")
    default_auto_field = "django.db.models.BigAutoField"
