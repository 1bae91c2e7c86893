"""Django's admin at /admin/: master data only, and no door of its own."""

from allauth.account.views import logout
from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from audit.master_data import PERMISSION, MasterDataAdmin


class MasterDataSite(AdminSite):
    site_header = _("Data induk")
    site_title = _("Data induk")
    index_title = _("Data induk")
    site_url = reverse_lazy("workspace")  # type: ignore[assignment]
    enable_nav_sidebar = False

    def register(self, model_or_iterable, admin_class=None, **options) -> None:
        """Take master data alone; what other packages would show stays out."""
        if admin_class is not None and issubclass(admin_class, MasterDataAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)

    def login(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        """One sign-in for the whole portal."""
        return redirect_to_login(request.GET.get("next") or self.site_url)

    def logout(self, request: HttpRequest, extra_context=None) -> HttpResponse:  # type: ignore[override]
        return logout(request)

    def password_change(self, request: HttpRequest, extra_context=None) -> HttpResponse:  # type: ignore[override]
        return redirect("account_change_password")
