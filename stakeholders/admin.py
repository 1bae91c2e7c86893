"""Places, organisations, bidang, signers and roles, as master data."""

from django.contrib import admin
from django.db.models import ManyToManyField
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _

from audit.master_data import MasterDataAdmin, ReadOnlyAdmin
from stakeholders.models import Kecamatan, Kelurahan, Membership, Official, Organization, Unit
from stakeholders.offices import end_roles_with


@admin.register(Kecamatan)
class KecamatanAdmin(MasterDataAdmin):
    list_display = ["code", "name"]
    search_fields = ["code", "name"]


@admin.register(Kelurahan)
class KelurahanAdmin(MasterDataAdmin):
    list_display = ["code", "name", "kecamatan"]
    list_select_related = ["kecamatan"]
    list_filter = ["kecamatan"]
    search_fields = ["code", "name"]


@admin.register(Organization)
class OrganizationAdmin(MasterDataAdmin):
    list_display = ["name", "short_name", "kind", "is_active", "is_host"]
    list_filter = ["kind", "is_active"]
    search_fields = ["name", "short_name"]
    readonly_fields = ["is_host", "is_active"]  # services.set_organization_active


@admin.register(Unit)
class UnitAdmin(MasterDataAdmin):
    list_display = ["name", "short_name", "order"]
    search_fields = ["name", "short_name"]
    formfield_overrides = MasterDataAdmin.formfield_overrides | {
        ManyToManyField: {"widget": CheckboxSelectMultiple}
    }


@admin.register(Official)
class OfficialAdmin(MasterDataAdmin):
    list_display = ["name", "position", "status", "valid_from", "valid_until"]
    search_fields = ["name", "nip", "position"]
    readonly_fields = ["user"]  # offices.change_official

    def save_model(self, request, obj, form, change: bool) -> None:
        """Roles do not outlast the office, whichever way it ends."""
        super().save_model(request, obj, form, change)
        end_roles_with(obj, actor=request.user)


@admin.register(Membership)
class MembershipAdmin(ReadOnlyAdmin):
    """Roles change on "Pengguna dan peran", where letters are written and an admin always remains."""

    list_display = ["person", "office", "role", "valid_from", "valid_until"]
    list_select_related = ["user", "organization"]
    list_filter = ["role"]
    search_fields = ["user__name", "user__email", "organization__name"]

    @admin.display(description=_("Pengguna"), ordering="user__name")
    def person(self, membership: Membership) -> str:
        return str(membership.user)

    @admin.display(description=_("Instansi"), ordering="organization__name")
    def office(self, membership: Membership) -> str:
        return membership.organization.label
