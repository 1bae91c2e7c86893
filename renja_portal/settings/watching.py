"""How the portal is watched: its log, its figures for Prometheus, its errors for Sentry."""

from django.core.exceptions import ImproperlyConfigured

from renja_portal.settings.installation import DEMO, env

LOG_FORMAT = env.str("LOG_FORMAT", default="plain")
if LOG_FORMAT not in {"plain", "json"}:
    raise ImproperlyConfigured(f"LOG_FORMAT must be plain or json; it is {LOG_FORMAT!r}.")
ACCESS_LOG = env.bool("ACCESS_LOG", default=not DEMO)  # a line for each request
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"reference": {"()": "core.loglines.ReferenceFilter"}},
    "formatters": {
        "line": {
            "()": "core.loglines.OneLineFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s [%(reference)s] %(message)s",
        }
        if LOG_FORMAT == "plain"
        else {"()": "core.loglines.JsonFormatter"}
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["reference"]}
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
    "loggers": {"renja": {"level": "INFO"}},
}

# Without a token there are no figures: the address answers 404.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
if METRICS_TOKEN and len(METRICS_TOKEN) < 32:
    raise ImproperlyConfigured(
        "METRICS_TOKEN must hold at least 32 random characters. "
        'Make one: python -c "import secrets; print(secrets.token_urlsafe(32))"'
    )

# Errors are told to a Sentry of the office's own choice; the package is imported only then.
SENTRY_DSN = env.str("SENTRY_DSN", default="")
SENTRY_ENVIRONMENT = env.str("SENTRY_ENVIRONMENT", default="production")
if SENTRY_DSN:
    if not SENTRY_DSN.startswith(("https://", "http://")):
        raise ImproperlyConfigured(
            "SENTRY_DSN must be the address that Sentry names, such as https://key@host/1."
        )
    from renja_portal.watching.errors import tell_errors

    tell_errors(SENTRY_DSN, SENTRY_ENVIRONMENT)
