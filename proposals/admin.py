"""The reasons for a "no", as master data."""

from django.contrib import admin

from audit.master_data import MasterDataAdmin
from proposals.models import ReasonCode


@admin.register(ReasonCode)
class ReasonCodeAdmin(MasterDataAdmin):
    list_display = ["label", "code", "sentence", "order"]

    def get_readonly_fields(self, request, obj=None) -> list[str]:
        return ["code"] if obj else []
