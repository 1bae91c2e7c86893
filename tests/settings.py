"""The portal's settings, with the few things that differ while tests run.

`make test` hands a database of its own over; by hand, name one in DATABASE_URL.
"""

import os
import string
import sys
import tempfile
from pathlib import Path

if not os.environ.get("DATABASE_URL"):
    sys.exit("DATABASE_URL is not set. Type: make test (it starts a database of its own)")

_scratch = tempfile.mkdtemp(prefix="renja-test-")
os.environ.setdefault("SECRET_KEY", "only-for-tests-" + string.ascii_letters)
os.environ.setdefault("PUBLIC_URL", "http://127.0.0.1:8000")
os.environ["DATA_DIR"] = _scratch
# Empty: every test client looks through it, and among the files of the tests that would take longer and longer.
os.environ["STATIC_ROOT"] = str(Path(_scratch, "static"))
Path(os.environ["STATIC_ROOT"]).mkdir()

from renja_portal.settings import *  # noqa: E402, F403

# Files of the tests vanish with them; static files come straight from their sources.
STORAGES = {
    "default": {"BACKEND": "core.storage.DurableStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Hashing on purpose slowly is for real passwords.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# `force_login` gives no code of an app; tests/accounts prove the second factor with this turned on.
SECOND_FACTOR_REQUIRED = False
# A loaded machine may pause for long between two queries of one test.
DATABASES["default"]["OPTIONS"]["options"] += " -c idle_in_transaction_session_timeout=0"  # noqa: F405
# A browser may hold its line to the live server longer than a test lives; the database must be gone afterwards.
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405

KEPT_PAGE_SECONDS = 0  # tests change rows past the record
CACHES["lists"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}  # noqa: F405
# Tests send forms at once, and many of them; what limits that is proven where it is turned on.
MIN_FILL_SECONDS = 0
DAILY_LIMITS = dict.fromkeys(DAILY_LIMITS, 100_000)  # noqa: F405
RATE_LIMITS = dict.fromkeys(RATE_LIMITS, 100_000)  # noqa: F405
TABLES_AT_ONCE = 50  # tests read the head of an answer and leave its lines
