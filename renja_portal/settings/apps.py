"""The apps, from the lowest layer upwards (docs/architecture.md), what a request passes through, and the templates."""

from typing import Any

from renja_portal.settings.installation import BASE_DIR, DEMO

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
    "renja_portal.watching.requests.WatchedRequests",
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
    "renja_portal.watching.readings.noted_readings",
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
