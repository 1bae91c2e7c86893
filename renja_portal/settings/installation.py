"""What the installation is: a trial or the real one, its secret, its address, its files, language and time."""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured
from environ.fileaware_mapping import FileAwareMapping

from renja_portal.settings.strength import checked_key


class _FromFiles(FileAwareMapping):
    """NAME_FILE names a file that holds the value of NAME, as secrets of containers are handed over."""

    def __getitem__(self, key):
        value = super().__getitem__(key)
        return value.rstrip("\r\n") if self.env.get(f"{key}_FILE") else value


class _Environment(environ.Env):
    ENVIRON = _FromFiles()


BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = _Environment()

DEMO = env.bool("DEMO", default=False)  # set by `make run` alone
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = checked_key("SECRET_KEY", env.str("SECRET_KEY", default=""))
SECRET_KEY_FALLBACKS = [
    checked_key("SECRET_KEY_FALLBACKS", key) for key in env.list("SECRET_KEY_FALLBACKS", default=[])
]
if SECRET_KEY in SECRET_KEY_FALLBACKS:
    raise ImproperlyConfigured("SECRET_KEY_FALLBACKS must name earlier keys, not the present SECRET_KEY.")

PUBLIC_URL = env.str("PUBLIC_URL", default="").rstrip("/")
public = urlsplit(PUBLIC_URL)
if public.scheme not in {"http", "https"} or not public.hostname or public.path:
    raise ImproperlyConfigured(
        "PUBLIC_URL must be the address that people type, such as https://renja.example.go.id "
        f"(scheme and host, no path); it is {PUBLIC_URL!r}."
    )
SECURE = public.scheme == "https"
LOOPBACK = public.hostname in {"127.0.0.1", "localhost", "::1"}
if not SECURE and not LOOPBACK and not DEMO:
    raise ImproperlyConfigured("PUBLIC_URL must begin with https:// unless it is a loopback address.")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[public.hostname])
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must name hosts; '*' would let anyone forge links.")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / ".data")))

# Whom to tell of a hole: an address such as mailto:… or https://…; without one, the host's own.
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default="")
if SECURITY_CONTACT and urlsplit(SECURITY_CONTACT).scheme not in {"mailto", "https", "tel"}:
    raise ImproperlyConfigured("SECURITY_CONTACT must begin with mailto:, https:// or tel:.")

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]  # each by its own name
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.str("TIME_ZONE", default="Asia/Makassar")
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False
