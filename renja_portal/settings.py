"""Every setting of the portal. Read from the environment, loud when wrong.

Each variable is explained, with example and default, in docs/configure.md.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse_lazy

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# --- What the installation is ---------------------------------------------------------

DEMO = env.bool("DEMO", default=False)  # set by `make run` alone
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured(
        "SECRET_KEY must hold at least 50 random characters. "
        'Make one: python -c "import secrets; print(secrets.token_urlsafe(64))"'
    )
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

PUBLIC_URL = env.str("PUBLIC_URL", default="").rstrip("/")
_public = urlsplit(PUBLIC_URL)
if _public.scheme not in {"http", "https"} or not _public.hostname or _public.path:
    raise ImproperlyConfigured(
        "PUBLIC_URL must be the address that people type, such as https://renja.example.go.id "
        f"(scheme and host, no path); it is {PUBLIC_URL!r}."
    )
SECURE = _public.scheme == "https"
LOOPBACK = _public.hostname in {"127.0.0.1", "localhost", "::1"}
if not SECURE and not LOOPBACK and not DEMO:
    raise ImproperlyConfigured("PUBLIC_URL must begin with https:// unless it is a loopback address.")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[_public.hostname])
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must name hosts; '*' would let anyone forge links.")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

# --- Apps, from the lowest layer upwards (docs/architecture.md) ---------------------------

INSTALLED_APPS = [
    "core",
    "audit",
    "jobs",
    "notifications",
    "accounts",
    "urusan",
    "stakeholders",
    "forums",
    "proposals",
    "meetings",
    "renja",
    "reports",
    "renja_portal",
    "accounts.admin_config.MasterDataConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "django_prose_editor",
    "rules.apps.AutodiscoverRulesConfig",
    "template_partials",
]
if DEMO:
    INSTALLED_APPS.insert(0, "demo")

MIDDLEWARE = [
    "core.reference.request_reference",
    "core.memory.request_memory",
    "core.middleware.security_headers",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "core.request_size.limited",
    "core.languages.reading_language",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.session_limits",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.ConsentMiddleware",
    "renja_portal.middleware.PolicyMiddleware",
    "renja_portal.kept_pages.KeptPagesMiddleware",
    "core.languages.deeds_in_our_language",
]

ROOT_URLCONF = "renja_portal.urls"
WSGI_APPLICATION = "renja_portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES: list[dict[str, Any]] = [
    {
        "NAME": "django",  # under this name template_partials finds it
        "BACKEND": "core.languages.ReadersTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "renja_portal.context.site",
            ],
        },
    }
]
if DEMO:
    TEMPLATES[0]["OPTIONS"]["context_processors"].append("demo.context.demo")
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- Database: PostgreSQL 15 or newer, nothing else ------------------------------------------

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

# --- Files -------------------------------------------------------------------------------------

DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / ".data")))
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

# --- Whom to tell of a hole: an address such as mailto:… or https://…; without one, the host's own ----

SECURITY_CONTACT = env.str("SECURITY_CONTACT", default="")
if SECURITY_CONTACT and urlsplit(SECURITY_CONTACT).scheme not in {"mailto", "https", "tel"}:
    raise ImproperlyConfigured("SECURITY_CONTACT must begin with mailto:, https:// or tel:.")

# --- Language and time -------------------------------------------------------------------------

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]  # each by its own name
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.str("TIME_ZONE", default="Asia/Makassar")
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

# --- Accounts ----------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
# Words that everybody would try first here, such as the city's name; in small letters.
PASSWORD_WORDS = env.list(
    "PASSWORD_WORDS",
    default=[
        "renja",
        "musrenbang",
        "forum",
        "dinas",
        "diskominfo",
        "kominfo",
        "balikpapan",
        "katasandi",
        "password",
    ],
)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.passwords.LengthValidator"},
    {"NAME": "accounts.passwords.ContextWordsValidator", "OPTIONS": {"words": PASSWORD_WORDS}},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "website"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _public.scheme
ACCOUNT_FORMS = {
    "login": "accounts.forms.LoginForm",
    "signup": "stakeholders.forms.signup.SignupForm",
    "request_login_code": "accounts.forms.RequestLoginCodeForm",
    "confirm_login_code": "accounts.forms.ConfirmLoginCodeForm",
    "confirm_email_verification_code": "accounts.forms.ConfirmEmailCodeForm",
    "add_email": "accounts.forms.ChangeEmailForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "confirm_password_reset_code": "accounts.forms.ConfirmPasswordResetCodeForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordKeyForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
}
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8}
MFA_ADAPTER = "accounts.mfa.MFAAdapter"
MFA_FORMS = {
    "authenticate": "accounts.forms.AuthenticateForm",
    "reauthenticate": "accounts.forms.ReauthenticateByFactorForm",
    "activate_totp": "accounts.forms.ActivateAppForm",
    "add_webauthn": "accounts.passkeys.forms.AddPasskeyForm",
    "authenticate_webauthn": "accounts.passkeys.forms.PasskeySecondForm",
    "login_webauthn": "accounts.passkeys.forms.PasskeySignInForm",
    "reauthenticate_webauthn": "accounts.passkeys.forms.PasskeyConfirmForm",
    "edit_webauthn": "accounts.passkeys.forms.RenamePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_ISSUER = "Forum Perangkat Daerah"
# Staff pages demand a second factor, except where nothing real is kept.
SECOND_FACTOR_REQUIRED = not DEMO

# --- Mail --------------------------------------------------------------------------------------

vars().update(env.email_url("EMAIL_URL", default="smtp://127.0.0.1:25"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"noreply@{_public.hostname}")
if DEMO:
    EMAIL_BACKEND = "demo.mail.EmailBackend"

# --- Cookies and headers -------------------------------------------------------------------------

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600  # for staff accounts/limits.py says less
STAFF_IDLE_MINUTES = env.int("STAFF_IDLE_MINUTES", default=30)
if not 5 <= STAFF_IDLE_MINUTES <= 720:
    raise ImproperlyConfigured("STAFF_IDLE_MINUTES must lie between 5 and 720 (twelve hours).")
SESSION_COOKIE_NAME = "__Host-sesi" if SECURE else "sesi"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
LANGUAGE_COOKIE_NAME = "__Host-bahasa" if SECURE else "bahasa"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # limits count by the address that the proxy names, not by the proxy's
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- Limits of what the portal takes -------------------------------------------------------------

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
BSRE_PASSWORD = env.str("BSRE_PASSWORD", default="")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"reference": {"()": "core.loglines.ReferenceFilter"}},
    "formatters": {
        "line": {
            "()": "core.loglines.OneLineFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s [%(reference)s] %(message)s",
        }
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["reference"]}
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
    "loggers": {"renja": {"level": "INFO"}},
}
