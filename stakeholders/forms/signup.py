"""Signing up: as a citizen, or for an organisation as well."""

from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts import signup_forms
from accounts.models import User
from stakeholders.forms.joining import OrganizationChoices

CITIZEN, MEMBER = "warga", "lembaga"


class SignupForm(OrganizationChoices, signup_forms.SignupForm):
    """What accounts ask for, and for whom the person speaks; the secretariat confirms the latter."""

    affiliation = forms.ChoiceField(
        label=_("Anda mengusulkan sebagai"),
        choices=[
            (CITIZEN, _("Warga")),
            (MEMBER, _("Anggota instansi, lembaga, atau komunitas")),
        ],
        required=False,
        initial=CITIZEN,
        widget=forms.RadioSelect,
        help_text=_(
            "Keanggotaan dikonfirmasi sekretariat. Sementara itu Anda sudah dapat mengusulkan sebagai warga."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer()
        self.fields["affiliation"].is_needed = True
        trap = self.helper.layout.fields.pop()
        self.helper.layout = Layout(
            *self.helper.layout.fields, "affiliation", Div(*self.parts(), css_class="for-member"), trap
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("affiliation") == MEMBER:
            self.check_organization(cleaned)
        else:
            for name in self.organization_fields:  # what was chosen before "warga" was
                self._errors.pop(name, None)
        return cleaned

    def custom_signup(self, request: HttpRequest, user: User) -> None:
        super().custom_signup(request, user)
        if self.cleaned_data.get("affiliation") == MEMBER:
            self.ask(user)
