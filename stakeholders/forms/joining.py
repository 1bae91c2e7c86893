"""For whom somebody speaks: an organisation that is known, found by its name, or one that is new here."""

from typing import Any

from crispy_forms.layout import Div, Field
from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from core.formlayout import bare_helper
from core.languages import filled_later
from stakeholders.joining import ask_for_new_organization, ask_membership
from stakeholders.models import MembershipRequest, Organization, OrganizationKind

FOUND = 8  # organisations that are offered for what was typed
NEW = "baru"
SHORTEST = 3  # characters of a name


class OrganizationChoices(forms.Form):
    """What is found for a name, one of which is chosen; works the same with each letter typed and with the whole form."""

    organization_name = forms.CharField(
        label=_("Nama lembaga"),
        required=False,
        max_length=Organization._meta.get_field("name").max_length,
        help_text=_("Tulis namanya atau sebagian, lalu pilih dari yang ditemukan."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    organization = forms.ChoiceField(
        label=_("Pilih lembaga Anda"),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Pilih salah satu lembaga dari daftar ini.")},
    )
    organization_kind = forms.ChoiceField(
        label=_("Jenis lembaga"),
        required=False,
        choices=[("", _("Pilih")), *OrganizationKind.choices],
        help_text=_("Hanya untuk lembaga yang belum ada dalam daftar."),
    )
    position = forms.CharField(
        label=_("Jabatan Anda di sana"),
        required=False,
        max_length=MembershipRequest._meta.get_field("position").max_length,
        help_text=_("Boleh dikosongkan. Memudahkan sekretariat mengonfirmasi."),
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )

    organization_fields = ("organization_name", "organization", "organization_kind", "position")

    def offer(self) -> None:
        """Put what is found for the name that was typed before the person; nothing before they typed."""
        typed = " ".join(str(self.data.get("organization_name", "")).replace("\x00", "").split())
        self.fields["organization"].choices = self._found(typed) if len(typed) >= SHORTEST else []
        for name in self.organization_fields[:-1]:
            self.fields[name].is_needed = True  # by `check_organization`

    @staticmethod
    def _found(typed: str) -> list[tuple[str, Any]]:
        rows = Organization.objects.participants().active().matching(typed).order_by("name")[:FOUND]
        words = _("Belum ada dalam daftar: daftarkan “%(name)s”")
        new = (NEW, filled_later(words, {"name": typed}))
        return [*((str(row.pk), row.name) for row in rows), new]

    def parts(self) -> tuple:
        """How the fields lie: what is found is exchanged while one types."""
        search = Field(
            "organization_name",
            hx_get=reverse_lazy("stakeholders:find"),
            hx_target="#lembaga-ditemukan",
            hx_trigger="input delay:300ms",
            hx_sync="this:replace",
        )
        found = Div(*self.found_parts(), css_id="lembaga-ditemukan", aria_live="polite")
        return search, found, "position"

    def found_parts(self) -> tuple:
        if not self.fields["organization"].choices:
            return ()
        return "organization", Div("organization_kind", css_class="field for-new-organization")

    def clean_organization_name(self) -> str:
        return " ".join(self.cleaned_data["organization_name"].replace("\x00", "").split())

    def check_organization(self, cleaned: dict[str, Any]) -> None:
        """One that is known by exactly this name needs no choice; else one must be made."""
        name = cleaned.get("organization_name", "")
        if len(name) < SHORTEST:
            self.add_error("organization_name", _("Tulis nama lembaga Anda, paling sedikit tiga huruf."))
        elif "organization" not in self.errors:
            cleaned["organization"] = cleaned["organization"] or self._exactly(name)
            self._check_choice(cleaned)

    def _check_choice(self, cleaned: dict[str, Any]) -> None:
        if not cleaned["organization"]:
            self.add_error(
                "organization", _("Pilih lembaga Anda dari daftar ini, atau daftarkan sebagai lembaga baru.")
            )
        elif cleaned["organization"] == NEW:
            self._check_new(cleaned)

    def _check_new(self, cleaned: dict[str, Any]) -> None:
        if Organization.objects.filter(is_host=True).called(cleaned["organization_name"]).exists():
            self.add_error("organization_name", _("Petugas penyelenggara didaftarkan oleh admin."))
        elif not cleaned.get("organization_kind"):
            self.add_error("organization_kind", _("Pilih jenis lembaga yang Anda daftarkan."))

    @staticmethod
    def _exactly(name: str) -> str:
        rows = Organization.objects.participants().active().called(name)[:2]
        return str(rows[0].pk) if len(rows) == 1 else ""

    def ask(self, user) -> MembershipRequest:
        """Keep what was asked for; raises ChangeRefused."""
        cleaned = self.cleaned_data
        chosen, position = cleaned["organization"], cleaned["position"]
        if chosen == NEW:
            name, kind = cleaned["organization_name"], cleaned["organization_kind"]
            return ask_for_new_organization(name, kind=kind, actor=user, position=position)
        return ask_membership(
            Organization.objects.participants().get(pk=chosen), actor=user, position=position
        )


class JoinForm(OrganizationChoices):
    """Asked of somebody who has an account."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer()
        self.helper = bare_helper(*self.parts())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.check_organization(cleaned)
        return cleaned


class FoundForm(OrganizationChoices):
    """What is found for the letters typed so far, for the page that shows it while one types."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer()
        self.helper = bare_helper(*self.found_parts())
        self.helper.form_show_errors = False


class AnswerForm(forms.Form):
    """The secretariat's answer; name and kind are asked for where the organisation is new here."""

    name = forms.CharField(
        label=_("Nama instansi"),
        max_length=Organization._meta.get_field("name").max_length,
        help_text=_("Nama lengkap dan resmi; perbaiki bila perlu."),
        error_messages={"required": _("Isi nama instansi.")},
    )
    kind = forms.ChoiceField(label=_("Jenis"), choices=OrganizationKind.choices)

    def __init__(self, *args, request: MembershipRequest, **kwargs):
        super().__init__(*args, **kwargs)
        organization = request.organization
        self.initial |= {"name": organization.name, "kind": organization.kind}
        if not request.is_for_new_organization:
            self.fields = {}
        self.helper = bare_helper(*self.fields)


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=_("Alasan"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Dibaca oleh pemintanya dalam surel."),
        error_messages={"required": _("Tuliskan alasannya; alasan ini dibaca oleh pemintanya.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper("reason")
