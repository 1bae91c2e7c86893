"""What every process that serves needs, read once by the one that they are forked from."""

from pathlib import Path

from django.conf import settings
from django.template import engines
from django.urls import resolve
from django.utils import translation


def load_portal() -> None:
    """Every address with its view, every template, every catalogue. It asks no database: forks would share the line to it."""
    resolve("/healthz")
    for name in template_names():
        engines["django"].get_template(name)
    for code, _label in settings.LANGUAGES:
        with translation.override(code):
            translation.gettext("Masuk")


def template_names() -> list[str]:
    """All of the portal's own."""
    folders = [Path(folder) for folder in settings.TEMPLATES[0]["DIRS"]]
    return [str(path.relative_to(folder)) for folder in folders for path in sorted(folder.rglob("*.html"))]
