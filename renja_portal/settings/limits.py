"""How much the portal takes, and what its documents may cost."""

from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from renja_portal.settings.installation import DEMO, env
from renja_portal.settings.strength import checked_password

UPLOAD_MAX_BYTES = 10 * 1024 * 1024
UPLOAD_MAX_FILES = 5
REQUEST_MAX_BYTES = UPLOAD_MAX_FILES * UPLOAD_MAX_BYTES + 2 * 1024 * 1024  # the proxy takes as much
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILES_BY_PROXY = env.str("FILES_BY_PROXY", default="")
if FILES_BY_PROXY and not (FILES_BY_PROXY.startswith("/") and FILES_BY_PROXY.endswith("/")):
    raise ImproperlyConfigured(
        f"FILES_BY_PROXY must be a path such as /berkas-internal/, or empty; it is {FILES_BY_PROXY!r}."
    )
UPLOAD_DAILY_MB = env.int("UPLOAD_DAILY_MB", default=200)
# What one person may do on one day (signing up: from one address); from one address ten times as much (accounts/quotas.py).
_many = 1_000 if DEMO else 1
_proposals = env.int("DAILY_PROPOSALS", default=20 * _many)
DAILY_LIMITS = {
    "begin": 2 * _proposals,
    "submit": _proposals,
    "by_phone": env.int("DAILY_BY_PHONE", default=20 * _many),
    "support": env.int("DAILY_SUPPORTS", default=100 * _many),
    "ask": env.int("DAILY_QUESTIONS", default=10 * _many),
    "write": env.int("DAILY_DEEDS", default=50 * _many),
    "sign_up": env.int("DAILY_SIGN_UPS", default=50 * _many),
    "upload": UPLOAD_DAILY_MB,
    "attend": env.int("DAILY_ATTENDANCES", default=600 * _many),
    "compare": env.int("DAILY_COMPARISONS", default=50 * _many),
    "answer_invitation": env.int("DAILY_INVITATION_ANSWERS", default=300 * _many),
}
# How often data is fetched from one network address (accounts/rates.py); people with a staff role ten times as often.
RATE_LIMITS = {
    "api": env.int("API_PER_MINUTE", default=120 * _many),
    "download": env.int("DOWNLOADS_PER_HOUR", default=60 * _many),
}
# Tables that one person may have written at once while they wait (accounts/turns.py); an address of strangers four times as many.
TABLES_AT_ONCE = env.int("TABLES_AT_ONCE", default=1)
MIN_FILL_SECONDS = env.int("MIN_FILL_SECONDS", default=0 if DEMO else 3)
UPLOAD_SCANNER = env.str("UPLOAD_SCANNER", default="")
_scanner = urlsplit(UPLOAD_SCANNER)
if "://" in UPLOAD_SCANNER and (_scanner.scheme != "clamd" or not _scanner.hostname or not _scanner.port):
    raise ImproperlyConfigured(
        f"UPLOAD_SCANNER must look like clamd://127.0.0.1:3310, or be empty; it is {UPLOAD_SCANNER!r}."
    )
PDF_MEMORY_MB = env.int("PDF_MEMORY_MB", default=2048)
PDF_SECONDS = env.int("PDF_SECONDS", default=300)
# Electronic signatures (reports/signing): issuers that are trusted, and the national service where the office uses it.
SIGNING_TRUST_ROOTS = env.str("SIGNING_TRUST_ROOTS", default="")
if SIGNING_TRUST_ROOTS and not Path(SIGNING_TRUST_ROOTS).is_file():
    raise ImproperlyConfigured(
        f"SIGNING_TRUST_ROOTS must be a file of PEM certificates: {SIGNING_TRUST_ROOTS!r}."
    )
BSRE_URL = env.str("BSRE_URL", default="").rstrip("/")
if BSRE_URL and urlsplit(BSRE_URL).scheme not in ("http", "https"):
    raise ImproperlyConfigured(f"BSRE_URL must begin with https:// or be empty; it is {BSRE_URL!r}.")
BSRE_USERNAME = env.str("BSRE_USERNAME", default="")
BSRE_PASSWORD = checked_password(
    "BSRE_PASSWORD", env.str("BSRE_PASSWORD", default=""), beside=(BSRE_USERNAME,)
)
# Slow work that people order (PDF, imports, copies): waiting or being done, of one person and of everybody.
JOBS_PER_PERSON = env.int("JOBS_PER_PERSON", default=20)
JOBS_WAITING = env.int("JOBS_WAITING", default=300)
