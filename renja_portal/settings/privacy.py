"""How long personal data stays where its owner or an office may decide; all the rest is in renja_portal/privacy/retention.py."""

from django.core.exceptions import ImproperlyConfigured

from renja_portal.settings.installation import env

KEEP_LETTERS_DAYS = env.int("KEEP_LETTERS_DAYS", default=730)
KEEP_UNUSED_ACCOUNTS_DAYS = env.int("KEEP_UNUSED_ACCOUNTS_DAYS", default=1095)
for _name, _days in (
    ("KEEP_LETTERS_DAYS", KEEP_LETTERS_DAYS),
    ("KEEP_UNUSED_ACCOUNTS_DAYS", KEEP_UNUSED_ACCOUNTS_DAYS),
):
    if _days < 180:
        raise ImproperlyConfigured(f"{_name} must be at least 180 days; it is {_days}.")
