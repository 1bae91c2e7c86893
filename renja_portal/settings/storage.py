"""What is kept: the database (PostgreSQL 15 or newer, nothing else), the caches, and the files."""

from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from renja_portal.settings.installation import BASE_DIR, DATA_DIR, DEBUG, DEMO, env
from renja_portal.settings.limits import FILES_BY_PROXY
from renja_portal.settings.strength import checked_password

DATABASES = {"default": env.db("DATABASE_URL")}
if DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
    raise ImproperlyConfigured("DATABASE_URL must name a PostgreSQL database (postgres://…).")
if not DEBUG and not DEMO:
    _at = DATABASES["default"]
    checked_password("DATABASE_URL", str(_at["PASSWORD"] or ""), beside=(_at["USER"], _at["NAME"]))
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
PREPARED_STATEMENTS = env.bool("PREPARED_STATEMENTS", default=True)  # 0: pool by transaction
STATEMENT_TIMEOUT_MS = env.int("STATEMENT_TIMEOUT_MS", default=15_000)
DATABASES["default"].setdefault("OPTIONS", {})["options"] = (
    f"-c statement_timeout={STATEMENT_TIMEOUT_MS} -c lock_timeout=3000"
    " -c idle_in_transaction_session_timeout=30000"
    " -c jit=off"  # a page's statements take milliseconds; compiling them takes longer
)
DATABASES["default"]["OPTIONS"].setdefault(
    "connect_timeout", 5
)  # seconds for a server that does not answer at all
# The limits of allauth are counted here, so that all web processes share them.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entries",
        "OPTIONS": {"MAX_ENTRIES": 20_000},  # with few, a flood of new ones would push counts out
    },
    # Whole pages that many people read, and their parts, in each process: named by the newest entry of the record, so never out of date.
    "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 600}},
    # Small lists in each process, up to a minute old: core.memory.kept_for_a_minute.
    "lists": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "lists"},
}
KEPT_PAGE_SECONDS = env.int("KEPT_PAGE_SECONDS", default=60)  # 0 makes every page anew

MEDIA_ROOT = DATA_DIR / "media"  # never served by path: always through a permission view
MEDIA_URL = "/_media/"
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static"]
# Several machines keep the files in one store (core/s3.py); folders of MEDIA_ROOT with a dot stay on each of them.
MEDIA_S3_BUCKET = env.str("MEDIA_S3_BUCKET", default="")
_store = {
    "bucket_name": MEDIA_S3_BUCKET,
    "endpoint_url": env.str("MEDIA_S3_ENDPOINT", default="") or None,
    "region_name": env.str("MEDIA_S3_REGION", default="") or None,
    "access_key": env.str("MEDIA_S3_ACCESS_KEY", default=""),
    "secret_key": env.str("MEDIA_S3_SECRET_KEY", default=""),
}
if MEDIA_S3_BUCKET and not (_store["access_key"] and _store["secret_key"]):
    raise ImproperlyConfigured("MEDIA_S3_BUCKET needs MEDIA_S3_ACCESS_KEY and MEDIA_S3_SECRET_KEY.")
if _store["endpoint_url"] and urlsplit(_store["endpoint_url"]).scheme not in ("http", "https"):
    raise ImproperlyConfigured(
        f"MEDIA_S3_ENDPOINT must begin with https:// or be empty; it is {_store['endpoint_url']!r}."
    )
if MEDIA_S3_BUCKET and FILES_BY_PROXY:
    raise ImproperlyConfigured(
        "FILES_BY_PROXY hands out a folder; leave it empty where MEDIA_S3_BUCKET is set."
    )
STORAGES = {
    "default": {"BACKEND": "core.s3.SharedStorage", "OPTIONS": _store}
    if MEDIA_S3_BUCKET
    else {"BACKEND": "core.storage.DurableStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640

# Backups (renja_portal/backup): the public keys that archives are sealed for, and, where one restores, the secret key's file.
BACKUP_RECIPIENTS = env.list("BACKUP_RECIPIENTS", default=[])
BACKUP_KEY_FILE = env.str("BACKUP_KEY_FILE", default="")
