"""Master data in Django's admin: who may touch them, and what is recorded of it."""

from typing import Any

from django.contrib.admin import ModelAdmin
from django.db import models

from audit.services import record

PERMISSION = "stakeholders.manage_people"


class MasterDataAdmin(ModelAdmin):
    """One permission of ours for everything (there are none of Django's here); each change is an entry of our record."""

    actions = None
    list_per_page = 50
    show_full_result_count = False
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def _may(self, request) -> bool:
        return request.user.has_perm(PERMISSION)

    def has_module_permission(self, request) -> bool:
        return self._may(request)

    def has_view_permission(self, request, obj=None) -> bool:
        return self._may(request)

    def has_add_permission(self, request, *args) -> bool:
        return self._may(request)

    def has_change_permission(self, request, obj=None) -> bool:
        return self._may(request)

    def has_delete_permission(self, request, obj=None) -> bool:
        return self._may(request)

    def save_model(self, request, obj, form, change: bool) -> None:
        """A row with a version counts it up, so that a form open elsewhere does not overwrite this."""
        if change and hasattr(obj, "version"):
            obj.version += 1
        super().save_model(request, obj, form, change)

    def construct_change_message(self, request, form, formsets, add: bool = False) -> list[dict[str, Any]]:
        return [{"fields": list(form.changed_data)}]

    def log_addition(self, request, obj, message) -> None:  # type: ignore[override]
        self._record(request, "add", obj)

    def log_change(self, request, obj, message) -> None:  # type: ignore[override]
        self._record(request, "change", obj, changed=message[0]["fields"])

    def log_deletions(self, request, queryset) -> None:  # type: ignore[override]
        for obj in queryset:
            self._record(request, "delete", obj)

    def _record(self, request, verb: str, obj, **more) -> None:
        record(f"{obj._meta.model_name}.{verb}", obj, actor=request.user, reason="/admin/", **more)


class ReadOnlyAdmin(MasterDataAdmin):
    """Rows that one looks up here and changes elsewhere."""

    def has_add_permission(self, request, *args) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
