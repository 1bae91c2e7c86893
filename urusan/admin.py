"""Urusan and the official codes, as master data."""

from django.contrib import admin

from audit.master_data import MasterDataAdmin
from urusan.models import Edition, Nomenclature, Urusan


@admin.register(Urusan)
class UrusanAdmin(MasterDataAdmin):
    list_display = ["name", "slug", "order"]


@admin.register(Edition)
class EditionAdmin(MasterDataAdmin):
    list_display = ["name", "slug", "leaf_level", "first_plan_year"]


@admin.register(Nomenclature)
class NomenclatureAdmin(MasterDataAdmin):
    """Codes come by import, with their tree; here a misprint is mended and a bidang urusan is linked."""

    list_display = ["code", "name", "level", "edition"]
    list_select_related = ["edition"]
    list_filter = ["edition", "level"]
    search_fields = ["code", "name"]
    readonly_fields = ["edition", "level", "code", "parent"]

    def has_add_permission(self, request, *args) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
