"""Named in INSTALLED_APPS instead of `django.contrib.admin`; loaded before any model."""

from django.contrib.admin.apps import AdminConfig


class MasterDataConfig(AdminConfig):
    default_site = "accounts.admin_site.MasterDataSite"
