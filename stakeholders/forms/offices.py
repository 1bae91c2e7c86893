"""Forms of signers with their roles, and of the head's delegation."""

from typing import Any

from crispy_forms.layout import Div, Field
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.formfields import DayField
from core.formlayout import Fold, bare_helper
from stakeholders.delegating import possible_delegates
from stakeholders.forms.rows import END_BEFORE_START, PeriodForm
from stakeholders.models import HOST_ROLES, Delegation, Membership, Official


class RolesField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj) -> str:
        return f"{obj.user} – {obj.get_role_display()}"


class OfficialForm(PeriodForm):
    roles = RolesField(
        label=_("Peran yang melekat pada jabatan ini"),
        queryset=Membership.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Peran ini berakhir bersama jabatannya, juga bagi yang sedang masuk."),
    )

    class Meta:
        model = Official
        fields = [
            "name", "rank", "nip", "position", "status", "on_behalf", "through", "valid_from", "valid_until", "decree",
            "user",
        ]  # fmt: skip
        help_texts = {
            "name": _("Seperti dicetak di bawah tanda tangan. Contoh: Dra. Nama Contoh, M.Si."),
            "rank": _("Contoh: Pembina Utama Muda (IV/c)."),
            "nip": _("18 angka; spasi boleh ditulis."),
            "position": _("Tanpa Plt. atau Plh. Contoh: Kepala Dinas Komunikasi dan Informatika."),
            "decree": _("Untuk Plt., Plh., a.n., dan u.b.: nomor dan tanggal surat perintah."),
            "user": _("Akun portal pejabat ini, bila ada."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        staff = Membership.objects.filter(organization__is_host=True, role__in=HOST_ROLES)
        mine = Q(pk=self.instance.user_id) | Q(pk__in=staff.not_over().values("user"))
        self.fields["user"].queryset = User.objects.filter(mine).order_by("name", "email")
        self.fields["user"].empty_label = _("Tidak ditautkan")
        tied = Q(office=self.instance.pk) if self.instance.pk else Q(pk__in=[])
        rows = staff.filter(tied | Q(pk__in=staff.not_over().values("pk")))
        self.fields["roles"].queryset = rows.for_listing()
        self.initial["roles"] = list(rows.filter(tied).values_list("pk", flat=True))
        self.helper = bare_helper(
            "name", "rank", Field("nip", css_class="w-money"), "position", Field("status", css_class="w-code"),
            Fold(_("Menandatangani atas nama pejabat lain"), "on_behalf", "through"),
            Div("valid_from", "valid_until", css_class="field field-row"), "decree", "user", "roles",
        )  # fmt: skip

    def clean_nip(self) -> str:
        nip = "".join(self.cleaned_data["nip"].split())
        if nip and not (nip.isdecimal() and len(nip) == 18):
            raise ValidationError(_("NIP terdiri atas 18 angka. Periksa lagi, atau kosongkan."))
        return nip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("through") and not cleaned.get("on_behalf"):
            self.add_error("on_behalf", _("Isi jabatan yang diwakili (a.n.) lebih dahulu."))
        user, roles = cleaned.get("user"), cleaned.get("roles") or ()
        if any(role.user != user for role in roles):
            self.add_error("roles", _("Pilih peran milik akun pejabat ini saja."))
        return cleaned


class DelegationForm(forms.ModelForm):
    valid_from = DayField(label=_("Mulai"))
    valid_until = DayField(label=_("Sampai"), help_text=_("Hari terakhir."))
    file = forms.FileField(
        label=_("Persetujuan tertulis"),
        allow_empty_file=True,  # refused where it is stored, by its name
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        help_text=_("Pindaian yang ditandatangani: PDF, JPG, atau PNG; paling besar 10 MB."),
        error_messages={"required": _("Pilih pindaian persetujuan yang ditandatangani.")},
    )

    class Meta:
        model = Delegation
        fields = ["delegate", "decree", "valid_from", "valid_until", "file"]
        help_texts = {"decree": _("Contoh: Nota Dinas 800/12/Diskominfo, 3 Februari 2027.")}

    def __init__(self, *args, head: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["delegate"].queryset = possible_delegates(head)
        self.fields["delegate"].empty_label = _("Pilih pegawai")
        self.fields["delegate"].required = True
        self.initial.setdefault("valid_from", timezone.localdate())
        period = Div("valid_from", "valid_until", css_class="field field-row")
        self.helper = bare_helper("delegate", "decree", period, "file")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("valid_from"), cleaned.get("valid_until")
        if start and end and end < start:
            self.add_error("valid_until", END_BEFORE_START)
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("delegate", "decree", "valid_from", "valid_until")}
