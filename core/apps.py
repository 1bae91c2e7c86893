from django.apps import AppConfig


class CoreConfig(AppConfig):
    """No models; an app only so that its template tags are found."""

    name = "core"
