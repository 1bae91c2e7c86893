"""The settings of an installation, but for the names of static files, which would have to be collected first."""

from renja_portal.settings import *  # noqa: F403

STORAGES = {
    "default": {"BACKEND": "core.storage.DurableStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
