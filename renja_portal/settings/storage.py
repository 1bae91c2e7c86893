"""What is kept: the database (PostgreSQL 15 or newer, nothing else), the caches, and the files."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from renja_portal.settings.installation import BASE_DIR, DATA_DIR, DEBUG, env

DATABASES = {"default": env.db("DATABASE_URL")}
if DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
    raise ImproperlyConfigured("DATABASE_URL must name a PostgreSQL database (postgres://…).")
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
STATEMENT_TIMEOUT_MS = env.int("STATEMENT_TIMEOUT_MS", default=15_000)
DATABASES["default"].setdefault("OPTIONS", {})["options"] = (
    f"-c statement_timeout={STATEMENT_TIMEOUT_MS} -c lock_timeout=3000"
    " -c idle_in_transaction_session_timeout=30000"
    " -c jit=off"  # a page's statements take milliseconds; compiling them takes longer
)
# The limits of allauth are counted here, so that all web processes share them.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entries",
        "OPTIONS": {"MAX_ENTRIES": 20_000},  # with few, a flood of new ones would push counts out
    },
    # Whole pages for strangers, in each process: named by the newest entry of the record, so never out of date.
    "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 300}},
    # Small lists in each process, up to a minute old: core.memory.kept_for_a_minute.
    "lists": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "lists"},
}
KEPT_PAGE_SECONDS = env.int("KEPT_PAGE_SECONDS", default=60)  # 0 makes every page anew

MEDIA_ROOT = DATA_DIR / "media"  # never served by path: always through a permission view
MEDIA_URL = "/_media/"
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "core.storage.DurableStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640
