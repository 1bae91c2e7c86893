"""The list of who came: narrowed, corrected, somebody taken out."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.formfields import PlainSelect
from core.formlayout import InlineChoices, bare_helper
from core.versions import VersionedForm
from meetings.models import Attendance
from proposals.forms.fields import OneLineField
from stakeholders.models import OrganizationKind

NO_KIND = "tanpa"  # who came for nobody that was invited


class PresenceFilter(forms.Form):
    """Whatever stands in the address, the list answers."""

    q = forms.CharField(
        label=_("Nama, jabatan, atau instansi"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "class": "form-control", "autocomplete": "off"}),
    )
    jenis = forms.ChoiceField(
        label=_("Jenis instansi"),
        required=False,
        choices=[("", _("Semua")), *OrganizationKind.choices, (NO_KIND, _("Tidak diundang"))],
        widget=PlainSelect,
    )
    cara = forms.ChoiceField(
        label=_("Cara"),
        required=False,
        choices=[("", _("Semua")), *Attendance.Means.choices, ("daring", _("Hadir daring"))],
        widget=PlainSelect,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_valid()

    def apply(self, rows):
        kind, means = self.cleaned_data.get("jenis"), self.cleaned_data.get("cara")
        if kind:
            rows = (
                rows.filter(participant__organization__kind=kind)
                if kind != NO_KIND
                else rows.filter(participant=None)
            )
        if means:
            rows = rows.filter(is_online=True) if means == "daring" else rows.filter(means=means)
        return rows.search(self.cleaned_data.get("q", ""))


class CorrectForm(VersionedForm):
    """Perbaiki: what stands in the list; the reason goes into the record."""

    reason = OneLineField(
        label=_("Alasan perbaikan"),
        max_length=250,
        help_text=_("Disimpan dalam catatan portal; jangan tulis nama orang di sini."),
        error_messages={"required": _("Tuliskan alasan perbaikan.")},
    )

    class Meta:
        model = Attendance
        fields = ["name", "position", "organization_name", "gender", "phone", "is_online"]
        widgets = {"gender": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["gender"].choices = [choice for choice in self.fields["gender"].choices if choice[0]]
        self.helper = bare_helper(
            "name", "position", "organization_name", InlineChoices("gender"), "phone", "is_online", "reason"
        )


class TakeOutForm(forms.Form):
    """Why somebody is taken out of the list."""

    reason = OneLineField(
        label=_("Alasan"),
        max_length=250,
        help_text=_("Disimpan dalam catatan portal; jangan tulis nama orang di sini."),
        error_messages={"required": _("Tuliskan alasan mengeluarkan orang ini dari daftar hadir.")},
    )

    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper("reason")
