"""What the lists of the settings can be narrowed by. Whatever stands in the address, the list answers."""

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.formlayout import bare_helper
from stakeholders.models import OrganizationKind, Role


class FilterForm(forms.Form):
    """Search words and some choices; values that are no choice are left out. `q = None` leaves the words out."""

    q = forms.CharField(
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    search_label: str | Promise = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "q" in self.fields:
            self.fields["q"].label = self.search_label
        self.helper = bare_helper(*self.fields)
        self.helper.form_show_errors = False
        self.full_clean()

    @property
    def is_narrowed(self) -> bool:
        return any(self.cleaned_data.values())


class PeopleFilter(FilterForm):
    search_label = _("Cari nama, surel, atau instansi")
    peran = forms.ChoiceField(label=_("Peran"), required=False, choices=[("", _("Semua")), *Role.choices])
    berlaku = forms.ChoiceField(
        label=_("Masa"),
        required=False,
        choices=[
            ("", _("Berlaku atau akan berlaku")),
            ("berakhir", _("Sudah berakhir")),
            ("semua", _("Semua")),
        ],
    )

    def apply(self, memberships):
        asked = self.cleaned_data
        rows = memberships.search(asked.get("q", ""))
        if asked.get("peran"):
            rows = rows.filter(role=asked["peran"])
        if asked.get("berlaku") == "semua":
            return rows
        return rows.over() if asked.get("berlaku") else rows.not_over()


class OrganizationFilter(FilterForm):
    search_label = _("Cari nama")
    jenis = forms.ChoiceField(
        label=_("Jenis"), required=False, choices=[("", _("Semua")), *OrganizationKind.choices]
    )
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("Aktif")), ("nonaktif", _("Tidak aktif")), ("semua", _("Semua"))],
    )

    def apply(self, organizations):
        asked = self.cleaned_data
        rows = organizations.search(asked.get("q", ""))
        if asked.get("jenis"):
            rows = rows.filter(kind=asked["jenis"])
        if asked.get("status") == "semua":
            return rows
        return rows.filter(is_active=not asked.get("status"))
